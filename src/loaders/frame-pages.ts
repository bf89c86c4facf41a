import { SlicegraphError } from '../errors.ts'
import type { ChunkEntry, PageWindow } from '../store/index.ts'

/*
 * Frames are stored in chunks, and a chunk is read whole. The directory has the first and last frame number of each chunk
 * and its number of frames, so the chunks of a page are known before any is read.
 */

/** Frame numbers, both ends included; empty when `from` is greater than `to`. */
export interface FrameInterval {
  readonly from: number
  readonly to: number
}

export const ALL_FRAMES: FrameInterval = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY }

/** A chunk with frames. Chunks of objects without a frame have no frame numbers. */
export interface FrameChunk extends ChunkEntry {
  readonly firstFrame: number
  readonly lastFrame: number
}

export function frameChunks(directory: readonly ChunkEntry[]): readonly FrameChunk[] {
  return directory.filter((entry): entry is FrameChunk => entry.firstFrame !== null && entry.lastFrame !== null)
}

/** The part of a range between the cursors of a page. @throws SlicegraphError INVALID_CURSOR */
export function withinCursors(range: FrameInterval, { after, before }: PageWindow): FrameInterval {
  return {
    from: after != null ? Math.max(range.from, parseFrameCursor(after) + 1) : range.from,
    to: before != null ? Math.min(range.to, parseFrameCursor(before) - 1) : range.to,
  }
}

/**
 * Chunks that contain the first (or last) `wanted` frames of the interval, or all if there are fewer. A chunk inside the
 * interval counts in full; one that reaches beyond it may contain no frame of the interval.
 */
export function chunksForFrames(
  chunks: readonly FrameChunk[],
  interval: FrameInterval,
  wanted: number,
  backward: boolean,
): readonly FrameChunk[] {
  const needed: FrameChunk[] = []
  const touching = chunks.filter(chunk => overlaps(chunk, interval))
  if (backward) touching.reverse()
  let sure = 0
  for (const chunk of touching) {
    if (sure >= wanted) break
    needed.push(chunk)
    if (isWithin(chunk, interval)) sure += chunk.frameCount
  }
  return backward ? needed.reverse() : needed
}

/** Number of frames in the chunks inside the interval, and the chunks at its ends, which must be read to count theirs. */
export function countFrames(
  chunks: readonly FrameChunk[],
  interval: FrameInterval,
): { readonly sure: number; readonly unsure: readonly FrameChunk[] } {
  const touching = chunks.filter(chunk => overlaps(chunk, interval))
  const whole = touching.filter(chunk => isWithin(chunk, interval))
  return {
    sure: whole.reduce((sum, chunk) => sum + chunk.frameCount, 0),
    unsure: touching.filter(chunk => !whole.includes(chunk)),
  }
}

const CURSOR = /^frame:(-?\d{1,10})$/

export function formatFrameCursor(number: number): string {
  return Buffer.from(`frame:${number}`).toString('base64url')
}

export function parseFrameCursor(cursor: string): number {
  const match = CURSOR.exec(Buffer.from(cursor, 'base64url').toString())
  if (!match) throw new SlicegraphError('INVALID_CURSOR', 'This cursor is not one of a list of frames.')
  return Number(match[1])
}

function overlaps(chunk: FrameChunk, { from, to }: FrameInterval): boolean {
  return chunk.firstFrame <= to && chunk.lastFrame >= from && from <= to
}

function isWithin(chunk: FrameChunk, { from, to }: FrameInterval): boolean {
  return chunk.firstFrame >= from && chunk.lastFrame <= to
}
