import type { RowFields } from '../columns.ts'

/* Which version of a label a record shows: the frames and masks that are fetched belong to that one. */

/** The exported times of a version: of the last change of the content, and of the label. */
export type Stamp = readonly [contentUpdatedAt: number | null, updatedAt: number | null]

export interface LabelVersion {
  /** The number of the load that first brought it. */
  readonly no: number
  readonly stamp: Stamp
}

/**
 * The version that a record carries: the older one where both say the same, else a new one. Like is compared with
 * like, since v1 knows only when the label was updated. Where nothing can be compared, only the very same content
 * is the same version.
 */
export function versionOf(
  { columns }: RowFields,
  older: LabelVersion | undefined,
  options: { readonly sameText: boolean; readonly next: number },
): LabelVersion {
  const own: Stamp = [instant(columns.contentUpdatedAt), instant(columns.updatedAt)]
  if (!older || !isSame(older.stamp, own, options.sameText)) return { no: options.next, stamp: own }
  return { no: older.no, stamp: [own[0] ?? older.stamp[0], own[1] ?? older.stamp[1]] }
}

function isSame(older: Stamp, own: Stamp, sameText: boolean): boolean {
  for (const place of [0, 1] as const)
    if (older[place] !== null && own[place] !== null) return older[place] === own[place]
  return sameText
}

const instant = (value: unknown) => (typeof value === 'number' ? value : null)
