import type { PointAnnotationResolvers } from '../generated/resolvers.ts'
import { annotationFields } from './Annotation.ts'

export const PointAnnotation: PointAnnotationResolvers = { ...annotationFields }
