import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { SlicegraphError } from '../errors.ts'
import { sendRequestError } from './http-errors.ts'

type Raw = Pick<FastifyRequest, 'raw'>

const CONTROLLER = Symbol('controller')

/** A property of the request: requests without reads have none. */
interface WithController extends IncomingMessage {
  [CONTROLLER]?: AbortController
}

/** Times of the end of a gateway, in milliseconds. */
export interface DrainTimes {
  /** While the port stays open, so that load balancers see `/readyz` and clients reconnect elsewhere. */
  readonly graceMs?: number
  /** After it, for running requests. Their operations then end with an error. */
  readonly deadlineMs?: number
}

/** Running requests, and how they end when the gateway stops. */
export interface Drain {
  /** From then on `/readyz` is 503, and each answer closes its connection. */
  readonly draining: boolean
  /** Hook for `onRequest` of every route. */
  announce(request: Raw, reply: FastifyReply, done: () => void): void
  /** Hook for `onRequest`. Counts a request until its end. Rejects it after the deadline. */
  admit(request: Raw, reply: FastifyReply, done: () => void): void
  /** Counts a request before its hooks run. It is admitted from then on. */
  track(request: IncomingMessage, response: ServerResponse): void
  /** Aborts the work of a request: at its end, when the client leaves, or at the deadline. */
  controllerOf(request: Raw): AbortController
  /**
   * Resolves when no request is running, or all were aborted at the deadline.
   * @param stopListening called after the grace period; closes the port and connections without a request
   */
  finish(times?: DrainTimes, stopListening?: () => void): Promise<void>
}

const DEADLINE_MS = 10_000
/** For clients that connected at the end of the grace period and have not sent their request yet. */
const LATE_MS = 100
/** For the answers of operations that were ended. */
const ANSWER_MS = 1_000
/** One for all requests: making it takes longer than aborting with it. */
const ENDED = new DOMException('The request has ended.', 'AbortError')

export function createDrain(): Drain {
  const running = new Map<IncomingMessage, ServerResponse>()
  let draining = false
  let isOver = false
  let idle = Promise.withResolvers<void>()

  function track(request: WithController, response: ServerResponse): void {
    running.set(request, response)
    if (draining) response.shouldKeepAlive = false
    // Emitted once, after the answer was sent or the client disconnected.
    response.once('close', () => {
      running.delete(request)
      // Reads that are still running are useless now.
      request[CONTROLLER]?.abort(ENDED)
      if (draining && running.size === 0) idle.resolve()
    })
  }

  function controllerOf({ raw }: { readonly raw: WithController }): AbortController {
    raw[CONTROLLER] ??= new AbortController()
    if (!running.has(raw)) raw[CONTROLLER].abort(ENDED)
    return raw[CONTROLLER]
  }

  async function untilIdle(milliseconds: number): Promise<void> {
    if (running.size === 0) return
    idle = Promise.withResolvers()
    const timer = setTimeout(idle.resolve, milliseconds)
    await idle.promise
    clearTimeout(timer)
  }

  return {
    get draining() {
      return draining
    },
    announce(_request, { raw }, done) {
      if (draining) raw.shouldKeepAlive = false
      done()
    },
    track,
    admit({ raw }, reply, done) {
      const isAdmitted = running.has(raw)
      if (isOver && !isAdmitted) return void sendRequestError(reply, 503)
      if (!isAdmitted) track(raw, reply.raw)
      done()
    },
    controllerOf,
    async finish({ graceMs = 0, deadlineMs = DEADLINE_MS } = {}, stopListening = () => {}) {
      draining = true
      for (const response of running.values()) response.shouldKeepAlive = false
      if (graceMs > 0) await pause(graceMs)
      stopListening()
      if (graceMs > 0) await pause(LATE_MS)
      await untilIdle(deadlineMs)
      isOver = true
      for (const raw of running.keys()) controllerOf({ raw }).abort(stopping())
      await untilIdle(ANSWER_MS)
    },
  }
}

const stopping = () =>
  new SlicegraphError('OVERLOADED', 'The gateway stopped before the operation was done. Retry in a moment.')
