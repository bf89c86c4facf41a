import type { BoundingBoxAnnotationResolvers } from '../generated/resolvers.ts'
import { annotationFields } from './Annotation.ts'

export const BoundingBoxAnnotation: BoundingBoxAnnotationResolvers = { ...annotationFields }
