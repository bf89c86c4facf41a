import type { DataRowProjectResolvers } from '../generated/resolvers.ts'
import { loadWorkflowEvents } from '../loaders/index.ts'
import { formatId } from '../model/index.ts'
import { required } from './related.ts'

export const DataRowProject: DataRowProjectResolvers = {
  id: ({ dataRowId, projectId }) => formatId('dataRowProject', dataRowId, projectId),
  dataRow: ({ dataRowId }, _args, { loaders }) => required(loaders.dataRow.load(dataRowId)),
  project: ({ projectId }, _args, { loaders }) => required(loaders.project.load(projectId)),
  selectedLabel: ({ selectedLabelId }, _args, { loaders }) =>
    selectedLabelId === null ? null : loaders.label.load(selectedLabelId),
  labels: async ({ dataRowId, projectId }, _args, { loaders }) => {
    const labels = await loaders.labelsOfDataRow.load(dataRowId)
    return labels.filter(label => label.projectId === projectId)
  },
  workflowEvents: ({ dataRowId, projectId }, _args, { loaders }) => loadWorkflowEvents(loaders, dataRowId, projectId),
}
