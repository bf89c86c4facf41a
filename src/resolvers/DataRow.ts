import type { DataRowResolvers } from '../generated/resolvers.ts'
import { loadWorkflowEvents } from '../loaders/index.ts'
import { partOf } from './connection.ts'
import { datasetOf, labelsIn } from './related.ts'

export const DataRow: DataRowResolvers = {
  dataset: datasetOf,
  projects: ({ id }, _args, { loaders }) => loaders.dataRowProjectsOfDataRow.load(id),
  labels: ({ id }, { projectId }, { loaders }) => labelsIn(loaders, id, projectId ?? null),
  workflowEvents: ({ id }, { projectId, ...part }, { loaders }) =>
    partOf(part, loadWorkflowEvents(loaders, id, projectId ?? null)),
  raw: ({ id }, _args, { loaders }) => loaders.raw.dataRow.load(id),
}
