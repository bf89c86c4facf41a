// labelbox reads back what it wrote: see content.ts.

import { SlicegraphError } from '../errors.ts'
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

/** Chunks, decoded once per request. @throws SlicegraphError STORE_CORRUPT for one that the store lists and lacks. */
export const createChunkLoader = (reader: StoreReader) =>
  oneRowPerKey<ChunkKey, ContentChunk>(
    async keys => {
      const stored = await reader.chunks(keys.map(key => key.chunk))
      return eachAlone(keys, ({ groupName }, index) => {
        const chunk = stored[index]
        if (chunk) return decodeChunk(chunk, groupName)
        throw new SlicegraphError('STORE_CORRUPT', 'The store lists frames or objects that it does not hold.')
      })
    },
    key => key.chunk,
  )
