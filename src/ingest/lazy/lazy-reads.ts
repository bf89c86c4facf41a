import { decodeRle, encodePng, toBitmap } from '../../masks/index.ts'
import type { MeasuredMask } from '../../model/index.ts'
import { createFrameReads, type EnsureFrames } from './frames.ts'
import type { MaskSources } from './mask-images.ts'
import { createMaskReads, type ReadMasks } from './masks.ts'

/**
 * Frames and masks that an export names by URL: read from the store, else fetched once even under concurrent requests,
 * and stored. A failure is an Error at its own place. Reads see what the reader sees.
 */
export interface LazyReads {
  /** Makes sure that the store holds the frames of these groups: null where it does. */
  readonly ensureFrames: EnsureFrames
  readonly masks: ReadMasks
  /** A mask as an image: Labelbox's own if it shows that mask alone and is still kept, else drawn anew. */
  maskBytes(mask: MeasuredMask): Promise<MaskBytes>
  /** The mask alone as a PNG: 0 and 255 in one channel. */
  draw(mask: MeasuredMask): Promise<Buffer>
}

interface MaskBytes {
  readonly bytes: Buffer
  readonly contentType: string
}

/** For the whole process: requests share the fetches under way. */
export function createLazyReads(sources: MaskSources): LazyReads {
  return {
    ensureFrames: createFrameReads(sources),
    masks: createMaskReads(sources),
    async maskBytes(mask) {
      // The run lengths are kept for good, so that a mask whose bytes were evicted needs no request.
      const kept = mask.ofComposite ? null : await sources.media.get(mask.digest)
      return { bytes: kept ?? drawMask(mask), contentType: 'image/png' }
    },
    draw: async mask => drawMask(mask),
  }
}

function drawMask({ rle }: MeasuredMask): Buffer {
  return encodePng(toBitmap(decodeRle(rle)))
}
