import type { Store } from '../contract.ts'
import type { Connection } from './connection.ts'
import type { ShortWrites } from './short-writes.ts'
import { packFrames, writeComposite, writeFrames, writeMasks } from './write-fetched.ts'

/** Writes what was fetched. */
export function createFetchedWriter({ write }: ShortWrites): Pick<Store, 'putFrames' | 'putMasks' | 'putComposites'> {
  /** Snapshots that are opened from now on tell by their version that there is more. */
  function counted<T>(work: (connection: Connection) => T): Promise<T> {
    return write(connection => {
      const result = work(connection)
      connection.run('update state set fetched = fetched + 1')
      return result
    })
  }

  return {
    async putFrames(frames) {
      const packed = packFrames(frames.frames)
      return counted(connection => writeFrames(connection, frames, packed))
    },
    putMasks: masks => counted(connection => writeMasks(connection, masks)),
    putComposites: composites =>
      counted(connection => {
        for (const composite of composites) writeComposite(connection, composite)
      }),
  }
}
