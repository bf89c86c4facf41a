import type { AnnotationResolvers } from '../generated/resolvers.ts'
import { type AnnotationNode, type GraphContext, loadFrame, loadGroup } from '../loaders/index.ts'
import { annotationId, whenReady } from '../model/index.ts'
import { required } from './related.ts'

export const Annotation: AnnotationResolvers = {
  __resolveType: annotation => annotation.type,
}

/** Fields that every type of annotation has. */
export const annotationFields = {
  id: (annotation: AnnotationNode) => annotationId(annotation),
  label: ({ labelId }: AnnotationNode, _args: unknown, { loaders }: GraphContext) =>
    required(loaders.label.load(labelId)),
  group: ({ labelId, groupName }: AnnotationNode, _args: unknown, { loaders }: GraphContext) =>
    groupName === null ? null : required(loadGroup(loaders, labelId, groupName)),
  frame: ({ labelId, groupName, frameNumber }: AnnotationNode, _args: unknown, { loaders }: GraphContext) =>
    groupName === null || frameNumber === null
      ? null
      : whenReady(required(loadGroup(loaders, labelId, groupName)), group =>
          required(loadFrame(loaders, group, frameNumber)),
        ),
}
