import type { IncomingHttpHeaders, IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { GraphContext, Principal } from '../loaders/index.ts'
import type { Store } from '../store/index.ts'
import { bytesOf, etagOf } from './answer-bytes.ts'
import { type AnswerKey, createAnswerMemory, type KeptAnswer } from './answer-memory.ts'
import type { Audit } from './audit.ts'
import { codingFor, isShort } from './content-coding.ts'
import type { Drain } from './drain.ts'
import { createFlights, type Flight } from './flight.ts'
import { LATER, NOT_STORED, sendRefusal } from './http-errors.ts'
import { isFresh } from './http-range.ts'
import { isCandidate, nameOf, type RequestChecks } from './kept-requests.ts'
import type { createKnownOperations, DirectAnswer } from './known-operations.ts'
import type { createOverloadGuard } from './overload.ts'
import { type RateLimit, tooMuch } from './rate-limit.ts'
import { readAhead } from './request-body.ts'

const KEY = Symbol('key')
const FLIGHT = Symbol('flight')

/** A request that was looked at before the framework. */
interface Asked extends IncomingMessage {
  /** Null: its answer may not be kept. */
  [KEY]?: AnswerKey | null
  /** Absent: another request computes the same answer. */
  [FLIGHT]?: Flight
}

interface Options extends RequestChecks {
  readonly store: Pick<Store, 'version'>
  readonly operations: ReturnType<typeof createKnownOperations>
  /** Memory for answers. */
  readonly bytes: number
  readonly drain: Drain
  readonly rateLimit: RateLimit
  readonly overload: ReturnType<typeof createOverloadGuard>
  /** Whether pages of other origins may ask. */
  readonly hasCors: boolean
  readonly audit: Audit
  readonly principalOf: (request: IncomingMessage) => Principal
  /** Headers of every answer. */
  readonly secured: OutgoingHttpHeaders
}

/**
 * Whole answers of queries, by version and by everything of the request that they depend on: never with errors, and never
 * of tasks, whose state is of no version, or of a request during which something was fetched. They are looked up before
 * the HTTP framework, which alone takes as long as two answers, and kept when they are asked for a second time. A request
 * that the framework would reject is left to it. Of equal requests at one moment one is answered, and the others wait for
 * it.
 */
export function createKeptAnswers({
  store,
  operations,
  bytes,
  drain,
  overload,
  rateLimit,
  hasCors,
  audit,
  principalOf,
  secured,
  ...checks
}: Options) {
  const kept = createAnswerMemory(bytes)
  const running = createFlights()
  const vary = varyOf(hasCors && 'Origin')
  /** As it was when a request last asked for it. */
  let lastVersion = ''
  type Handle = (request: IncomingMessage, response: ServerResponse) => void

  /** Null if it cannot be read, which the framework reports. */
  function currentVersion(): string | null {
    try {
      lastVersion = store.version()
      return lastVersion
    } catch {
      return null
    }
  }

  async function answer(request: Asked, response: ServerResponse, handle: Handle): Promise<void> {
    const body = request.method === 'POST' ? await readAhead(request) : null
    const name = nameOf(request, body)
    const seconds = rateLimit.secondsUntilRead(request)
    if (seconds > 0) {
      refuse(request, response, handle, { status: 429, message: tooMuch(seconds), seconds })
      return
    }
    // In an overload most requests end here. To ask the store for its version takes longer than all else about them.
    const isKnown = running.has(name) || kept.get({ version: lastVersion, name })
    if (!isKnown && overload.refuses()) {
      refuse(request, response, handle)
      return
    }
    const found = await findOrWait(name, request, response)
    if (found === 'sent' || response.destroyed) return
    let key = found
    const entered = overload.enter(request, response)
    if (entered !== true) {
      if (!(await entered)) {
        refuse(request, response, handle)
        return
      }
      // The data may have changed meanwhile.
      key = key && { ...key, version: currentVersion() ?? key.version }
    }
    request[KEY] = key
    const direct = body && key && (await operations.answer(request, body, key.version))
    if (response.destroyed) return
    if (direct) await sendDirect(request, response, direct)
    else handle(request, response)
  }

  /** A page of another origin gets its headers from the framework, which refuses the request, too. */
  function refuse(request: Asked, response: ServerResponse, handle: Handle, refusal = LATER): void {
    if (response.destroyed) return
    if (hasCors && request.headers.origin !== undefined) handle(request, response)
    else sendRefusal(response, refusal, secured)
  }

  /** Sends a kept answer. Without one, returns the key that the answer may be kept by, if any. */
  async function findOrWait(name: string, request: Asked, response: ServerResponse) {
    for (let mayWait = !name.includes('mutation'); ; ) {
      const version = currentVersion()
      // The body, or the answer to another request, was waited for.
      if (version === null || response.destroyed || !checks.isAccepted(request)) return null
      const key = { version, name }
      const found = kept.get(key)
      if (found && audit.hasRoom() && rateLimit.mayAsk(request, found.cost)) {
        audit.record(principalOf(request), found.audited)
        overload.holdAnswer(response, found.plain.length)
        await sendKept(kept, found, key, request.headers, response)
        return 'sent'
      }
      const before = mayWait ? running.get(name) : undefined
      if (before?.version !== version) {
        if (running.get(name)?.version !== version) request[FLIGHT] = running.begin(key, response)
        return key
      }
      // The client of a flight may leave: one of those who wait begins another.
      mayWait = await before.ended()
    }
  }

  /** Headers as the framework would send them. */
  async function sendDirect(request: Asked, response: ServerResponse, { text, context }: DirectAnswer): Promise<void> {
    const headers = {
      ...secured,
      'content-type': 'application/json; charset=utf-8',
      'cache-control': NOT_STORED,
      'slicegraph-version': context.version,
      vary,
    }
    const plain = isShort(text) ? text : await bytesOf(text)
    const { until } = context.outcome
    const { cost = 0 } = context
    const audited = audit.entryOf(context)
    const answer = { headers, plain, compressed: new Map(), etag: null, until, audited, cost }
    const key = settle(request, context.version, isWhole(context), answer)
    overload.holdAnswer(response, plain.length)
    await sendKept(kept, answer, key, request.headers, response)
  }

  /** Keeps the answer if it may be, and then returns its key. */
  function settle(
    { [KEY]: key, [FLIGHT]: flight }: Asked,
    version: string | undefined,
    isWhole: boolean,
    answer: KeptAnswer,
  ): AnswerKey | null {
    // If something was fetched in the meantime, the answer may hold it or not, and the version is no longer asked for.
    const own = key && isWhole && version === key.version ? key : null
    if (own && flight?.isAwaited) kept.keep(own, answer)
    else if (own) kept.keepSecond(own, answer)
    if (key && flight) running.end(key.name, flight, false)
    return own
  }

  return {
    /** Looks at every request before the framework does. */
    install(http: FastifyInstance): void {
      const [handle] = http.server.listeners('request') as Handle[]
      if (!handle) throw new Error('The framework listens to no requests.')
      http.server.removeAllListeners('request')
      http.server.on('request', (request, response) => {
        if (!isCandidate(request, checks)) return handle(request, response)
        drain.track(request, response)
        answer(request, response, handle).catch(() => response.destroy())
      })
    },

    /** The newest version when the request arrived. */
    versionOf: (request: Asked) => request[KEY]?.version,

    /** Sends an answer of GraphQL, compressed if the client takes that, and keeps it if it may be. */
    async finish(
      reply: FastifyReply,
      payload: string,
      context: GraphContext | undefined,
    ): Promise<string | Buffer | null> {
      const raw: Asked = reply.request.raw
      const version = context?.version
      const mayKeep = context !== undefined && isWhole(context) && reply.statusCode === 200
      const plain = isShort(payload) ? payload : await bytesOf(payload)
      const etag = mayKeep && raw.method === 'GET' ? await etagOf(plain) : null
      if (version !== undefined) reply.header('slicegraph-version', version)
      if (etag) reply.header('etag', etag)
      reply
        .header('cache-control', etag ? 'private, no-cache' : NOT_STORED)
        .header('vary', varyOf(reply.getHeader('vary')))
      reply.removeHeader('content-length')
      const audited = audit.entryOf(context)
      const until = context?.outcome.until ?? null
      const headers = reply.getHeaders() as OutgoingHttpHeaders
      const answer = { headers, plain, compressed: new Map(), etag, until, audited, cost: context?.cost ?? 0 }
      const key = settle(raw, version, mayKeep, answer)

      if (etag && isFresh(raw.headers['if-none-match'], etag)) {
        reply.code(304).removeHeader('content-type')
        return null
      }
      overload.holdAnswer(reply.raw, plain.length)
      const coding = typeof plain === 'string' ? null : codingFor(raw.headers['accept-encoding'])
      if (!coding) return plain
      reply.header('content-encoding', coding)
      return kept.bodyIn(coding, answer, key)
    },
  }
}

/** Sends a whole answer, compressed if the client takes that. */
async function sendKept(
  kept: ReturnType<typeof createAnswerMemory>,
  answer: KeptAnswer,
  key: AnswerKey | null,
  asked: IncomingHttpHeaders,
  response: ServerResponse,
): Promise<void> {
  const { plain, etag, headers } = answer
  if (etag && isFresh(asked['if-none-match'], etag)) {
    const { 'content-type': _, ...others } = headers
    response.writeHead(304, others).end()
    return
  }
  const coding = typeof plain === 'string' ? null : codingFor(asked['accept-encoding'])
  const coded = coding ? kept.bodyIn(coding, answer, key) : plain
  const body = coded instanceof Promise ? await coded : coded
  const own = { ...(coding && { 'content-encoding': coding }), 'content-length': Buffer.byteLength(body) }
  response.writeHead(200, { ...headers, ...own }).end(body)
}

const isWhole = ({ outcome }: GraphContext) => outcome.isWhole && !outcome.isOfNow

const VARY = 'accept, accept-encoding, x-slicegraph-cost'

const varyOf = (before: unknown) => [before, VARY].filter(Boolean).join(', ')
