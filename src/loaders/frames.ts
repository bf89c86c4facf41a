import type { Frame } from '../model/index.ts'
import type { createChunkDirectoryLoader, createChunkLoader } from './chunk.ts'
import {
  ALL_FRAMES,
  chunksForFrames,
  countFrames,
  type FrameChunk,
  type FrameInterval,
  formatFrameCursor,
  frameChunks,
  withinCursors,
} from './frame-pages.ts'
import type { FrameNode, GroupNode } from './node-types.ts'
import type { createRemoteDirectoryLoader } from './remote-frames.ts'
import type { Rows } from './rows.ts'

export interface ChunkLoaders {
  readonly chunkDirectory: ReturnType<typeof createChunkDirectoryLoader>
  readonly chunk: ReturnType<typeof createChunkLoader>
  readonly remoteDirectory: ReturnType<typeof createRemoteDirectoryLoader>
}

/**
 * The frames of a group by number. Pages of many groups cost one read of their directories and one of all the chunks
 * they need, as the two loaders below gather what the groups ask for.
 */
export function frameRows(
  loaders: ChunkLoaders,
  group: GroupNode,
  range: FrameInterval | null | undefined,
): Rows<FrameNode> {
  const wanted = range ?? ALL_FRAMES
  return {
    async page(window) {
      const interval = withinCursors(wanted, window)
      const chunks = await loadDirectory(loaders, group)
      // One more than the page tells whether there is more.
      const needed = chunksForFrames(chunks, interval, window.limit + 1, window.backward)
      const frames = await loadFrames(loaders, group, needed, interval)
      const rows = window.backward
        ? frames.slice(Math.max(0, frames.length - window.limit))
        : frames.slice(0, window.limit)
      return {
        rows: rows.map(node => ({ node, cursor: formatFrameCursor(node.number) })),
        more: frames.length > window.limit,
      }
    },
    async count() {
      const { sure, unsure } = countFrames(await loadDirectory(loaders, group), wanted)
      return sure + (await loadFrames(loaders, group, unsure, wanted)).length
    },
  }
}

/** One frame; null when there is nothing in it. */
export async function loadFrame(loaders: ChunkLoaders, group: GroupNode, number: number): Promise<FrameNode | null> {
  const page = await frameRows(loaders, group, { from: number, to: number }).page({ limit: 1, backward: false })
  return page.rows[0]?.node ?? null
}

/** All frames of a group, by number. */
export async function loadAllFrames(loaders: ChunkLoaders, group: GroupNode): Promise<readonly FrameNode[]> {
  return loadFrames(loaders, group, await loadDirectory(loaders, group), ALL_FRAMES)
}

async function loadDirectory(
  loaders: ChunkLoaders,
  { labelId, idName: groupName, remote }: GroupNode,
): Promise<readonly FrameChunk[]> {
  const directory = remote ? loaders.remoteDirectory : loaders.chunkDirectory
  return frameChunks(await directory.load({ labelId, groupName }))
}

async function loadFrames(
  loaders: ChunkLoaders,
  { labelId, idName: groupName }: GroupNode,
  chunks: readonly FrameChunk[],
  { from, to }: FrameInterval,
): Promise<readonly FrameNode[]> {
  const read = await Promise.all(chunks.map(({ chunk }) => loaders.chunk.load({ chunk, groupName })))
  return read
    .flatMap((chunk): readonly Frame[] => chunk.frames)
    .filter(frame => frame.number >= from && frame.number <= to)
    .sort((a, b) => a.number - b.number)
    .map(frame => ({ ...frame, labelId, groupName }))
}
