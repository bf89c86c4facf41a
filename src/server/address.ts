import { once } from 'node:events'
import { createServer } from 'node:net'
import { UsageError } from '../errors.ts'

/** Where to listen. */
interface Address {
  readonly host: string
  /** 0 picks a free port. */
  readonly port: number
}

/**
 * The host to listen on. Fastify would start a second server for `localhost`, without what belongs to the first one: its
 * limit of connections, its kept answers and its end.
 */
export const listenedHost = (host: string): string => (host === 'localhost' ? '127.0.0.1' : host)

/**
 * Checks before a long load whether the gateway can listen after it.
 * @throws UsageError with the message of `explainListenError`.
 */
export async function checkAddress({ host, port }: Address): Promise<void> {
  const probe = createServer()
  try {
    probe.listen({ host: listenedHost(host), port })
    await once(probe, 'listening')
  } catch (error) {
    throw explainListenError(error, { host, port })
  } finally {
    if (probe.listening) await new Promise(resolve => probe.close(resolve))
  }
}

/** Turns an error of `listen` into a UsageError that says what to do. Returns any other error unchanged. */
export function explainListenError(error: unknown, { host, port }: Address): unknown {
  const elsewhere = `${host} is not an address of this machine: change --host or HOST.`
  const messages: Readonly<Record<string, string>> = {
    EADDRINUSE: `Port ${port} on ${host} is in use: stop what listens there, or choose another with --port (0 picks a free one).`,
    EACCES: `Port ${port} may not be opened by this user: choose one above 1023 with --port.`,
    EADDRNOTAVAIL: elsewhere,
    ENOTFOUND: elsewhere,
    EAI_AGAIN: elsewhere,
  }
  const message = error instanceof Error && 'code' in error ? messages[String(error.code)] : undefined
  return message === undefined ? error : new UsageError(message, { cause: error })
}
