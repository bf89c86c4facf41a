import type { MaskAnnotationResolvers } from '../generated/resolvers.ts'
import { maskRef } from '../loaders/index.ts'
import { annotationFields } from './Annotation.ts'

export const MaskAnnotation: MaskAnnotationResolvers = {
  ...annotationFields,
  mask: annotation => annotation.mask && maskRef(annotation, annotation.mask),
  boundingBox: async (annotation, _args, { loaders }) =>
    annotation.mask && (await loaders.mask.load(maskRef(annotation, annotation.mask))).boundingBox,
}
