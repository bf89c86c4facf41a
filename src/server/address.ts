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
 * Checks before a long load whether the gateway can listen after it.
 * @throws UsageError with the message of `explainListenError`.
 */
export async function checkAddress({ host, port }: Address): Promise<void> {
  const probe = createServer()
  try {
    probe.listen({ host, port })
    await once(probe, 'listening')
  } catch (error) {
    throw explainListenError(error, { host, port })
  } finally {
    if (probe.listening) await new Promise(resolve => probe.close(resolve))
  }
}

/** Turns an error of `listen` into a UsageError that says what to do. Returns any other error unchanged. */
export function explainListenError(error: unknown, { host, port }: Address): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  switch (code) {
    case 'EADDRINUSE':
      return new UsageError(
        `Port ${port} on ${host} is in use: stop what listens there, or choose another with --port (0 picks a free one).`,
        { cause: error },
      )
    case 'EACCES':
      return new UsageError(`Port ${port} may not be opened by this user: choose one above 1023 with --port.`, {
        cause: error,
      })
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new UsageError(`${host} is not an address of this machine: change --host or HOST.`, { cause: error })
    default:
      return error
  }
}
