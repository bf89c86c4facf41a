import type { Frame } from '../model/index.ts'
import type { Loaders } from './create-loaders.ts'
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
import type { Rows } from './rows.ts'

/**
 * Frames of a group by number. Pages of many groups take one read of directories and one of chunks, since both loaders
 * batch.
 */
export function frameRows(loaders: Loaders, group: GroupNode, range?: FrameInterval | null): Rows<FrameNode> {
  const wanted = range ?? ALL_FRAMES
  return {
    async page(window) {
      const interval = withinCursors(wanted, window)
      const chunks = await loadDirectory(loaders, group)
      // One frame more than the limit shows whether there is a next page.
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

/** Loads one frame; null if the export has nothing at this number. */
export async function loadFrame(loaders: Loaders, group: GroupNode, number: number): Promise<FrameNode | null> {
  const page = await frameRows(loaders, group, { from: number, to: number }).page({ limit: 1, backward: false })
  return page.rows[0]?.node ?? null
}

/** Loads all frames of a group, by number. */
export async function loadAllFrames(loaders: Loaders, group: GroupNode): Promise<readonly FrameNode[]> {
  return loadFrames(loaders, group, await loadDirectory(loaders, group), ALL_FRAMES)
}

async function loadDirectory(
  loaders: Loaders,
  { labelId, idName: groupName, remote }: GroupNode,
): Promise<readonly FrameChunk[]> {
  const directory = remote ? loaders.remoteDirectory : loaders.chunkDirectory
  return frameChunks(await directory.load({ labelId, groupName }))
}

async function loadFrames(
  loaders: Loaders,
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
