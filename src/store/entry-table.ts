import type { AnnotationEntry } from '../model/index.ts'

/**
 * The annotations of a content as a table: a label has hundreds that differ in few words, and lists of numbers and
 * strings go to another thread at the cost of a copy, where as many objects would cost more than reading them did.
 */
export interface EntryTable {
  /** Feature ids, and what groups, schemas, names and kinds are called. */
  readonly words: readonly string[]
  /** One row of `WIDTH` numbers for each annotation; a word by its place, -1 for null; NaN for null elsewhere. */
  readonly numbers: Float64Array
}

const WIDTH = 10
const NULL_WORD = -1

/** As the store keeps it. */
type EntryRow = [
  chunk: number,
  groupName: string | null,
  frameNumber: number | null,
  featureId: string,
  schemaId: string | null,
  name: string | null,
  annotationKind: string | null,
  /** 0 or 1. */
  keyFrame: number | null,
  area: number | null,
  length: number | null,
]

export function tabulate(entries: readonly AnnotationEntry[]): EntryTable {
  const numbers = new Float64Array(entries.length * WIDTH)
  const places = new Map<string, number>()
  const place = (word: string | null) => {
    if (word === null) return NULL_WORD
    const known = places.get(word)
    if (known !== undefined) return known
    places.set(word, places.size)
    return places.size - 1
  }
  entries.forEach((entry, row) => {
    const at = row * WIDTH
    numbers[at] = entry.chunk
    numbers[at + 1] = place(entry.groupName)
    numbers[at + 2] = entry.frameNumber ?? Number.NaN
    numbers[at + 3] = place(entry.schemaId)
    numbers[at + 4] = place(entry.name)
    numbers[at + 5] = place(entry.annotationKind)
    numbers[at + 6] = entry.keyFrame === null ? Number.NaN : Number(entry.keyFrame)
    numbers[at + 7] = entry.area ?? Number.NaN
    numbers[at + 8] = entry.length ?? Number.NaN
    numbers[at + 9] = place(entry.featureId)
  })
  return { words: [...places.keys()], numbers }
}

export const countOf = ({ numbers }: EntryTable): number => numbers.length / WIDTH

/** Calls `each` for one row after the other. */
export function eachEntry({ words, numbers }: EntryTable, each: (...row: EntryRow) => void): void {
  const number = (at: number) => {
    const value = numbers[at] as number
    return Number.isNaN(value) ? null : value
  }
  const word = (at: number) => words[numbers[at] as number] ?? null
  for (let at = 0; at < numbers.length; at += WIDTH) {
    each(
      numbers[at] as number,
      word(at + 1),
      number(at + 2),
      word(at + 9) ?? '',
      word(at + 3),
      word(at + 4),
      word(at + 5),
      number(at + 6),
      number(at + 7),
      number(at + 8),
    )
  }
}
