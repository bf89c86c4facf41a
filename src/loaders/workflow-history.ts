import { type PromiseOrValue, type WorkflowEvent, whenReady } from '../model/index.ts'
import type { Loaders } from './create-loaders.ts'

/**
 * Loads the workflow events of a data row, in one project or in all, oldest first. Null if no export contained the
 * history of any of them, `[]` if the exported history is empty.
 */
export function loadWorkflowEvents(
  loaders: Loaders,
  dataRowId: string,
  projectId: string | null,
): PromiseOrValue<readonly WorkflowEvent[] | null> {
  const isSelected = (row: { readonly projectId: string }) => projectId === null || row.projectId === projectId
  return whenReady(loaders.dataRowProjectsOfDataRow.load(dataRowId), queueEntries => {
    if (!queueEntries.some(entry => isSelected(entry) && entry.hasWorkflowHistory)) return null
    return whenReady(loaders.workflowEventsOfDataRow.load(dataRowId), events =>
      // The events of one project are in order.
      projectId === null && queueEntries.length === 1
        ? events
        : events.filter(isSelected).sort((a, b) => a.createdAt - b.createdAt),
    )
  })
}
