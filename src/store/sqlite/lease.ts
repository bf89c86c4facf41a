import { randomUUID } from 'node:crypto'
import { SlicegraphError } from '../../errors.ts'
import type { Connection } from './connection.ts'
import type { StoredPacks } from './packs.ts'
import { isAlive, type Runner, thisProcess } from './process-identity.ts'

/*
 * One load at a time. The lease is a row that names its holder. Every transaction of a load renews it, and so finds
 * out when another process has taken it over in the meantime.
 */

/**
 * Takes the lease. Answers the token that the load shows for it.
 * @throws SlicegraphError LOAD_RUNNING while another load is.
 */
export function acquireLease(connection: Connection, holder: string): string {
  return connection.transaction(() => {
    const current = connection.get<Runner & { holder: string }>(
      'select holder, runner, pid, host, heartbeat from lease',
    )
    if (current && isAlive(current)) {
      throw new SlicegraphError(
        'LOAD_RUNNING',
        `Another load is running in this store: ${current.holder}, process ${current.pid}. Wait until it is done, or stop it.`,
      )
    }
    const token = randomUUID()
    connection.run('delete from lease')
    const { runner, pid, host, heartbeat } = thisProcess()
    connection.run('insert into lease values (?, ?, ?, ?, ?, ?)', token, holder, runner, pid, host, heartbeat)
    return token
  })
}

/** A load that holds the lease. */
export interface LeasedLoad {
  readonly connection: Connection
  readonly token: string
  readonly packs: StoredPacks
}

/** A transaction of the load. @throws SlicegraphError LOAD_ENDED when the lease is no longer ours. */
export function inTransaction<T>({ connection, token, packs }: LeasedLoad, work: () => T): T {
  return connection.transaction(() => {
    if (connection.run('update lease set heartbeat = ? where token = ?', Date.now(), token) !== 1) {
      throw new SlicegraphError(
        'LOAD_ENDED',
        'This load was inactive for too long and lost its lease. Nothing was published; run it again.',
      )
    }
    const result = work()
    packs.removeUnused()
    return result
  })
}

export function releaseLease({ connection, token }: LeasedLoad): void {
  connection.run('delete from lease where token = ?', token)
}
