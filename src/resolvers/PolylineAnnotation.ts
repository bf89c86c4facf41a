import type { PolylineAnnotationResolvers } from '../generated/resolvers.ts'
import { measure } from '../kinds/index.ts'
import { annotationFields } from './Annotation.ts'
import { boundsOf } from './bounds.ts'

export const PolylineAnnotation: PolylineAnnotationResolvers = {
  ...annotationFields,
  length: annotation => measure(annotation).length ?? 0,
  boundingBox: ({ line }) => boundsOf(line),
}
