import type { PolygonAnnotationResolvers } from '../generated/resolvers.ts'
import { boundsOf, polygonArea } from '../model/index.ts'
import { annotationFields } from './Annotation.ts'

export const PolygonAnnotation: PolygonAnnotationResolvers = {
  ...annotationFields,
  area: ({ polygon }) => polygonArea(polygon),
  boundingBox: ({ polygon }) => boundsOf(polygon),
}
