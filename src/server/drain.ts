import type { FastifyReply, FastifyRequest } from 'fastify'
import { sendRequestError } from './http-errors.ts'

type Raw = Pick<FastifyRequest, 'raw'>

/** Running requests, and whether new ones are accepted. */
export interface Drain {
  readonly draining: boolean
  /** Hook for `onRequest`. Counts a request until its end. Rejects it while the gateway is shutting down. */
  admit(request: Raw, reply: FastifyReply): Promise<FastifyReply | undefined>
  /** Signal for the reads of a request. It aborts at its end or at the drain deadline. */
  signalOf(request: Raw): AbortSignal
  /** Resolves when no request is running. Requests are aborted at the deadline. */
  finish(): Promise<void>
}

const DRAIN_DEADLINE_MS = 10_000

export function createDrain(deadlineMs: number = DRAIN_DEADLINE_MS): Drain {
  const running = new Map<object, AbortController>()
  let draining = false
  const idle = Promise.withResolvers<void>()

  return {
    get draining() {
      return draining
    },
    async admit({ raw }, reply) {
      if (draining) return sendRequestError(reply.header('connection', 'close'), 503)
      const controller = new AbortController()
      running.set(raw, controller)
      // Emitted once, after the answer was sent or the client disconnected.
      reply.raw.once('close', () => {
        running.delete(raw)
        // Reads that are still running are useless now.
        controller.abort()
        if (draining && running.size === 0) idle.resolve()
      })
      return undefined
    },
    signalOf: ({ raw }) => running.get(raw)?.signal ?? AbortSignal.abort(),
    async finish() {
      draining = true
      if (running.size === 0) return
      const deadline = setTimeout(() => {
        for (const controller of running.values()) controller.abort()
        idle.resolve()
      }, deadlineMs)
      await idle.promise
      clearTimeout(deadline)
    },
  }
}
