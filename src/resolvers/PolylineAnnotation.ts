import type { PolylineAnnotationResolvers } from '../generated/resolvers.ts'
import { boundsOf, enclosedArea, isClosed, polylineLength } from '../model/index.ts'
import { annotationFields } from './Annotation.ts'

export const PolylineAnnotation: PolylineAnnotationResolvers = {
  ...annotationFields,
  length: ({ line }) => polylineLength(line),
  isClosed: ({ line }) => isClosed(line),
  enclosedArea: ({ line }) => enclosedArea(line),
  boundingBox: ({ line }) => boundsOf(line),
}
