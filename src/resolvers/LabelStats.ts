import type { LabelStatsResolvers } from '../generated/resolvers.ts'
import { datasetOf, projectOf } from './related.ts'

export const LabelStats: LabelStatsResolvers = {
  project: ({ projectId }, _args, { loaders }) => projectOf(loaders, projectId),
  dataset: datasetOf,
}
