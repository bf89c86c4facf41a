import type { Json, JsonObject } from '../../../model/index.ts'
import { malformed } from './api.ts'
import { timeFilter } from './time-filter.ts'

/** The keys of a v2 row that filters look at. */
export interface WireRow {
  readonly data_row: {
    readonly id: string
    readonly global_key?: string
    readonly details?: Readonly<
      Partial<Record<'dataset_id' | 'last_activity_at' | 'updated_at' | 'created_at', string>>
    >
  }
  readonly projects?: Readonly<Record<string, QueueEntry>>
}

/** A row's queue entry in a project. */
interface QueueEntry {
  readonly labels?: readonly { readonly label_details?: { readonly created_at?: string } }[]
  readonly project_details?: { readonly batch_id?: string; readonly workflow_status?: string }
}

/** How many ids an entry can have. */
const MOST_IDS = 2_000

const STATUSES: Readonly<Record<string, string>> = { InReview: 'IN_REVIEW', InRework: 'IN_REWORK', Done: 'DONE' }

/** Whether a row is found, by its queue entries in the scope: that of one project, or all. */
type Search = (row: WireRow, queueEntries: readonly QueueEntry[]) => boolean

/** Reads the entries of a `searchQuery.query`: they are AND-ed. @throws CodedError MALFORMED_REQUEST */
export function searchOf(entries: readonly Json[] | undefined): Search {
  if (!entries) throw malformed('searchQuery.query is missing')
  const searches = (entries as readonly JsonObject[]).map(entryOf)
  return (row, queueEntries) => searches.every(search => search(row, queueEntries))
}

function entryOf(entry: JsonObject): Search {
  switch (entry.type) {
    case 'data_row_last_activity_at':
      return within(entry, row => [lastActivityOf(row)])
    case 'labeled_at':
      return within(entry, (_, queueEntries) =>
        queueEntries.flatMap(({ labels = [] }) => labels.map(label => label.label_details?.created_at ?? null)),
      )
    case 'dataset':
      return among(entry, row => [row.data_row.details?.dataset_id])
    case 'data_row_id':
      return among(entry, row => [row.data_row.id])
    case 'global_key':
      return among(entry, row => [row.data_row.global_key])
    case 'batch':
      return among(entry, (_, queueEntries) => queueEntries.map(queueEntry => queueEntry.project_details?.batch_id))
    case 'task_queue_not_exist':
      return (_, queueEntries) => queueEntries.every(queueEntry => (statusOf(queueEntry) ?? 'TO_LABEL') === 'TO_LABEL')
    case 'task_queue_status': {
      const status = STATUSES[String(entry.status)]
      if (!status) throw malformed('Unknown workflow status')
      return (_, queueEntries) => queueEntries.some(queueEntry => statusOf(queueEntry) === status)
    }
    default:
      throw malformed('Unknown type of a search entry')
  }
}

const statusOf = (queueEntry: QueueEntry) => queueEntry.project_details?.workflow_status

type Values<T> = (row: WireRow, queueEntries: readonly QueueEntry[]) => readonly T[]

/** `value` of a time entry is the range: `{operator, timezone, value}`. */
function within({ value = null }: JsonObject, timesOf: Values<string | null>): Search {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) throw malformed('A time entry needs a range')
  const isIn = timeFilter(value as JsonObject)
  return (row, queueEntries) => timesOf(row, queueEntries).some(isIn)
}

function among({ ids, operator }: JsonObject, idsOf: Values<string | undefined>): Search {
  if (!Array.isArray(ids) || ids.length === 0 || operator !== 'is') throw malformed('An entry needs ids, and "is"')
  if (ids.length > MOST_IDS) throw malformed(`More than ${MOST_IDS} ids`)
  const wanted = new Set<unknown>(ids)
  return (row, queueEntries) => idsOf(row, queueEntries).some(id => id !== undefined && wanted.has(id))
}

/** Time of the last activity; for older rows, which lack it, the last time that is known. */
export const lastActivityOf = ({ data_row: { details } }: WireRow): string | null =>
  details?.last_activity_at ?? details?.updated_at ?? details?.created_at ?? null
