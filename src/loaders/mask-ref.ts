import type { AnnotationPlace, MaskRef, MaskSource } from '../model/index.ts'
import type { Loaders } from './create-loaders.ts'
import { loadNode } from './node.ts'

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
