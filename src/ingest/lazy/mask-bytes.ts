import { decodeRle, encodePng, toBitmap } from '../../masks/index.ts'
import type { MeasuredMask } from '../../model/index.ts'
import type { MediaCache } from '../../store/index.ts'

export interface MaskBytes {
  readonly bytes: Buffer
  readonly contentType: string
}

/** The run lengths are kept for good, so that a mask whose bytes have gone from the cache needs no upstream. */
export async function maskBytes(media: MediaCache, mask: MeasuredMask): Promise<MaskBytes> {
  const kept = mask.ofComposite ? null : await media.get(mask.digest)
  return { bytes: kept ?? drawMask(mask), contentType: 'image/png' }
}

/** The mask alone as a PNG: 0 and 255 in one channel. */
export function drawMask({ rle }: MeasuredMask): Buffer {
  return encodePng(toBitmap(decodeRle(rle)))
}
