import { byCodePoint, type GroupKey } from '../model/index.ts'

const GROUPS: readonly (GroupKey | null)[] = [null, 'AXIAL', 'SAGITTAL', 'CORONAL', 'OTHER']

/** The label itself, then its groups. */
export const byGroup = (a: GroupKey | null, b: GroupKey | null): number => GROUPS.indexOf(a) - GROUPS.indexOf(b)

/** By code point; nulls come last. */
export function byText(a: string | null, b: string | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null)
  return byCodePoint(a, b)
}

/** The first of two names by code point; the other of null. */
export const firstName = (a: string | null, b: string | null): string | null => (byText(b, a) < 0 ? b : a)
