import type { ColumnValue, RowFields } from '../columns.ts'
import { parseStored } from '../compressed-text.ts'
import type { StoredRow } from '../entities/index.ts'

/* The version of a label that a record shows: the frames and masks that are fetched belong to it. */

/** The number of the load that first brought the version, and the version's stamp as JSON. */
export type LabelVersion = Pick<StoredRow<'label'>, 'contentVersion' | 'versionStamp'>

/** The exported times of a version: of the last change of the content, and of the label. */
type Stamp = readonly [contentUpdatedAt: number | null, updatedAt: number | null]

export function newVersion(fields: RowFields, load: number): LabelVersion {
  return { contentVersion: load, versionStamp: JSON.stringify(stampOf(fields)) }
}

/**
 * The version that a record carries: the older one where both say the same, else a new one. Like is compared with
 * like, since v1 knows only when the label was updated. Where nothing can be compared, only the same content
 * is the same version, be it without annotations that were carried over.
 */
export function versionOf(fields: RowFields, older: LabelVersion, load: number, sameContent: boolean): LabelVersion {
  const own = stampOf(fields)
  const stored = parseStored<Stamp>(older.versionStamp)
  if (!isSame(stored, own, sameContent)) return newVersion(fields, load)
  const stamp: Stamp = [finer(own[0], stored[0]), finer(own[1], stored[1])]
  return { contentVersion: older.contentVersion, versionStamp: JSON.stringify(stamp) }
}

function isSame(older: Stamp, own: Stamp, sameContent: boolean): boolean {
  for (const place of [0, 1] as const) {
    const [a, b] = [older[place], own[place]]
    if (a !== null && b !== null) return isSameTime(a, b)
  }
  return sameContent
}

/** V1 gives milliseconds, V2 up to microseconds: times are compared at the coarser precision. */
const isSameTime = (a: number, b: number) =>
  a === b || ((a % 1000 === 0 || b % 1000 === 0) && Math.floor(a / 1000) === Math.floor(b / 1000))

/** The record's time, unless the stored one is the same and more precise. */
const finer = (own: number | null, stored: number | null) =>
  own === null || (stored !== null && own % 1000 === 0 && isSameTime(own, stored)) ? stored : own

const stampOf = ({ columns }: RowFields): Stamp => [instant(columns.contentUpdatedAt), instant(columns.updatedAt)]
const instant = (value: ColumnValue | undefined) => (typeof value === 'number' ? value : null)
