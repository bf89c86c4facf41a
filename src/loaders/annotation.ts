import { SlicegraphError } from '../errors.ts'
import type { Annotation, AnnotationPlace, MaskRef, MaskSource } from '../model/index.ts'
import type { AnnotationRef, ChunkOwner } from '../store/index.ts'
import type { Loaders } from './create-loaders.ts'
import type { AnnotationNode } from './node-types.ts'

/** Loads the objects without a frame of a group, or of the label itself (`groupName` null). */
export async function loadObjects(loaders: Loaders, owner: ChunkOwner): Promise<readonly AnnotationNode[]> {
  const directory = await loaders.chunkDirectory.load(owner)
  const keys = directory.filter(entry => entry.firstFrame === null)
  const chunks = await Promise.all(keys.map(({ chunk }) => loaders.chunk.load({ chunk, groupName: owner.groupName })))
  return chunks.flatMap(chunk => chunk.objects).map(object => inLabel(owner.labelId, object))
}

/** Loads an annotation of a list. @throws SlicegraphError STORE_CORRUPT if its chunk does not contain it. */
export async function loadAnnotation(loaders: Loaders, ref: AnnotationRef): Promise<AnnotationNode> {
  const { objects, frames } = await loaders.chunk.load(ref)
  const { frameNumber, featureId } = ref
  const candidates = frameNumber === null ? objects : frames.find(frame => frame.number === frameNumber)?.annotations
  const found = candidates?.find(annotation => annotation.featureId === featureId)
  if (!found) throw new SlicegraphError('STORE_CORRUPT', 'The store lists an annotation that its chunk does not hold.')
  return inLabel(ref.labelId, found)
}

export function inLabel(labelId: string, annotation: Annotation): AnnotationNode {
  return { ...annotation, labelId }
}

/** A mask with the place of its annotation and its URLs. */
export function maskRef({ labelId, groupName, frameNumber, featureId }: AnnotationPlace, source: MaskSource): MaskRef {
  return { labelId, groupName, frameNumber, featureId, source }
}
