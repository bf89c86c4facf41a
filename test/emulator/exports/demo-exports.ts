import { type DemoOptions, demoExport } from '../../../src/demo/index.ts'
import type { JsonObject } from '../../../src/model/index.ts'
import type { EmulatedExports } from './settings.ts'

/** The demo's clinic as an account: its rows are a list that may be edited between exports. */
export interface DemoExports extends EmulatedExports {
  rows(): JsonObject[]
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
