import { SlicegraphError } from '../errors.ts'
import type { Annotation, ContentChunk } from '../model/index.ts'
import type { AnnotationRef, ChunkOwner } from '../store/index.ts'
import type { ChunkLoaders } from './frames.ts'
import type { AnnotationNode } from './node-types.ts'

/** Objects that stand in a label itself (`groupName` null) or in a group itself, without a frame. */
export async function loadObjects(
  loaders: Pick<ChunkLoaders, 'chunk' | 'chunkDirectory'>,
  owner: ChunkOwner,
): Promise<readonly AnnotationNode[]> {
  const directory = await loaders.chunkDirectory.load(owner)
  const keys = directory.filter(entry => entry.firstFrame === null)
  const chunks = await Promise.all(keys.map(({ chunk }) => loaders.chunk.load({ chunk, groupName: owner.groupName })))
  return chunks.flatMap(chunk => chunk.objects).map(object => inLabel(owner.labelId, object))
}

/** An annotation of a list. @throws SlicegraphError STORE_CORRUPT when it is not where the list says. */
export async function loadAnnotation(
  loaders: Pick<ChunkLoaders, 'chunk'>,
  ref: AnnotationRef,
): Promise<AnnotationNode> {
  const chunk = await loaders.chunk.load(ref)
  const found = findAnnotation(chunk, ref)
  if (!found) throw new SlicegraphError('STORE_CORRUPT', 'The store lists an annotation that its chunk does not hold.')
  return inLabel(ref.labelId, found)
}

export function inLabel(labelId: string, annotation: Annotation): AnnotationNode {
  return { ...annotation, labelId }
}

function findAnnotation(chunk: ContentChunk, { frameNumber, featureId }: AnnotationRef): Annotation | undefined {
  const candidates =
    frameNumber === null ? chunk.objects : chunk.frames.find(frame => frame.number === frameNumber)?.annotations
  return candidates?.find(annotation => annotation.featureId === featureId)
}
