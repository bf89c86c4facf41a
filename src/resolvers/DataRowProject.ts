import type { DataRowProjectResolvers } from '../generated/resolvers.ts'
import { compareAll, loadWorkflowEvents } from '../loaders/index.ts'
import { formatId, whenReady } from '../model/index.ts'
import { partOf } from './connection.ts'
import { labelsIn, required } from './related.ts'

export const DataRowProject: DataRowProjectResolvers = {
  id: ({ dataRowId, projectId }) => formatId('dataRowProject', dataRowId, projectId),
  dataRow: ({ dataRowId }, _args, { loaders }) => required(loaders.dataRow.load(dataRowId)),
  project: ({ projectId }, _args, { loaders }) => required(loaders.project.load(projectId)),
  selectedLabel: ({ selectedLabelId }, _args, { loaders }) =>
    selectedLabelId === null ? null : loaders.label.load(selectedLabelId),
  missingLabelCount: ({ dataRowId, projectId, consensusExpectedLabelCount: expected }, _args, { loaders }) =>
    expected === null
      ? null
      : whenReady(labelsIn(loaders, dataRowId, projectId), labels =>
          Math.max(0, expected - labels.filter(({ skipped }) => skipped !== true).length),
        ),
  labels: ({ dataRowId, projectId }, _args, { loaders }) => labelsIn(loaders, dataRowId, projectId),
  workflowEvents: ({ dataRowId, projectId }, args, { loaders }) =>
    partOf(args, loadWorkflowEvents(loaders, dataRowId, projectId)),
  agreement: ({ dataRowId, projectId }, _args, { loaders }) =>
    whenReady(labelsIn(loaders, dataRowId, projectId), labels => compareAll(loaders, labels)),
  raw: ({ dataRowId, projectId }, _args, { loaders }) =>
    loaders.raw.dataRowProject.load(formatId('dataRowProject', dataRowId, projectId)),
}
