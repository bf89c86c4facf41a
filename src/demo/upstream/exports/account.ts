import type { JsonObject } from '../../../model/index.ts'
import { type DemoOptions, demoExport } from '../../demo-export.ts'
import type { WireRow } from './wire-row.ts'

/** The account whose data is exported. It is read anew at the start of each export, so it may change in between. */
export interface ExportAccount {
  /** Rows of a v2 export with every parameter on, interpolated frames too. */
  rows(): Iterable<JsonObject>
  /** The reason why a row cannot be exported: it becomes a line of the ERRORS stream. Null: it can be exported. */
  fault?(row: JsonObject): string | null
  /** Whether the search index has the row as it is now: default always. */
  isIndexed?(row: WireRow): boolean
  /** The user's setting: a name such as `Europe/Berlin`. Null: none is set. */
  readonly timezone?: string | null
}

/** The demo's clinic as an account: its rows are a list that may be edited between exports. */
export interface DemoExports extends ExportAccount {
  rows(): JsonObject[]
  /** The records of the older call, `exportLabels`. */
  v1Records(projectId: string): JsonObject[]
}

/** The demo export of the same options as an account's data: its v2 part, and its v1 part for the older call. */
export function demoExports(options: DemoOptions = {}): DemoExports {
  const rows: JsonObject[] = []
  const records: JsonObject[] = []
  for (const record of demoExport(options)) (Object.hasOwn(record, 'data_row') ? rows : records).push(record)
  return {
    rows: () => rows,
    // A v1 record names its project only in the editor's address.
    v1Records: projectId => records.filter(record => String(record['View Label']).includes(`?project=${projectId}&`)),
  }
}
