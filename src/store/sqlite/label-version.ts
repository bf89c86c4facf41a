import { compareMoments, laterOf, type Moment, toMoment } from '../../model/index.ts'
import { parseStored } from '../compressed-text.ts'
import type { StoredRow } from '../entities/index.ts'
import type { PreparedLabel } from '../prepare.ts'

/* The version of a label that a record shows: the frames and masks that are fetched belong to it. */

/** The number of the load that first brought the version, and the version's stamp as JSON. */
export type LabelVersion = Pick<StoredRow<'label'>, 'contentVersion' | 'versionStamp'>

type Stamp = PreparedLabel['stamp']

export function newVersion(stamp: Stamp, load: number): LabelVersion {
  return { contentVersion: load, versionStamp: JSON.stringify(stamp) }
}

/**
 * The version that a record carries: the older one where both say the same, else a new one. Like is compared with
 * like, since v1 knows only when the label was updated. Where nothing can be compared, only the same content
 * is the same version, be it without annotations that were carried over.
 */
export function versionOf(own: Stamp, older: LabelVersion, load: number, sameContent: boolean): LabelVersion {
  const [content, updated] = parseStored<readonly unknown[]>(older.versionStamp).map(momentOf)
  const stored: Stamp = [content ?? null, updated ?? null]
  if (!isSame(stored, own, sameContent)) return newVersion(own, load)
  const stamp: Stamp = [laterOf(stored[0], own[0]), laterOf(stored[1], own[1])]
  return { contentVersion: older.contentVersion, versionStamp: JSON.stringify(stamp) }
}

function isSame(older: Stamp, own: Stamp, sameContent: boolean): boolean {
  for (const place of [0, 1] as const) {
    const [a, b] = [older[place], own[place]]
    if (a !== null && b !== null) return compareMoments(a, b) === 0
  }
  return sameContent
}

/** Stores of 0.1 hold instants here, those of V1 in whole milliseconds. */
const momentOf = (value: unknown): Moment | null =>
  typeof value === 'number' ? toMoment(value, value % 1000 === 0 ? 23 : 26) : (value as Moment | null)
