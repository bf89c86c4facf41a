import * as fc from 'fast-check'
import type { Json, JsonObject } from '../../src/model/index.ts'
import { arbitraryExport } from '../support/arbitrary-export.ts'
import { list, object } from '../support/oracle/wire.ts'

/** Two loads of one set of data rows, the second some time after the first. */
export interface TwoLoads {
  readonly first: readonly JsonObject[]
  readonly second: readonly JsonObject[]
  /** Content of the store after both loads, as one export whose records do not overlap. */
  readonly afterwards: readonly JsonObject[]
}

/** The second load adds rows, and says some v2 rows of the first again: changed, and with fewer labels. */
export function arbitraryTwoLoads(): fc.Arbitrary<TwoLoads> {
  return arbitraryExport({ unique: true, rows: 8, v1Rows: 3 }).chain(records =>
    fc
      .tuple(
        fc.array(fc.constantFrom(true, true, false), { minLength: records.length, maxLength: records.length }),
        fc.array(edit(), { maxLength: 40, size: 'max' }),
      )
      .map(([isFirst, edits]) => {
        const first = records.filter((_, at) => isFirst[at])
        const edited = edits.reduce(applyEdit, first)
        const news = records.filter((_, at) => !isFirst[at])
        const again = edited.filter((record, at) => record !== first[at])
        return { first, second: [...news, ...again], afterwards: [...edited, ...news] }
      }),
  )
}

/**
 * A change of one row. Keys that are there get another value and no key goes away (but for lists and the inside of a
 * label, which replace what was there whole): so what the row says the second time is all there is to say of it.
 */
interface Edit {
  readonly row: number
  readonly project: number
  readonly label: number
  readonly change: keyof typeof CHANGES
  readonly turn: number
}

const edit = (): fc.Arbitrary<Edit> =>
  fc.record({
    row: fc.nat(),
    project: fc.nat(),
    label: fc.nat(),
    change: fc.constantFrom(...(Object.keys(CHANGES) as (keyof typeof CHANGES)[])),
    turn: fc.nat(),
  })

/** Where in a row each change happens: a path of which `*` is the edit's choice. */
const CHANGES = {
  externalId: at(['data_row', 'external_id'], (_, turn) => `external ${turn % 9}`),
  dataset: at(['data_row', 'details', 'dataset_name'], (_, turn) => `dataset ${turn % 3}`),
  updatedAt: at(['data_row', 'details', 'updated_at'], (_, turn) => stampOf(turn)),
  status: at(['projects', '*project', 'project_details', 'workflow_status'], () => 'DONE'),
  priority: at(['projects', '*project', 'project_details', 'priority'], (_, turn) => turn % 9),
  history: at(['projects', '*project', 'project_details', 'workflow_history'], lengthened),
  fewerLabels: at(['projects', '*project', 'labels'], without),
  createdBy: at(['projects', '*project', 'labels', '*label', 'label_details', 'created_by'], () => 'new@example.com'),
  labelTime: at(['projects', '*project', 'labels', '*label', 'label_details', 'updated_at'], (_, turn) =>
    stampOf(turn),
  ),
  skipped: at(['projects', '*project', 'labels', '*label', 'performance_details', 'skipped'], said => said !== true),
  seconds: at(
    ['projects', '*project', 'labels', '*label', 'performance_details', 'seconds_to_create'],
    (_, turn) => turn % 9,
  ),
  fewerGroups: at(['projects', '*project', 'labels', '*label', 'annotations', 'groups'], without),
  fewerObjects: at(['projects', '*project', 'labels', '*label', 'annotations', 'objects'], without),
  fewerFrames: at(['projects', '*project', 'labels', '*label', 'annotations', 'groups', '*group', 'frames'], without),
} satisfies Record<string, Change>

type Change = (row: JsonObject, edit: Edit) => JsonObject

function applyEdit(records: readonly JsonObject[], edit: Edit): readonly JsonObject[] {
  const rows = records.filter(record => record.data_row !== undefined)
  const row = rows[edit.row % Math.max(rows.length, 1)]
  if (!row) return records
  const changed = CHANGES[edit.change](row, edit)
  return JSON.stringify(changed) === JSON.stringify(row) ? records : records.with(records.indexOf(row), changed)
}

function at(path: readonly string[], change: (said: Json, turn: number) => Json): Change {
  return (row, edit) => object(changeAt(row, path, edit, change))
}

/** Leaves what it does not find as it is. */
function changeAt(
  said: Json,
  [step, ...path]: readonly string[],
  edit: Edit,
  change: (said: Json, turn: number) => Json,
): Json {
  if (step === undefined) return said === null ? null : change(said, edit.turn)
  if (typeof said !== 'object' || said === null) return said
  const keys = Object.keys(said)
  const choice = { '*project': edit.project, '*label': edit.label, '*group': edit.turn }[step]
  const key = choice === undefined ? step : keys[choice % Math.max(keys.length, 1)]
  if (key === undefined || !keys.includes(key)) return said
  if (Array.isArray(said)) return said.with(Number(key), changeAt(said[Number(key)], path, edit, change))
  return { ...said, [key]: changeAt(object(said)[key] ?? null, path, edit, change) }
}

/** A list or an object with one of its things less. */
function without(said: Json, turn: number): Json {
  if (Array.isArray(said)) return said.filter((_, at) => at !== turn % said.length)
  const entries = Object.entries(object(said))
  return Object.fromEntries(entries.filter((_, at) => at !== turn % entries.length))
}

/** A newer event than any comes first. */
function lengthened(history: Json): Json {
  return [{ action: 'REWORK', created_at: '2025-01-01T00:00:00+00:00' }, ...list(history)]
}

const stampOf = (turn: number) => `2024-0${1 + (turn % 9)}-01T00:00:00+00:00`
