import { SlicegraphError } from '../errors.ts'
// The store keeps the content of a label in the format of its export. labelbox wrote that text, so it also reads it.
import { decodeChunk, decodeContent } from '../labelbox/index.ts'
import type { ContentChunk, GroupBody } from '../model/index.ts'
import type { StoredContent, StoreReader } from '../store/index.ts'
import { decodeEach } from './batch.ts'
import type { ContentNode } from './node-types.ts'

/** Contents of labels, without objects and frames. Empty for a label without content. */
export async function readContents(reader: StoreReader, labelIds: readonly string[]): Promise<(ContentNode | Error)[]> {
  const stored = await reader.contents(labelIds)
  return decodeEach(labelIds, (labelId, index) => toNode(labelId, stored[index] ?? null))
}

export interface ChunkKey {
  readonly chunk: number
  /** The group of the chunk, as in ids; null for the label's own objects. */
  readonly groupName: string | null
}

/** Chunks of frames and objects. STORE_CORRUPT for a chunk that is missing. */
export async function readChunks(reader: StoreReader, keys: readonly ChunkKey[]): Promise<(ContentChunk | Error)[]> {
  const stored = await reader.chunks(keys.map(key => key.chunk))
  return decodeEach(keys, ({ groupName }, index) => {
    const chunk = stored[index]
    if (chunk) return decodeChunk(chunk, groupName)
    throw new SlicegraphError('STORE_CORRUPT', 'The store lists frames or objects that it does not hold.')
  })
}

const NO_CONTENT: ContentNode = { groups: [], classifications: [], relationships: [], raw: {} }
const NO_BODY: GroupBody = { classifications: [], relationships: [], tracks: [] }

function toNode(labelId: string, stored: StoredContent | null): ContentNode {
  if (!stored) return NO_CONTENT
  const { format } = stored
  const { groups: bodies, ...content } = decodeContent(stored)
  const groups = stored.groups.map(head => ({ ...head, ...(bodies.get(head.idName) ?? NO_BODY), labelId, format }))
  return { ...content, groups }
}
