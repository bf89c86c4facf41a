import type { UpstreamContent } from './demo-content.ts'
import { NDJSON, PNG, type Reply, refusal, replyWith } from './reply.ts'

/**
 * The answers of Labelbox's REST endpoints when nothing is wrong: frames documents, and masks by four addresses.
 * @param target the request's path and query.
 */
export function answer(content: UpstreamContent, target: string, isAuthorized: boolean): Reply {
  const [path = '', ...rest] = target.split('?')
  const query = new URLSearchParams(rest.join('?'))
  for (const [pattern, find] of ROUTES) {
    const match = pattern.exec(path)
    if (!match) continue
    // Only in this address a token stands in for the key.
    const hasToken = path.startsWith('/masks/') && isToken(query.get('token'))
    // Ids are letters and digits, so nothing in them is encoded.
    const [, id = '', index] = match
    return isAuthorized || hasToken
      ? find(content, id, index === undefined ? null : Number(index), query)
      : UNAUTHORIZED
  }
  return NOT_FOUND
}

type Find = (content: UpstreamContent, id: string, index: number | null, query: URLSearchParams) => Reply

const mask: Find = (content, id, index) => png(content.mask(id, index))
const composite: Find = (content, id, index) => png(index === null ? null : content.composite(id, index))

const ROUTES: readonly (readonly [RegExp, Find])[] = [
  [/^\/v1\/frames\/([^/]+)$/, (content, id, _, query) => frames(content.frames(id, query.get('group')))],
  [/^\/api\/v1\/projects\/[^/]+\/annotations\/([^/]+)(?:\/index\/(\d+))?\/mask$/, mask],
  [/^\/api\/v1\/tasks\/[^/]+\/masks\/([^/]+)\/index\/(\d+)$/, composite],
  [/^\/masks\/feature\/([^/]+)(?:\/(\d+))?$/, mask],
]

const HOW = 'Authentication required: send your API key in the Authorization header, as "Bearer <API key>".'
const UNAUTHORIZED = refusal(401, HOW)
const NOT_FOUND = refusal(404, 'Not found.')
const NO_CONTENT: Reply = { status: 204, headers: {}, body: Buffer.alloc(0) }

/** A JWT by its shape. It may be of any age: the demo's do not expire. */
const isToken = (token: string | null) => /^[\w-]+\.[\w-]+\.[\w-]+$/.test(token ?? '')

function frames(lines: ReturnType<UpstreamContent['frames']>): Reply {
  if (lines === null) return NOT_FOUND
  if (lines.length === 0) return NO_CONTENT
  const text = typeof lines === 'string' ? lines : lines.map(line => `${JSON.stringify(line)}\n`).join('')
  return replyWith(200, NDJSON, text)
}

const png = (bytes: Buffer | null) => (bytes ? replyWith(200, PNG, bytes) : NOT_FOUND)
