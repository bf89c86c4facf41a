import type { MaskRef, MeasuredMask } from '../../model/index.ts'
import type { Upstream } from '../../source/http/index.ts'
import type { MediaCache, Store, StoreReader } from '../../store/index.ts'
import { createFrameReads, type GroupRef } from './frames.ts'
import { drawMask, type MaskBytes, maskBytes } from './mask-bytes.ts'
import { createMaskReads } from './masks.ts'

/**
 * What an export names by URL, read through: from the store, else fetched once, however many ask at once, kept, and
 * answered. What cannot be had is an Error at its own place. Reads see what the reader sees.
 */
export interface LazyReads {
  /** Sees to it that the store holds the frames of these groups: null where it does. */
  frames(reader: StoreReader, groups: readonly GroupRef[], signal?: AbortSignal): Promise<(Error | null)[]>
  masks(reader: StoreReader, masks: readonly MaskRef[], signal?: AbortSignal): Promise<(MeasuredMask | Error)[]>
  /** A mask as an image: the upstream's own where it shows that mask alone and is still kept, else drawn anew. */
  maskBytes(mask: MeasuredMask): Promise<MaskBytes>
  /** The mask alone as a PNG: 0 and 255 in one channel. */
  draw(mask: MeasuredMask): Promise<Buffer>
}

export interface LazySources {
  readonly store: Store
  readonly upstream: Upstream
  readonly media: MediaCache
}

/** For the whole process: what is under way is shared between requests. */
export function createLazyReads(sources: LazySources): LazyReads {
  return {
    frames: createFrameReads(sources),
    masks: createMaskReads(sources),
    maskBytes: mask => maskBytes(sources.media, mask),
    draw: async mask => drawMask(mask),
  }
}
