import { lastActivityOf, type WireRow } from '../../../src/demo/upstream/exports/search.ts'
import { type Json, type JsonObject, parseInstant } from '../../../src/model/index.ts'
import type { ExportFault } from './export-faults.ts'

/** Entries on ids and the dataset find rows as they are now. */
const LASTING: readonly unknown[] = ['dataset', 'data_row_id', 'global_key']

/**
 * Which rows a search does not find, as it has them as they were before their last change, by the `stale index` that is
 * in force.
 */
export function staleRows(
  { ms = 0, edits = 0 }: ExportFault,
  rows: Iterable<JsonObject>,
  query: readonly Json[],
  now: number,
): (row: JsonObject) => boolean {
  if (query.every(entry => LASTING.includes((entry as JsonObject).type))) return () => false
  const times = edits > 0 ? Array.from(rows, activity).sort((a, b) => b - a) : []
  const newest = edits > 0 ? (times[edits - 1] ?? Number.NEGATIVE_INFINITY) : Number.POSITIVE_INFINITY
  return row => {
    const at = activity(row)
    return at >= newest || at > (now - ms) * 1000
  }
}

function activity(row: JsonObject): number {
  return parseInstant(lastActivityOf(row as unknown as WireRow) ?? '') ?? Number.NEGATIVE_INFINITY
}
