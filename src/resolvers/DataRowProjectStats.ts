import type { DataRowProjectStatsResolvers } from '../generated/resolvers.ts'
import { datasetOf, projectOf } from './related.ts'

export const DataRowProjectStats: DataRowProjectStatsResolvers = {
  project: ({ projectId }, _args, { loaders }) => projectOf(loaders, projectId),
  dataset: datasetOf,
}
