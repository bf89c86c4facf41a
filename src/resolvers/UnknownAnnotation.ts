import type { UnknownAnnotationResolvers } from '../generated/resolvers.ts'
import { annotationFields } from './Annotation.ts'

export const UnknownAnnotation: UnknownAnnotationResolvers = { ...annotationFields, boundingBox: () => null }
