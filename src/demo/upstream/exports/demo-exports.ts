import type { JsonObject } from '../../../model/index.ts'
import { type DemoOptions, demoExport } from '../../demo-export.ts'
import type { EmulatedExports } from './emulated-exports.ts'

/** The demo's clinic as an account: its rows are a list, that may be edited between exports. */
export interface DemoExports extends EmulatedExports {
  rows(): JsonObject[]
}

/** The demo export of the same options as an account's data: its v2 part, and its v1 part for the older call. */
export function demoExports(options: DemoOptions = {}): DemoExports {
  const rows: JsonObject[] = []
  const records: JsonObject[] = []
  for (const record of demoExport(options)) (Object.hasOwn(record, 'data_row') ? rows : records).push(record)
  return {
    rows: () => rows,
    // A v1 record tells its project in the editor's address alone.
    v1Records: projectId => records.filter(record => String(record['View Label']).includes(`?project=${projectId}&`)),
  }
}
