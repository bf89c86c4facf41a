import {
  type Instant,
  type JsonObject,
  MICROS_PER_SECOND,
  type WorkflowAction,
  type WorkflowEvent,
} from '../model/index.ts'
import { isGiven, without } from './wire-values.ts'

/** An event as exported, in either format. */
interface EventWire extends Readonly<Partial<Record<EventText, string | null | undefined>>> {
  readonly createdAt?: Instant | null | undefined
}

type EventText = 'action' | 'createdBy' | 'actorId' | `${'previous' | 'next'}Task${'Id' | 'Name'}`

/**
 * Numbers a row's history from its oldest event. Both formats list the newest first, which settles equal times. `rest`
 * holds the events without an action or a time, which stay in `raw`.
 * @param raws the same events as exported.
 */
export function readHistory(
  history: readonly EventWire[],
  raws: readonly JsonObject[],
  dataRowId: string,
  projectId: string,
): { events: WorkflowEvent[]; rest: JsonObject[] } {
  const rest: JsonObject[] = []
  const events = history.flatMap(({ action, createdAt, ...event }, index) => {
    const raw = raws[index] ?? {}
    if (isGiven(action) && isGiven(createdAt)) return [{ ...event, action, createdAt, raw }]
    rest.push(raw)
    return []
  })
  const oldestFirst = events.reverse().sort((a, b) => a.createdAt - b.createdAt)
  return { events: oldestFirst.map(numbered), rest }

  function numbered(event: (typeof events)[number], number: number): WorkflowEvent {
    const before = oldestFirst[number - 1]
    return {
      dataRowId,
      projectId,
      number,
      action: ACTIONS.get(event.action.toUpperCase()) ?? 'OTHER',
      rawAction: event.action,
      createdAt: event.createdAt,
      createdBy: event.createdBy ?? null,
      actorId: event.actorId ?? null,
      previousTaskId: event.previousTaskId ?? null,
      previousTaskName: event.previousTaskName ?? null,
      nextTaskId: event.nextTaskId ?? null,
      nextTaskName: event.nextTaskName ?? null,
      secondsInPreviousTask: before ? (event.createdAt - before.createdAt) / MICROS_PER_SECOND : null,
      raw: event.raw,
    }
  }
}

/** The object that holds a history, without the events that have a `raw` of their own. */
export function withoutEvents(holder: JsonObject, key: string, rest: readonly JsonObject[]): JsonObject {
  return rest.length === 0 ? without(holder, key) : { ...holder, [key]: rest }
}

/** The files have `APPROVE` and `Approve`. */
const ACTIONS: ReadonlyMap<string, WorkflowAction> = new Map(
  (['APPROVE', 'MOVE', 'REJECT', 'REWORK'] as const).map(action => [action, action]),
)
