import type { AnnotationEntry } from '../model/index.ts'

/**
 * The annotations of a content as a table: a label has hundreds that differ in few words, and lists of numbers and
 * strings go to another thread at the cost of a copy, where as many objects would cost more than reading them did.
 */
export interface EntryTable {
  /** `FEATURE_WIDTH` words for each feature: what annotations of one object share in all frames of a group. */
  readonly features: readonly (string | null)[]
  /** `WIDTH` numbers for each annotation, in the export's order; `NONE` for null. */
  readonly numbers: Int32Array
  /** Area and length of each; NaN for null. */
  readonly measures: Float64Array
}

/** Group, feature id, schema, name and kind. */
const FEATURE_WIDTH = 5
/** Feature, chunk, frame, place within the frame, and key frame as 0 or 1. */
const WIDTH = 5
const NONE = -1

export function tabulate(entries: readonly AnnotationEntry[]): EntryTable {
  const features: (string | null)[] = []
  const numbers = new Int32Array(entries.length * WIDTH)
  const measures = new Float64Array(entries.length * 2)
  let known = new Map<string, number>()
  let group: string | null | undefined
  let frame: number | null = null
  let place = 0
  for (let row = 0, at = 0; row < entries.length; row++) {
    const { chunk, groupName, frameNumber, featureId, schemaId, name, annotationKind, keyFrame, area, length } =
      entries[row] as AnnotationEntry
    // Those of a group come one after the other, and in it those of a frame.
    place = groupName === group && frameNumber === frame ? place + 1 : 0
    if (groupName !== group) known = new Map()
    group = groupName
    frame = frameNumber
    let from = known.get(featureId)
    if (
      from === undefined ||
      features[from + 2] !== schemaId ||
      features[from + 3] !== name ||
      features[from + 4] !== annotationKind
    ) {
      from = features.push(groupName, featureId, schemaId, name, annotationKind) - FEATURE_WIDTH
      known.set(featureId, from)
    }
    numbers[at++] = from / FEATURE_WIDTH
    numbers[at++] = chunk
    numbers[at++] = frameNumber ?? NONE
    numbers[at++] = place
    numbers[at++] = keyFrame === null ? NONE : Number(keyFrame)
    measures[row * 2] = area ?? Number.NaN
    measures[row * 2 + 1] = length ?? Number.NaN
  }
  return { features, numbers, measures }
}

export const countOf = ({ numbers }: EntryTable): number => numbers.length / WIDTH

/** Calls `each` for one annotation after the other, in the export's order. */
export function eachEntry(
  { features, numbers }: EntryTable,
  each: (group: string | null, frame: number | null, featureId: string, keyFrame: number | null) => void,
): void {
  const number = (at: number) => (numbers[at] === NONE ? null : (numbers[at] as number))
  for (let at = 0; at < numbers.length; at += WIDTH) {
    const from = (numbers[at] as number) * FEATURE_WIDTH
    each(features[from] ?? null, number(at + 2), features[from + 1] ?? '', number(at + 4))
  }
}

/** The features as rows of the store: content, number, group, id, schema, name and kind of each. */
export function featureRows({ features }: EntryTable, { contentNo, firstFeature }: FirstNumbers) {
  const rows: (string | number | null)[] = []
  for (let at = 0; at < features.length; at += FEATURE_WIDTH) {
    rows.push(contentNo, firstFeature + at / FEATURE_WIDTH)
    for (let word = at; word < at + FEATURE_WIDTH; word++) rows.push(features[word] ?? null)
  }
  return rows
}

/** Where rows go: numbers of features, annotations and chunks are counted from these on. */
export interface FirstNumbers {
  readonly contentNo: number
  readonly firstFeature: number
  readonly firstSeq: number
  readonly firstChunk: number
}

/** The annotations as rows of the store, ten at a time, in the order of its key, so that each is written behind the last. */
export function* entryRows(table: EntryTable, first: FirstNumbers): Generator<(number | null)[]> {
  const { numbers, measures } = table
  const measure = (at: number) => (Number.isNaN(measures[at]) ? null : (measures[at] as number))
  const number = (at: number) => (numbers[at] === NONE ? null : (numbers[at] as number))
  let rows: (number | null)[] = []
  for (const row of byFeature(table)) {
    const at = row * WIDTH
    rows.push(first.contentNo, first.firstFeature + (numbers[at] as number), first.firstSeq + row)
    rows.push(first.firstChunk + (numbers[at + 1] as number), number(at + 2), number(at + 3), number(at + 4))
    rows.push(measure(row * 2), measure(row * 2 + 1))
    if (rows.length < ROWS_AT_ONCE * ROW_WIDTH) continue
    yield rows
    rows = []
  }
  if (rows.length > 0) yield rows
}

/** Rows that one statement writes: ten cost two thirds of what ten statements do, and more gain little. */
export const ROWS_AT_ONCE = 10
/** Values of a row. */
const ROW_WIDTH = 9

/** The rows of the first feature, then those of the next. */
function byFeature({ features, numbers }: EntryTable): Int32Array {
  const ends = new Int32Array(features.length / FEATURE_WIDTH + 1)
  const featureOf = (row: number) => numbers[row * WIDTH] as number
  const order = new Int32Array(numbers.length / WIDTH)
  for (let row = 0; row < order.length; row++) ends[featureOf(row) + 1] = (ends[featureOf(row) + 1] ?? 0) + 1
  for (let no = 1; no < ends.length; no++) ends[no] = (ends[no] ?? 0) + (ends[no - 1] ?? 0)
  for (let row = 0; row < order.length; row++) {
    const end = ends[featureOf(row)] ?? 0
    order[end] = row
    ends[featureOf(row)] = end + 1
  }
  return order
}
