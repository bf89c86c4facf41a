import { setTimeout as pause } from 'node:timers/promises'
import type { Store } from '../store.ts'
import { type Connection, isBusy, openForWriting } from './connection.ts'
import { packFrames, writeComposite, writeFrames, writeMasks } from './write-fetched.ts'

export interface FetchedWriter extends Pick<Store, 'putFrames' | 'putMasks' | 'putComposites'> {
  close(): void
}

/** Writes what was fetched on a connection of its own, opened when there is first something to write. */
export function createFetchedWriter(path: string): FetchedWriter {
  let opened: Connection | undefined
  const connection = () => {
    // It must not wait inside the database, which would hold up everything on this thread.
    opened ??= openForWriting(path, { timeoutMs: 0 })
    return opened
  }

  /** In one short transaction, as soon as no other writer, such as a load, has the lock. */
  async function write<T>(work: (connection: Connection) => T): Promise<T> {
    const deadline = Date.now() + PATIENCE_MS
    for (;;) {
      try {
        return connection().transaction(() => {
          const result = work(connection())
          connection().run('update state set fetched = fetched + 1')
          return result
        })
      } catch (error) {
        if (!isBusy(error) || Date.now() > deadline) throw error
      }
      await pause(Math.random() * RETRY_WITHIN_MS)
    }
  }

  return {
    async putFrames(frames) {
      const packed = packFrames(frames.frames)
      return write(connection => writeFrames(connection, frames, packed))
    },
    putMasks: masks => write(connection => writeMasks(connection, masks)),
    putComposites: composites =>
      write(connection => {
        for (const composite of composites) writeComposite(connection, composite)
      }),
    close() {
      opened?.close()
    },
  }
}

/** A load holds the lock for a tenth of a second at a time; so long as this it never should. */
const PATIENCE_MS = 30_000
const RETRY_WITHIN_MS = 10
