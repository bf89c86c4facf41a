import type { PolygonAnnotationResolvers } from '../generated/resolvers.ts'
import { measure } from '../kinds/index.ts'
import { annotationFields } from './Annotation.ts'
import { boundsOf } from './bounds.ts'

export const PolygonAnnotation: PolygonAnnotationResolvers = {
  ...annotationFields,
  area: annotation => measure(annotation).area ?? 0,
  boundingBox: ({ polygon }) => boundsOf(polygon),
}
