import * as fc from 'fast-check'
import type { Json, JsonObject } from '../../src/model/index.ts'
import { v1Records } from './export/records-v1.ts'
import { v2Row } from './export/row-v2.ts'

export { ZONES } from './export/values.ts'

export interface ArbitraryExportOptions {
  /**
   * Every record valid, and rows, labels and global keys each only once (the v1 labels of one row aside), so that
   * nothing is to be merged: what the oracle needs. Default false: ids come from small pools and meet often.
   */
  readonly unique?: boolean
  /** Every record valid; follows `unique` by default. */
  readonly valid?: boolean
  /** Most v2 rows; default 4. */
  readonly rows?: number
  /** Most data rows of the v1 part, of one or two records each; default 2. */
  readonly v1Rows?: number
}

/** Whole small exports, as the records of one file: v2 rows and v1 records of every shape, in either order. */
export function arbitraryExport(options: ArbitraryExportOptions = {}): fc.Arbitrary<JsonObject[]> {
  const { unique = false, valid = unique, rows = 4, v1Rows = 2 } = options
  return fc
    .tuple(fc.array(v2Row(), { maxLength: rows }), fc.array(v1Records(), { maxLength: v1Rows }), fc.boolean())
    .map(([v2, v1, oldFirst]) => {
      const numbered = unique ? v2.map(numberRow) : v2
      const old = (unique ? v1.map(numberRecords) : v1).flat()
      return oldFirst ? [...old, ...numbered] : [...numbered, ...old]
    })
    .chain(records => (valid ? fc.constant(records) : fc.tuple(...records.map(perhapsBroken))))
}

/** Numbers a v2 row's ids, and what else has to be unique, after its place in the export. */
function numberRow(row: JsonObject, at: number): JsonObject {
  const { data_row, projects } = row
  const named = object(data_row)
  const numbered = Object.entries(object(projects)).map(([id, project], place) => [
    id,
    numberLabels(object(project), `${at}-${place}`),
  ])
  return {
    ...row,
    data_row: { ...named, ...numbering(named, 'id', at), ...numbering(named, 'global_key', at) },
    ...(projects !== undefined && { projects: Object.fromEntries(numbered) }),
  }
}

/** A selected label that is there stays selected. */
function numberLabels(project: JsonObject, suffix: string): JsonObject {
  if (!Array.isArray(project.labels)) return project
  const labels = (project.labels as readonly JsonObject[]).map((label, number) => ({
    ...label,
    id: `${label.id}-${suffix}-${number}`,
  }))
  const details = object(project.project_details)
  const selected = labels.find(({ id }) => id.startsWith(`${details.selected_label_id}-`))
  if (!selected) return { ...project, labels }
  return { ...project, labels, project_details: { ...details, selected_label_id: selected.id } }
}

/** The v1 records of one row keep sharing it. */
function numberRecords(records: JsonObject[], at: number): JsonObject[] {
  return records.map((record, number) => {
    const id = `${record.ID}-v1-${at}-${number}`
    const view = record['View Label']
    return {
      ...record,
      ...numbering(record, 'DataRow ID', `v1-${at}`),
      ...numbering(record, 'Global Key', `v1-${at}`),
      ...(typeof view === 'string' && { 'View Label': view.replace(/&label=.*$/, `&label=${id}`) }),
      ID: id,
    }
  })
}

const numbering = (record: JsonObject, key: string, suffix: string | number): JsonObject =>
  typeof record[key] === 'string' ? { [key]: `${record[key]}-${suffix}` } : {}

/** Now and then something of the wrong type at some place of the record, or no record at all. */
function perhapsBroken(record: JsonObject): fc.Arbitrary<JsonObject> {
  const nonsense = fc.constantFrom<Json[]>('', 'text', -1, 1e300, true, [], {}, [null], { a: [1] })
  const spoilt = fc
    .tuple(fc.array(fc.nat(), { minLength: 1, maxLength: 9 }), nonsense)
    .map(([path, value]) => spoil(record, path, value) as JsonObject)
  const other = fc.constantFrom<JsonObject[]>(
    {},
    { frameNumber: 1, objects: [], classifications: [] },
    { ID: 'clabel1' },
  )
  return fc.oneof(
    { weight: 7, arbitrary: fc.constant(record) },
    { weight: 2, arbitrary: spoilt },
    { weight: 1, arbitrary: other },
  )
}

/** Walks down by picking one key after the other, and puts the value where the path ends or nothing is below. */
function spoil(into: Json, [turn, ...path]: number[], value: Json): Json {
  if (turn === undefined || typeof into !== 'object' || into === null) return value
  const keys = Object.keys(into)
  const key = keys[turn % Math.max(keys.length, 1)]
  if (key === undefined) return value
  const below = spoil(Array.isArray(into) ? (into[Number(key)] ?? null) : (object(into)[key] ?? null), path, value)
  return Array.isArray(into) ? into.with(Number(key), below) : { ...into, [key]: below }
}

const object = (value: Json | undefined): JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {}
