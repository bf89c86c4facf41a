import type { WorkflowEventResolvers } from '../generated/resolvers.ts'
import { formatId } from '../model/index.ts'
import { required } from './related.ts'

export const WorkflowEvent: WorkflowEventResolvers = {
  id: ({ dataRowId, projectId, number }) => formatId('event', dataRowId, projectId, number),
  dataRow: ({ dataRowId }, _args, { loaders }) => required(loaders.dataRow.load(dataRowId)),
  project: ({ projectId }, _args, { loaders }) => loaders.project.load(projectId),
  raw: ({ dataRowId, projectId, number }, _args, { loaders }) =>
    loaders.raw.workflowEvent.load(formatId('event', dataRowId, projectId, number)),
}
