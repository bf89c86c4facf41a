import { BODIES } from './bodies.ts'
import { FRAMES } from './frames.ts'
import { HEADERS } from './headers.ts'
import { TARGETS } from './targets.ts'

/** A request that no client of GraphQL sends, as bytes, and the status that it has to get. */
export interface HostileRequest {
  readonly title: string
  readonly bytes: string | Buffer
  readonly status: number
}

/** Methods, targets, content types, bodies, encodings, headers and framing. */
export const HOSTILE_REQUESTS: readonly HostileRequest[] = [...TARGETS, ...HEADERS, ...BODIES, ...FRAMES]

/** Why an answer is not the right one. Null: it is an error in GraphQL's shape with the status. */
export function faultOf(answer: string, { status }: Pick<HostileRequest, 'status'>): string | null {
  const [head = '', ...rest] = answer.split('\r\n\r\n')
  const got = /^HTTP\/1\.1 (\d+)/.exec(head)?.[1]
  if (got === undefined) return 'no answer'
  if (Number(got) !== status) return `status ${got} instead of ${status}: ${rest.join().slice(0, 150)}`
  if (!/^content-type: application\/(graphql-response\+)?json/im.test(head)) return 'not JSON'
  if (!/^cache-control: private, no-store\r?$/im.test(head)) return 'may be cached'
  try {
    const { errors } = JSON.parse(rest.join('\r\n\r\n')) as { errors?: Record<string, unknown>[] }
    if (!errors?.length) return 'no errors'
    const isPlain = errors.every(error => typeof error.message === 'string' && error.message.length > 0)
    const codes = errors.map(({ extensions }) => (extensions as { code?: unknown } | undefined)?.code)
    if (!isPlain || codes.some(code => typeof code !== 'string')) return 'an error without message or code'
    return codes.includes('INTERNAL_SERVER_ERROR') ? 'an unexpected error' : null
  } catch {
    return `the body is no JSON: ${rest.join().slice(0, 100)}`
  }
}
