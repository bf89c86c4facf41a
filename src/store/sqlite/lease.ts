import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { FailureError } from '../../errors.ts'
import type { Connection } from './connection.ts'

/*
 * One load at a time. The lease is a row that names its holder; every transaction of a load renews it, and thereby
 * finds out when another process has taken it over in the meantime.
 */

/** A holder that is alive renews with every transaction; this long without one, it is dead or forgotten. */
const STALE_AFTER_MS = 60_000

interface LeaseRow {
  readonly holder: string
  readonly pid: number
  readonly host: string
  readonly heartbeat: number
}

/**
 * Answers the token of a new lease.
 * @throws FailureError when a load is running.
 */
export function acquireLease(connection: Connection, holder: string): string {
  return connection.transaction(() => {
    const current = connection.get<LeaseRow>('select holder, pid, host, heartbeat from lease')
    if (current && isAlive(current)) {
      throw new FailureError(
        `Another load is running in this store: ${current.holder}, process ${current.pid}. Wait until it is done, or stop it.`,
      )
    }
    const token = randomUUID()
    connection.run('delete from lease')
    connection.run(
      'insert into lease (token, holder, pid, host, heartbeat) values (?, ?, ?, ?, ?)',
      ...[token, holder, process.pid, hostname(), Date.now()],
    )
    return token
  })
}

/** To be called within each transaction of the load. @throws FailureError when the lease is no longer ours. */
export function renewLease(connection: Connection, token: string): void {
  if (connection.run('update lease set heartbeat = ? where token = ?', Date.now(), token) === 1) return
  throw new FailureError(
    'This load stood still for so long that another process took over. Nothing of it is visible; run it again.',
  )
}

export function releaseLease(connection: Connection, token: string): void {
  connection.run('delete from lease where token = ?', token)
}

function isAlive(lease: LeaseRow): boolean {
  if (Date.now() - lease.heartbeat > STALE_AFTER_MS) return false
  if (lease.host !== hostname()) return true
  try {
    process.kill(lease.pid, 0)
    return true
  } catch (error) {
    // Another user's process is alive too, it may only not be signalled.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
