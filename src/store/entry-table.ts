import type { AnnotationEntry } from '../model/index.ts'

/**
 * The annotations of a content as a table: a label has hundreds that differ in few words, and lists of numbers and
 * strings go to another thread at the cost of a copy, where as many objects would cost more than reading them did.
 */
export interface EntryTable {
  readonly featureIds: readonly string[]
  /** What groups, schemas, names and kinds are called. */
  readonly words: readonly string[]
  /** One row of `WIDTH` numbers for each annotation; a word by its place, -1 for null; NaN for null elsewhere. */
  readonly numbers: Float64Array
}

const WIDTH = 9
const NULL_WORD = -1

/** As the store keeps it. */
export interface EntryRow {
  readonly chunk: number
  readonly groupName: string | null
  readonly frameNumber: number | null
  readonly featureId: string
  readonly schemaId: string | null
  readonly name: string | null
  readonly annotationKind: string | null
  /** 0 or 1. */
  readonly keyFrame: number | null
  readonly area: number | null
  readonly length: number | null
}

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
  })
  return { featureIds: entries.map(entry => entry.featureId), words: [...places.keys()], numbers }
}

export function* entryRows({ featureIds, words, numbers }: EntryTable): Generator<EntryRow, void, undefined> {
  const number = (at: number) => {
    const value = numbers[at]
    return value === undefined || Number.isNaN(value) ? null : value
  }
  const word = (at: number) => words[numbers[at] ?? NULL_WORD] ?? null
  for (const [row, featureId] of featureIds.entries()) {
    const at = row * WIDTH
    yield {
      chunk: numbers[at] ?? 0,
      groupName: word(at + 1),
      frameNumber: number(at + 2),
      featureId,
      schemaId: word(at + 3),
      name: word(at + 4),
      annotationKind: word(at + 5),
      keyFrame: number(at + 6),
      area: number(at + 7),
      length: number(at + 8),
    }
  }
}
