import type { MeasuredMask } from '../../model/index.ts'
import { createFrameReads, type EnsureFrames } from './frames.ts'
import type { LazySources } from './lazy-sources.ts'
import { createKeptMaskReads, createMaskReads, type ReadMasks } from './masks.ts'
import { createLazyThreads, type LazyThreads } from './threads.ts'

/**
 * Frames and masks that an export gives as URLs: read from the store, else fetched once even under concurrent requests,
 * and stored. A failure is an Error in the place of its result. Results are of the version that the reader sees.
 */
export interface LazyReads {
  /** Fetches the frames of these groups unless the store has them. Null for each group that it then has. */
  readonly ensureFrames: EnsureFrames
  readonly masks: ReadMasks
  /** A mask as a PNG: Labelbox's own if it shows that mask alone and is still cached, else drawn. */
  maskBytes(mask: MeasuredMask): Promise<Buffer>
  /** The mask alone as a PNG: 0 and 255 in one channel. */
  draw(mask: MeasuredMask): Promise<Buffer>
  /** Ends the threads. Reads under way fail. */
  close(): Promise<void>
}

/** Opens the lazy reads of a process. Its requests share the fetches under way. */
export function createLazyReads(sources: LazySources): LazyReads {
  const threads = createLazyThreads()
  return {
    ensureFrames: createFrameReads({ ...sources, threads }),
    masks: createMaskReads({ ...sources, threads }),
    ...createImageReads(sources, threads),
  }
}

/** The lazy reads of a process that fetches nothing itself: another one fetches what the store lacks, into the store. */
export function createSharedLazyReads(
  { ensureFrames, masks }: Pick<LazyReads, 'ensureFrames' | 'masks'>,
  images: ImageSources,
): LazyReads {
  return { ensureFrames, masks: createKeptMaskReads(masks), ...createImageReads(images, createLazyThreads()) }
}

interface ImageSources {
  readonly media: Pick<LazySources['media'], 'get'>
}

function createImageReads(
  { media }: ImageSources,
  threads: LazyThreads,
): Pick<LazyReads, 'maskBytes' | 'draw' | 'close'> {
  const draw = ({ rle }: MeasuredMask) => threads.draw(rle)
  return {
    async maskBytes(mask) {
      // Run lengths are never evicted, so that a mask whose image was evicted needs no request.
      const cached = mask.ofComposite ? null : await media.get(mask.digest)
      return cached ?? draw(mask)
    },
    draw,
    close: threads.close,
  }
}
