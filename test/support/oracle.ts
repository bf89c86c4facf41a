import type { JsonObject } from '../../src/model/index.ts'
import { createBuilder } from './oracle/builder.ts'
import type { OracleExport } from './oracle/entities.ts'
import { readRecord } from './oracle/read-v1.ts'
import { readRow } from './oracle/read-v2.ts'

/*
 * The oracle: a second, plain reading of exports, which the store is held against. It shares no code with src, knows
 * no SQL and takes no short cut. It does not merge: give it exports whose records do not meet each other
 * (`arbitraryExport({ unique: true })`).
 */

export type * from './oracle/entities.ts'
export type { Filters } from './oracle/filter-fields.ts'
export { matches } from './oracle/match.ts'
export { type Orders, sortEntities } from './oracle/order.ts'
export { periodStart } from './oracle/period.ts'
export {
  recountAnnotationStats,
  recountClassificationStats,
  recountDataRowProjectStats,
  recountDataRowStats,
  recountLabelStats,
  recountWorkflowStats,
} from './oracle/stats.ts'
export { withoutRounding } from './oracle/summary.ts'

/** Everything that valid v2 rows and v1 records say, as flat lists of linked things. */
export function readExport(records: readonly JsonObject[]): OracleExport {
  const build = createBuilder()
  for (const record of records) {
    if (record.data_row === undefined) readRecord(build, record)
    else readRow(build, record)
  }
  return build.found
}
