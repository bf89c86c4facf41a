// labelbox reads back what it wrote: see content.ts.
import { decodeChunk } from '../labelbox/index.ts'
import { type ContentChunk, formatId } from '../model/index.ts'
import type { ChunkOwner, StoreReader } from '../store/index.ts'
import { eachAlone, manyRowsPerKey, oneRowPerKey } from './batch.ts'

export interface ChunkKey {
  readonly chunk: number
  /** The group it belongs to, by id name; null for the label's own objects. */
  readonly groupName: string | null
}

/** Where the frames and objects of a group, or of the label itself, are. */
export const createChunkDirectoryLoader = (reader: StoreReader) =>
  manyRowsPerKey(
    (owners: readonly ChunkOwner[]) => reader.chunkDirectory(owners),
    ({ labelId, groupName }) => (groupName === null ? labelId : formatId('group', labelId, groupName)),
  )

/** Chunks, decoded once per request. */
export const createChunkLoader = (reader: StoreReader) =>
  oneRowPerKey<ChunkKey, ContentChunk | null>(
    async keys => {
      const stored = await reader.chunks(keys.map(key => key.chunk))
      return eachAlone(keys, ({ groupName }, index) => {
        const chunk = stored[index]
        return chunk ? decodeChunk(chunk, groupName) : null
      })
    },
    key => key.chunk,
  )
