import type { FastifyReply, FastifyRequest } from 'fastify'
import { sendRequestError } from './http-errors.ts'
import type { Traffic } from './traffic.ts'

/** Counts requests among the traffic, and gives each the signal that its reads end by. */
export function createAdmission(traffic: Traffic) {
  const signals = new WeakMap<object, AbortSignal>()
  return {
    /** For `onRequest`: refuses the request when the gateway is stopping. */
    async admit(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> {
      if (traffic.draining) {
        reply.header('connection', 'close')
        return sendRequestError(reply, 503)
      }
      const { signal, end } = traffic.begin()
      signals.set(request.raw, signal)
      // Comes once, whether the answer was sent or the client went away before it.
      reply.raw.once('close', end)
      return undefined
    },
    signalOf: (request: Pick<FastifyRequest, 'raw'>) => signals.get(request.raw) ?? AbortSignal.abort(),
  }
}
