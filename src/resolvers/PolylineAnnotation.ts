import type { PolylineAnnotationResolvers } from '../generated/resolvers.ts'
import { boundsOf, polylineLength } from '../model/index.ts'
import { annotationFields } from './Annotation.ts'

export const PolylineAnnotation: PolylineAnnotationResolvers = {
  ...annotationFields,
  length: ({ line }) => polylineLength(line),
  boundingBox: ({ line }) => boundsOf(line),
}
