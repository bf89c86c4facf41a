import type { LazyReads } from '../ingest/index.ts'
import { type AnnotationPlace, annotationId, type MaskRef, type MaskSource, type MeasuredMask } from '../model/index.ts'
import type { StoreReader } from '../store/index.ts'
import { oneRowPerKey } from './batch.ts'
import type { Loaders } from './create-loaders.ts'
import { loadNode } from './node.ts'

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
  oneRowPerKey((masks: readonly MaskRef[]) => lazy.masks(reader, masks, signal), annotationId)

/** A mask by its annotation's id; null where there is none. */
export async function loadMaskRef(loaders: Loaders, id: string): Promise<MaskRef | null> {
  const node = await loadNode(loaders, id)
  if (node === null || !('type' in node) || node.type !== 'MaskAnnotation' || node.mask === null) return null
  return maskRef(node, node.mask)
}

/** A mask, and where it can be had. */
export function maskRef({ labelId, groupName, frameNumber, featureId }: AnnotationPlace, source: MaskSource): MaskRef {
  return { labelId, groupName, frameNumber, featureId, source }
}
