import type { LazyReads } from '../ingest/index.ts'
import { annotationId, type MaskRef, type MeasuredMask } from '../model/index.ts'
import type { StoreReader } from '../store/index.ts'
import { oneRowPerKey } from './batch.ts'

/** A measured mask alone as a PNG, in base64. */
export const createMaskPngLoader = (lazy: LazyReads) =>
  oneRowPerKey(
    (masks: readonly MeasuredMask[]) =>
      // One that cannot be drawn costs the others nothing.
      Promise.all(
        masks.map(mask =>
          lazy.draw(mask).then(
            png => png.toString('base64'),
            (error: Error) => error,
          ),
        ),
      ),
    ({ rle }) => `${rle.size.join()} ${rle.counts}`,
  )

/** Masks as they were measured, fetched first where that has not been done. */
export const createMaskLoader = (reader: StoreReader, lazy: LazyReads, signal?: AbortSignal) =>
  oneRowPerKey((masks: readonly MaskRef[]) => lazy.masks(reader, masks, { signal }), annotationId)
