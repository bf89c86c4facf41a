import { WrittenRows } from './written-rows.ts'

/** Rows of an answer: entries of its outermost lists, and the objects of root fields that have none. */
export function rowCount(data: unknown): number {
  if (typeof data !== 'object' || data === null) return 0
  return Object.values(data).reduce((sum: number, field) => sum + rowsOf(field, 1), 0)
}

/** @param single of an object without a list */
function rowsOf(value: unknown, single: number): number {
  if (Array.isArray(value)) return value.length
  if (value instanceof WrittenRows) return value.texts.length
  if (typeof value !== 'object' || value === null) return 0
  let [sum, hasList] = [0, false]
  for (const each of Object.values(value)) {
    hasList ||= Array.isArray(each) || each instanceof WrittenRows
    sum += rowsOf(each, 0)
  }
  return hasList || sum > 0 ? sum : single
}
