import type { MaskAnnotationResolvers } from '../generated/resolvers.ts'
import { maskRef } from '../loaders/index.ts'
import { whenReady } from '../model/index.ts'
import { annotationFields } from './Annotation.ts'

export const MaskAnnotation: MaskAnnotationResolvers = {
  ...annotationFields,
  mask: annotation => annotation.mask && maskRef(annotation, annotation.mask),
  boundingBox: (annotation, _args, { loaders }) =>
    annotation.mask &&
    whenReady(loaders.mask.load(maskRef(annotation, annotation.mask)), ({ boundingBox }) => boundingBox),
}
