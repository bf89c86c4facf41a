import type { WorkflowEvent } from '../model/index.ts'
import type { Loaders } from './create-loaders.ts'

/**
 * What happened to a data row, in one project or in all, oldest first. Null when the export said nothing of the
 * history in any of them, `[]` when it was exported and is empty.
 */
export async function loadWorkflowEvents(
  loaders: Loaders,
  dataRowId: string,
  projectId: string | null,
): Promise<readonly WorkflowEvent[] | null> {
  const isMeant = (thing: { readonly projectId: string }) => projectId === null || thing.projectId === projectId
  const [queues, events] = await Promise.all([
    loaders.dataRowProjectsOfDataRow.load(dataRowId),
    loaders.workflowEventsOfDataRow.load(dataRowId),
  ])
  if (!queues.some(queue => isMeant(queue) && queue.hasWorkflowHistory)) return null
  return events.filter(isMeant).sort((a, b) => a.createdAt - b.createdAt)
}
