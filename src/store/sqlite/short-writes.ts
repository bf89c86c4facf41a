import { setTimeout as pause } from 'node:timers/promises'
import { type Connection, isBusy, openForWriting } from './connection.ts'

export type ShortWrites = ReturnType<typeof createShortWrites>

/** Writes beside loads, in short transactions, on a connection that is opened when there is first something to write. */
export function createShortWrites(path: string) {
  let opened: Connection | undefined
  return {
    /** As soon as no other writer, such as a load, has the lock. */
    async write<T>(work: (connection: Connection) => T): Promise<T> {
      const deadline = Date.now() + MAX_WAIT_MS
      for (;;) {
        try {
          // It must not wait inside the database, which would hold up everything on this thread.
          opened ??= openForWriting(path, { timeoutMs: 0 })
          const connection = opened
          return connection.transaction(() => work(connection))
        } catch (error) {
          if (!isBusy(error) || Date.now() > deadline) throw error
        }
        await pause(Math.random() * RETRY_WITHIN_MS)
      }
    },
    /** The same at once, for a process that ends: it holds up this thread. */
    writeNow<T>(work: (connection: Connection) => T): T {
      const deadline = Date.now() + MAX_WAIT_NOW_MS
      for (;;) {
        try {
          opened ??= openForWriting(path, { timeoutMs: 0 })
          const connection = opened
          return connection.transaction(() => work(connection))
        } catch (error) {
          if (!isBusy(error) || Date.now() > deadline) throw error
        }
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_WITHIN_MS)
      }
    },
    close() {
      opened?.close()
    },
  }
}

/** A load holds the lock for a tenth of a second at a time, never for as long as this. */
const MAX_WAIT_MS = 30_000
const MAX_WAIT_NOW_MS = 1_000
const RETRY_WITHIN_MS = 10
