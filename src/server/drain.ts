import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { sendRequestError } from './http-errors.ts'

type Raw = Pick<FastifyRequest, 'raw'>

/** Running requests, and whether new ones are accepted. */
export interface Drain {
  readonly draining: boolean
  /** Hook for `onRequest`. Counts a request until its end. Rejects it while the gateway is shutting down. */
  admit(request: Raw, reply: FastifyReply, done: () => void): void
  /** Counts a request before its hooks run. It is admitted from then on. */
  track(request: IncomingMessage, response: ServerResponse): void
  /** Aborts the work of a request: at its end, when the client leaves, or at the drain deadline. */
  controllerOf(request: Raw): AbortController
  /** Resolves when no request is running. Requests are aborted at the deadline. */
  finish(): Promise<void>
}

const DRAIN_DEADLINE_MS = 10_000
/** One for all requests: making it takes longer than aborting with it. */
const ENDED = new DOMException('The request has ended.', 'AbortError')

export function createDrain(deadlineMs: number = DRAIN_DEADLINE_MS): Drain {
  /** Those without a controller have no reads yet. */
  const running = new Map<IncomingMessage, AbortController | null>()
  let draining = false
  const idle = Promise.withResolvers<void>()

  function track(request: IncomingMessage, response: ServerResponse): void {
    running.set(request, null)
    // Emitted once, after the answer was sent or the client disconnected.
    response.once('close', () => {
      const controller = running.get(request)
      running.delete(request)
      // Reads that are still running are useless now.
      controller?.abort(ENDED)
      if (draining && running.size === 0) idle.resolve()
    })
  }

  function controllerOf({ raw }: Raw): AbortController {
    const controller = running.get(raw) ?? new AbortController()
    if (running.has(raw)) running.set(raw, controller)
    else controller.abort(ENDED)
    return controller
  }

  return {
    get draining() {
      return draining
    },
    track,
    admit({ raw }, reply, done) {
      const isAdmitted = running.has(raw)
      if (draining && !isAdmitted) return void sendRequestError(reply.header('connection', 'close'), 503)
      if (!isAdmitted) track(raw, reply.raw)
      done()
    },
    controllerOf,
    async finish() {
      draining = true
      if (running.size === 0) return
      const deadline = setTimeout(() => {
        for (const raw of running.keys()) controllerOf({ raw }).abort(ENDED)
        idle.resolve()
      }, deadlineMs)
      await idle.promise
      clearTimeout(deadline)
    },
  }
}
