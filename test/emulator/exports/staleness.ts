import { lastActivityOf, type WireRow, wireRow } from '../../../src/demo/upstream/exports/wire-row.ts'
import { type JsonObject, parseInstant } from '../../../src/model/index.ts'
import type { ExportFault } from './export-faults.ts'

/** Which rows a search has as they were before their last change, by the `stale index` that is in force. */
export function staleRows(
  { ms = 0, edits = 0 }: ExportFault,
  rows: Iterable<JsonObject>,
  now: number,
): (row: WireRow) => boolean {
  const times = edits > 0 ? Array.from(rows, row => activity(wireRow(row))).sort((a, b) => b - a) : []
  const newest = edits > 0 ? (times[edits - 1] ?? Number.NEGATIVE_INFINITY) : Number.POSITIVE_INFINITY
  return row => {
    const at = activity(row)
    return at >= newest || at > (now - ms) * 1000
  }
}

function activity(row: WireRow): number {
  return parseInstant(lastActivityOf(row) ?? '') ?? Number.NEGATIVE_INFINITY
}
