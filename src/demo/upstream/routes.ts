import type { UpstreamContent } from './demo-content.ts'
import { NDJSON, PNG, type Reply, refusal, replyWith } from './reply.ts'

/**
 * The answers of Labelbox's REST endpoints when nothing is wrong: frames documents, and masks by four addresses.
 * @param target the request's path and query.
 */
export function answer(content: UpstreamContent, target: string, isAuthorized: boolean): Reply {
  const [path = '', ...rest] = target.split('?')
  const query = new URLSearchParams(rest.join('?'))
  for (const route of ROUTES) {
    const match = route.path.exec(path)
    if (!match) continue
    const isOpen = isAuthorized || (route.opensWithToken && isToken(query.get('token')))
    return isOpen ? route.find(content, ids(match), query) : UNAUTHORIZED
  }
  return NOT_FOUND
}

interface Route {
  readonly path: RegExp
  /** Whether a token in the query stands in for the key. */
  readonly opensWithToken?: boolean
  find(content: UpstreamContent, ids: Ids, query: URLSearchParams): Reply
}

type Ids = readonly [string, number | null]

const ROUTES: readonly Route[] = [
  { path: /^\/v1\/frames\/([^/]+)$/, find: (content, [id], query) => frames(content.frames(id, query.get('group'))) },
  { path: /^\/api\/v1\/projects\/[^/]+\/annotations\/([^/]+)\/mask$/, find: mask },
  { path: /^\/api\/v1\/projects\/[^/]+\/annotations\/([^/]+)\/index\/(\d+)\/mask$/, find: mask },
  {
    path: /^\/api\/v1\/tasks\/[^/]+\/masks\/([^/]+)\/index\/(\d+)$/,
    find: (content, [id, index]) => png(index === null ? null : content.composite(id, index)),
  },
  { path: /^\/masks\/feature\/([^/]+)(?:\/(\d+))?$/, opensWithToken: true, find: mask },
]

const HOW = 'Authentication required: send your API key in the Authorization header, as "Bearer <API key>".'
const UNAUTHORIZED = refusal(401, HOW)
const NOT_FOUND = refusal(404, 'Not found.')
const NO_CONTENT: Reply = { status: 204, headers: {}, body: Buffer.alloc(0) }

/** Ids are letters and digits, so nothing in them is encoded. */
const ids = (match: RegExpExecArray): Ids => [match[1] ?? '', match[2] === undefined ? null : Number(match[2])]

/** A JWT by its shape. It may be of any age: the demo's do not expire. */
const isToken = (token: string | null) => /^[\w-]+\.[\w-]+\.[\w-]+$/.test(token ?? '')

function frames(lines: ReturnType<UpstreamContent['frames']>): Reply {
  if (lines === null) return NOT_FOUND
  if (lines.length === 0) return NO_CONTENT
  const text = typeof lines === 'string' ? lines : lines.map(line => `${JSON.stringify(line)}\n`).join('')
  return replyWith(200, NDJSON, text)
}

const png = (bytes: Buffer | null) => (bytes ? replyWith(200, PNG, bytes) : NOT_FOUND)

function mask(content: UpstreamContent, [featureId, index]: Ids): Reply {
  return png(content.mask(featureId, index))
}
