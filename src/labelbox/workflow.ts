import {
  type EventRecord,
  type Instant,
  isObject,
  type JsonObject,
  MICROS_PER_SECOND,
  type ProjectRecord,
  type WorkflowAction,
} from '../model/index.ts'
import { isGiven, without } from './wire-values.ts'

/** An event as exported, in either format. */
interface EventWire extends Readonly<Partial<Record<EventText, string | null | undefined>>> {
  readonly createdAt?: Instant | null | undefined
}

type EventText = 'action' | 'createdBy' | 'actorId' | `${'previous' | 'next'}Task${'Id' | 'Name'}`

/**
 * Numbers a row's history from its oldest event, and takes it out of `raw`. Both formats list the newest first, which
 * settles equal times. Events without an action or a time stay in `raw`.
 * @param history null or absent as in the export.
 * @param raw the project as exported.
 * @param keys of the object in `raw` that holds the history, and of the history in it.
 */
export function readHistory(
  history: readonly EventWire[] | null | undefined,
  raw: JsonObject,
  [holderKey, key]: readonly [string, string],
  dataRowId: string,
  projectId: string,
): Pick<ProjectRecord, 'events' | 'raw'> {
  const holder = raw[holderKey]
  if (!isObject(holder)) return history === undefined ? { raw } : { events: null, raw }
  const rest: JsonObject[] = []
  const raws = (holder[key] ?? []) as readonly JsonObject[]
  const events = (history ?? []).flatMap(({ action, createdAt, ...event }, index) => {
    const raw = raws[index] ?? {}
    if (isGiven(action) && isGiven(createdAt)) return [{ ...event, action, createdAt, raw }]
    rest.push(raw)
    return []
  })
  const oldestFirst = events.reverse().sort((a, b) => a.createdAt - b.createdAt)
  return {
    ...(history === undefined ? {} : { events: history && oldestFirst.map(numbered) }),
    raw: { ...raw, [holderKey]: rest.length === 0 ? without(holder, key) : { ...holder, [key]: rest } },
  }

  function numbered(event: (typeof events)[number], number: number): EventRecord {
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

/** The files have `APPROVE` and `Approve`. */
const ACTIONS: ReadonlyMap<string, WorkflowAction> = new Map(
  (['APPROVE', 'MOVE', 'REJECT', 'REWORK'] as const).map(action => [action, action]),
)
