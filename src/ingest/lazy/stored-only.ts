import { SlicegraphError } from '../../errors.ts'
import type { LazyReads } from './lazy-reads.ts'
import { createKeptMaskReads } from './masks.ts'

/** In place of frames and masks that the store lacks. */
export const NOT_FETCHED = new SlicegraphError('UPSTREAM_NOT_FOUND', 'The store lacks it, and nothing is fetched here.')

/** Lazy reads that fetch nothing: frames and masks that the store lacks are `NOT_FETCHED`. */
export const storedOnly = ({ maskBytes, draw, close }: LazyReads): LazyReads => ({
  ensureFrames: async (_reader, groups) => groups.map(() => NOT_FETCHED),
  masks: createKeptMaskReads(async (_reader, masks) => masks.map(() => NOT_FETCHED)),
  maskBytes,
  draw,
  close,
})
