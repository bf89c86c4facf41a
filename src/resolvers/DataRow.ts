import type { DataRowResolvers } from '../generated/resolvers.ts'
import { loadWorkflowEvents } from '../loaders/index.ts'
import { datasetOf } from './related.ts'

export const DataRow: DataRowResolvers = {
  dataset: datasetOf,
  projects: ({ id }, _args, { loaders }) => loaders.dataRowProjectsOfDataRow.load(id),
  labels: async ({ id }, { projectId }, { loaders }) => {
    const labels = await loaders.labelsOfDataRow.load(id)
    return projectId == null ? labels : labels.filter(label => label.projectId === projectId)
  },
  workflowEvents: ({ id }, { projectId }, { loaders }) => loadWorkflowEvents(loaders, id, projectId ?? null),
}
