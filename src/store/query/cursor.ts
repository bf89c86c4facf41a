import { SlicegraphError } from '../../errors.ts'

/** The values a row is ordered by, ending in those that make it unique. */
export type KeyValue = string | number | null

/**
 * A cursor is the position of a row in one list in one order: the values it is sorted by, in base64url. It names no
 * row, so it stays valid when the row is removed, and a load between two pages does not shift other rows' cursors.
 * @param order names list and order: a cursor of any other is rejected.
 */
export function encodeCursor(order: string, values: readonly KeyValue[]): string {
  return Buffer.from(JSON.stringify([order, ...values])).toString('base64url')
}

/** Which values a row can have at one key of its order. */
export interface KeyType {
  readonly type: 'text' | 'number'
  readonly nullable?: boolean
}

/** @throws SlicegraphError INVALID_CURSOR */
export function decodeCursor(order: string, keys: readonly KeyType[], cursor: string): KeyValue[] {
  const parsed = parse(cursor)
  const [cursorOrder, ...values] = Array.isArray(parsed) ? (parsed as unknown[]) : []
  const fits = values.length === keys.length && keys.every((key, i) => isValueOf(key, values[i]))
  if (cursorOrder === order && fits) return values as KeyValue[]
  const reason =
    typeof cursorOrder === 'string' ? 'belongs to another list or another order' : 'was not made by this gateway'
  throw new SlicegraphError(
    'INVALID_CURSOR',
    `This cursor ${reason}. Pass a cursor from the same field with the same orderBy, or start without one.`,
  )
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString())
  } catch {
    return null
  }
}

function isValueOf({ type, nullable }: KeyType, value: unknown): boolean {
  if (value === null) return nullable ?? false
  return type === 'text' ? typeof value === 'string' : typeof value === 'number' && Number.isFinite(value)
}
