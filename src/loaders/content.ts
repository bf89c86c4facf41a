import {
  type Annotation,
  type ContentChunk,
  formatId,
  type GroupBody,
  type LabelContent,
  mapped,
  once,
} from '../model/index.ts'
import {
  type ChunkEntry,
  type ChunkOwner,
  rowMissing,
  type StoredContent,
  type StoreReader,
  shownContent,
} from '../store/index.ts'
import { decodeEach } from './batch.ts'
import type { ChunkNode, ContentNode, FrameNode } from './node-types.ts'

/** Decoded contents that are kept in memory. */
export function keptContents({ kept }: StoreReader) {
  return {
    /** By content. */
    decoded: kept.rows<LabelContent>('content'),
    chunks: kept.rows<ChunkNode>('chunk'),
    ofLabels: kept.ofVersion<ContentNode>('content'),
    /** By `ownerId`. */
    directories: kept.ofVersion<readonly ChunkEntry[]>('directory'),
  }
}

/**
 * Loads what decodes contents. The store keeps the content of a label in the format of its export: labelbox wrote that
 * text, so it also reads it. All that reads exports is loaded with it, for which a start does not wait.
 */
export const loadDecoders = once(async () => {
  const { decodingChunk, decodingContent } = await import('../labelbox/index.ts')
  return { decodingChunk, decodingContent }
})

/** Contents of labels, without objects and frames. Empty for a label without content. */
export async function readContents(
  reader: StoreReader,
  labelIds: readonly string[],
  signal?: AbortSignal,
): Promise<(ContentNode | Error)[]> {
  const stored = await reader.contents(labelIds)
  const { decodingContent } = await loadDecoders()
  const { decoded, ofLabels } = keptContents(reader)
  function* decode(labelId: string, index: number): Generator<undefined, ContentNode> {
    const content = stored[index] ?? null
    if (!content) return NO_CONTENT
    let body = decoded.get(content.no)
    if (!body) {
      body = yield* decodingContent(content)
      if (reader.hiding) body = yield* shownContent(reader.hiding, body)
      decoded.setSecond(content.no, body, () => content.head.length * MEMORY_OF_TEXT)
    }
    const node = toNode(labelId, content, body)
    ofLabels.setSecond(labelId, node, () => node.groups.length * BYTES_OF_GROUP)
    return node
  }
  return decodeEach(labelIds, decode, signal)
}

/** The id of the group, or of the label whose own chunks are meant. */
export const ownerId = ({ labelId, groupName }: ChunkOwner) =>
  groupName === null ? labelId : formatId('group', labelId, groupName)

export async function readDirectories(
  reader: StoreReader,
  owners: readonly ChunkOwner[],
): Promise<(readonly ChunkEntry[])[]> {
  const read = await reader.chunkDirectory(owners)
  const { directories } = keptContents(reader)
  for (const [index, owner] of owners.entries()) {
    const directory = read[index] ?? []
    directories.setSecond(ownerId(owner), directory, () => directory.length * BYTES_OF_ENTRY)
  }
  return read
}

export interface ChunkKey extends ChunkOwner {
  readonly chunk: number
}

/** Chunks of frames and objects. STORE_CORRUPT for a chunk that is missing. */
export async function readChunks(
  reader: StoreReader,
  keys: readonly ChunkKey[],
  signal?: AbortSignal,
): Promise<(ChunkNode | Error)[]> {
  const stored = await reader.chunks(keys.map(key => key.chunk))
  const { decodingChunk } = await loadDecoders()
  const { chunks } = keptContents(reader)
  function* decode(key: ChunkKey, index: number): Generator<undefined, ChunkNode> {
    const chunk = stored[index]
    if (!chunk) throw rowMissing()
    const decoded = yield* decodingChunk(chunk, key.groupName)
    const content = reader.hiding ? yield* shownContent(reader.hiding, decoded) : decoded
    const node = yield* inChunk(key, content)
    chunks.setSecond(key.chunk, node, () => chunk.text.length * MEMORY_OF_TEXT)
    return node
  }
  return decodeEach(keys, decode, signal)
}

/** Memory of a decoded object. Measured: over 100 MB of an export, 3.3 times the text it was read from. */
const MEMORY_OF_TEXT = 3.5
const BYTES_OF_GROUP = 300
const BYTES_OF_ENTRY = 60

const NO_CONTENT: ContentNode = { groups: [], classifications: [], relationships: [], raw: {} }
const NO_BODY: GroupBody = { classifications: [], relationships: [], tracks: [] }

function toNode(labelId: string, { format, groups: heads }: StoredContent, body: LabelContent): ContentNode {
  const groups = heads.map(head => ({ ...head, ...(body.groups.get(head.idName) ?? NO_BODY), labelId, format }))
  return { ...body, groups }
}

function* inChunk(
  { labelId, groupName }: ChunkOwner,
  { frames, objects }: ContentChunk,
): Generator<undefined, ChunkNode> {
  const inLabel = (annotation: Annotation) => ({ ...annotation, labelId })
  const nodes: FrameNode[] = []
  for (const frame of frames)
    nodes.push({
      ...frame,
      labelId,
      // A chunk with frames is of a group.
      groupName: groupName ?? '',
      annotations: yield* mapped(frame.annotations, inLabel),
    })
  return { frames: nodes, objects: yield* mapped(objects, inLabel) }
}
