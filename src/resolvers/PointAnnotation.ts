import type { PointAnnotationResolvers } from '../generated/resolvers.ts'
import { boundsOf } from '../model/index.ts'
import { annotationFields } from './Annotation.ts'

export const PointAnnotation: PointAnnotationResolvers = {
  ...annotationFields,
  boundingBox: ({ point }) => boundsOf([point]),
}
