import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Traffic } from './drain.ts'
import { sendRequestError } from './http-errors.ts'

/** Counts running requests and gives each an AbortSignal for its reads. */
export function trackRequests(traffic: Traffic) {
  const signals = new WeakMap<object, AbortSignal>()
  return {
    /** Hook for `onRequest`. Rejects the request while the gateway is shutting down. */
    async admit(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> {
      if (traffic.draining) {
        reply.header('connection', 'close')
        return sendRequestError(reply, 503)
      }
      const { signal, end } = traffic.begin()
      signals.set(request.raw, signal)
      // Emitted once, after the answer was sent or the client disconnected.
      reply.raw.once('close', end)
      return undefined
    },
    signalOf: (request: Pick<FastifyRequest, 'raw'>) => signals.get(request.raw) ?? AbortSignal.abort(),
  }
}
