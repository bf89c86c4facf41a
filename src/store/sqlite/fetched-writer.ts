import { packText } from '../compressed-text.ts'
import type { Store } from '../contract.ts'
import { NO_FRAME, NO_GROUP } from '../entities/index.ts'
import type { Connection } from './connection.ts'
import type { ShortWrites } from './short-writes.ts'
import { packFrames, writeFrames } from './write-frames.ts'

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
    putMasks: masks =>
      counted(connection => {
        for (const { labelId, version, groupName, frameNumber, featureId, mask } of masks) {
          connection.run(
            `insert into mask (label_id, content_version, group_name, frame_number, feature_id, area, body)
             values (?, ?, ?, ?, ?, ?, ?) on conflict do update set area = excluded.area, body = excluded.body`,
            ...[labelId, version, groupName ?? NO_GROUP, frameNumber ?? NO_FRAME, featureId],
            ...[mask.area, packText(JSON.stringify(mask))],
          )
        }
      }),
    putComposites: composites =>
      counted(connection => {
        for (const { labelId, version, compositeId, bytes } of composites) {
          connection.run(
            `insert into composite (label_id, content_version, composite_id, body) values (?, ?, ?, ?)
             on conflict do update set body = excluded.body`,
            ...[labelId, version, compositeId, JSON.stringify(bytes)],
          )
        }
      }),
  }
}
