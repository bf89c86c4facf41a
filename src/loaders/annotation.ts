import { storeCorrupt } from '../errors.ts'
import {
  type AnnotationPlace,
  allReady,
  type MaskRef,
  type MaskSource,
  type PromiseOrValue,
  whenReady,
} from '../model/index.ts'
import type { AnnotationRef, ChunkOwner } from '../store/index.ts'
import type { Loaders } from './create-loaders.ts'
import type { AnnotationNode } from './node-types.ts'

/** Loads the objects without a frame of a group, or of the label itself (`groupName` null). */
export function loadObjects(loaders: Loaders, owner: ChunkOwner): PromiseOrValue<readonly AnnotationNode[]> {
  return whenReady(loaders.chunkDirectory.load(owner), directory => {
    const entries = directory.filter(entry => entry.firstFrame === null)
    const chunks = allReady(entries.map(({ chunk }) => loaders.chunk.load({ ...owner, chunk })))
    return whenReady(chunks, loaded => loaded.flatMap(chunk => chunk.objects))
  })
}

/** Loads an annotation of a list. @throws SlicegraphError STORE_CORRUPT if its chunk does not contain it. */
export function loadAnnotation(loaders: Loaders, ref: AnnotationRef): PromiseOrValue<AnnotationNode> {
  const { frameNumber, featureId } = ref
  return whenReady(loaders.chunk.load(ref), ({ objects, frames }) => {
    const candidates = frameNumber === null ? objects : frames.find(frame => frame.number === frameNumber)?.annotations
    const found = candidates?.find(annotation => annotation.featureId === featureId)
    if (found) return found
    throw storeCorrupt('a chunk lacks an annotation that a list of it holds')
  })
}

/** A mask with the place of its annotation and its URLs. */
export function maskRef({ labelId, groupName, frameNumber, featureId }: AnnotationPlace, source: MaskSource): MaskRef {
  return { labelId, groupName, frameNumber, featureId, source }
}
