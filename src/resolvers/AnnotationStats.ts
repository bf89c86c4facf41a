import type { AnnotationStatsResolvers } from '../generated/resolvers.ts'
import { datasetOf, projectOf } from './related.ts'

export const AnnotationStats: AnnotationStatsResolvers = {
  project: ({ projectId }, _args, { loaders }) => projectOf(loaders, projectId),
  dataset: datasetOf,
}
