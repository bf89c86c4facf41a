import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'

/** A process that runs a load or a task, and its last sign of life. */
export interface Runner {
  readonly runner: string
  readonly pid: number
  readonly host: string
  readonly heartbeat: number
}

/** This process. Its number alone is not enough: another process may get the same one, in a container nearly always. */
export const RUNNER = randomUUID()

/** No heartbeat for this long: treat the process as dead. */
const STALE_AFTER_MS = 60_000

export function isAlive({ runner, pid, host, heartbeat }: Runner): boolean {
  if (runner === RUNNER) return true
  if (Date.now() - heartbeat > STALE_AFTER_MS) return false
  if (host !== hostname()) return true
  if (pid === process.pid) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Another user's process is alive too, it may only not be signalled.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

export const thisProcess = (): Runner => ({ runner: RUNNER, pid: process.pid, host: hostname(), heartbeat: Date.now() })
