import { allReady, type PromiseOrValue, whenReady } from '../model/index.ts'
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
    page(window) {
      const { limit, backward } = window
      const interval = withinCursors(wanted, window)
      return whenReady(loadDirectory(loaders, group), chunks => {
        // One frame more than the limit shows whether there is a next page.
        const needed = chunksForFrames(chunks, interval, limit + 1, backward)
        return whenReady(loadFrames(loaders, group, needed, interval), frames => {
          const nodes = backward ? frames.slice(Math.max(0, frames.length - limit)) : frames.slice(0, limit)
          return { rows: nodes.map(rowOf), more: frames.length > limit }
        })
      })
    },
    count: () =>
      whenReady(loadDirectory(loaders, group), chunks => {
        const { sure, unsure } = countFrames(chunks, wanted)
        return whenReady(loadFrames(loaders, group, unsure, wanted), frames => sure + frames.length)
      }),
  }
}

const rowOf = (node: FrameNode) => ({
  node,
  cursor: () => formatFrameCursor(node.number),
})

/** Loads one frame; null if the export has nothing at this number. */
export function loadFrame(loaders: Loaders, group: GroupNode, number: number): PromiseOrValue<FrameNode | null> {
  const page = frameRows(loaders, group, { from: number, to: number }).page({ limit: 1, backward: false })
  return whenReady(page, ({ rows }) => rows[0]?.node ?? null)
}

/** Loads all frames of a group, by number. */
export function loadAllFrames(loaders: Loaders, group: GroupNode): PromiseOrValue<readonly FrameNode[]> {
  return whenReady(loadDirectory(loaders, group), chunks => loadFrames(loaders, group, chunks, ALL_FRAMES))
}

function loadDirectory(
  loaders: Loaders,
  { labelId, idName: groupName, remote }: GroupNode,
): PromiseOrValue<readonly FrameChunk[]> {
  const directory = remote ? loaders.remoteDirectory : loaders.chunkDirectory
  return whenReady(directory.load({ labelId, groupName }), frameChunks)
}

function loadFrames(
  loaders: Loaders,
  { labelId, idName: groupName }: GroupNode,
  chunks: readonly FrameChunk[],
  { from, to }: FrameInterval,
): PromiseOrValue<readonly FrameNode[]> {
  const loaded = allReady(chunks.map(({ chunk }) => loaders.chunk.load({ labelId, groupName, chunk })))
  return whenReady(loaded, read =>
    read
      .flatMap(chunk => chunk.frames)
      .filter(frame => frame.number >= from && frame.number <= to)
      .sort((a, b) => a.number - b.number),
  )
}
