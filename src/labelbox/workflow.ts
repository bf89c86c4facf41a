import {
  type Instant,
  type JsonObject,
  MICROS_PER_SECOND,
  type WorkflowAction,
  type WorkflowEvent,
} from '../model/index.ts'

/** An event as either format tells it. */
export interface EventWire {
  readonly action: string
  readonly createdAt: Instant
  readonly createdBy: string | null
  readonly actorId: string | null
  readonly previousTaskId: string | null
  readonly previousTaskName: string | null
  readonly nextTaskId: string | null
  readonly nextTaskName: string | null
  readonly raw: JsonObject
}

/** Numbers a row's history from its oldest event. Both formats list the newest first, which settles equal times. */
export function workflowEvents(history: readonly EventWire[], dataRowId: string, projectId: string): WorkflowEvent[] {
  const oldestFirst = history.toReversed().sort((a, b) => a.createdAt - b.createdAt)
  return oldestFirst.map((event, number) => {
    const before = oldestFirst[number - 1]
    return {
      ...event,
      dataRowId,
      projectId,
      number,
      action: ACTIONS.get(event.action.toUpperCase()) ?? 'OTHER',
      rawAction: event.action,
      secondsInPreviousTask: before ? (event.createdAt - before.createdAt) / MICROS_PER_SECOND : null,
    }
  })
}

/** The files have `APPROVE` and `Approve`. */
const ACTIONS: ReadonlyMap<string, WorkflowAction> = new Map(
  (['APPROVE', 'MOVE', 'REJECT', 'REWORK'] as const).map(action => [action, action]),
)
