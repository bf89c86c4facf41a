import type { WorkflowEvent } from '../model/index.ts'
import type { Loaders } from './create-loaders.ts'

/**
 * Loads the workflow events of a data row, in one project or in all, oldest first. Null if no export contained the
 * history of any of them, `[]` if the exported history is empty.
 */
export async function loadWorkflowEvents(
  loaders: Loaders,
  dataRowId: string,
  projectId: string | null,
): Promise<readonly WorkflowEvent[] | null> {
  const isSelected = (row: { readonly projectId: string }) => projectId === null || row.projectId === projectId
  const [queueEntries, events] = await Promise.all([
    loaders.dataRowProjectsOfDataRow.load(dataRowId),
    loaders.workflowEventsOfDataRow.load(dataRowId),
  ])
  if (!queueEntries.some(entry => isSelected(entry) && entry.hasWorkflowHistory)) return null
  return events.filter(isSelected).sort((a, b) => a.createdAt - b.createdAt)
}
