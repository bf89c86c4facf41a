import type { WorkflowStatsResolvers } from '../generated/resolvers.ts'
import { projectOf } from './related.ts'

export const WorkflowStats: WorkflowStatsResolvers = {
  project: ({ projectId }, _args, { loaders }) => projectOf(loaders, projectId),
}
