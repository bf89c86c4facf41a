import type { MaskAnnotationResolvers } from '../generated/resolvers.ts'
import { annotationFields } from './Annotation.ts'

export const MaskAnnotation: MaskAnnotationResolvers = { ...annotationFields }
