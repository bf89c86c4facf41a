import type { AnnotationEntry, ContentRecord } from '../model/index.ts'
import {
  addFeature,
  addToFeature,
  FEATURE_WIDTH,
  FIGURES,
  followFeatures,
  type Gathered,
  NO_OWNER,
  PRESENCE,
} from './gather-features.ts'

/**
 * The annotations of a content as a table: a label has hundreds that differ in few words, and lists of numbers and
 * strings go to another thread at the cost of a copy, where as many objects would cost more than reading them did.
 */
export interface EntryTable {
  /** `FEATURE_WIDTH` words for each feature: what annotations of one object share in all frames of a group. */
  readonly features: readonly (string | null)[]
  /** `FIGURES` numbers for each feature; NaN for null. */
  readonly figures: Float64Array
  /** `WIDTH` numbers for each annotation, in the export's order; `NONE` for null. */
  readonly numbers: Int32Array
  /** Area and length of each; NaN for null. */
  readonly measures: Float64Array
}

/** Feature, chunk, frame, place within the frame, and key frame as 0 or 1. */
const WIDTH = 5
const NONE = -1

/** The annotations of a content, or of the fetched frames of a group, which follows no features. */
type Entries = Pick<ContentRecord, 'annotations'> & Partial<Pick<ContentRecord, 'tracks' | 'answers'>>

export function tabulate({ annotations: entries, tracks = [], answers = [] }: Entries): EntryTable {
  const gathered: Gathered = { words: [], figures: [], known: new Map(), owners: [] }
  const { words, figures, owners } = gathered
  const numbers = new Int32Array(entries.length * WIDTH)
  const measures = new Float64Array(entries.length * 2)
  let known = new Map<string, number>()
  let group: string | null | undefined
  let frame: number | null = null
  let place = 0
  for (let row = 0, at = 0; row < entries.length; row++) {
    const entry = entries[row] as AnnotationEntry
    const { chunk, groupName, frameNumber, featureId, schemaId, name, annotationKind, keyFrame, area, length } = entry
    // Those of a group come one after the other, and in it those of a frame.
    place = groupName === group && frameNumber === frame ? place + 1 : 0
    if (groupName !== group) {
      known = new Map()
      gathered.known.set(groupName, known)
    }
    group = groupName
    frame = frameNumber
    let feature = known.get(featureId)
    const word = (feature ?? 0) * FEATURE_WIDTH
    if (
      feature === undefined ||
      words[word + 2] !== schemaId ||
      words[word + 3] !== name ||
      words[word + 4] !== annotationKind ||
      figures[feature * FIGURES] !== Number(entry.isMask)
    ) {
      const owner = feature === undefined ? NO_OWNER : (owners[feature] as number)
      feature = addFeature(gathered, [groupName, featureId, schemaId, name, annotationKind], entry.isMask, owner)
      known.set(featureId, feature)
    }
    if (groupName !== null && frameNumber !== null) addToFeature(gathered, feature, frameNumber, entry)
    numbers[at++] = feature
    numbers[at++] = chunk
    numbers[at++] = frameNumber ?? NONE
    numbers[at++] = place
    numbers[at++] = keyFrame === null ? NONE : Number(keyFrame)
    measures[row * 2] = area ?? Number.NaN
    measures[row * 2 + 1] = length ?? Number.NaN
  }
  followFeatures(gathered, tracks, answers, () => framesByFeature(gathered, numbers))
  return { features: words, figures: Float64Array.from(figures), numbers, measures }
}

/** The frames of the annotations of each feature, ascending, by the row that has its figures. */
function framesByFeature({ owners }: Gathered, numbers: Int32Array): ReadonlyMap<number, readonly number[]> {
  const frames = new Map<number, number[]>()
  for (let at = 0; at < numbers.length; at += WIDTH) {
    const owner = owners[numbers[at] as number] as number
    const frame = numbers[at + 2] as number
    if (owner === NO_OWNER || frame === NONE) continue
    const own = frames.get(owner)
    if (own) own.push(frame)
    else frames.set(owner, [frame])
  }
  return frames
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

/** The features as rows of the store, in the order of their columns, with a place for the checksum of each. */
export function featureRows({ features, figures }: EntryTable, { contentNo, firstFeature }: FirstNumbers) {
  const rows: (string | number | null)[] = []
  for (let feature = 0, word = 0; word < features.length; feature++, word += FEATURE_WIDTH) {
    rows.push(contentNo, firstFeature + feature)
    for (let at = word; at < word + PRESENCE; at++) rows.push(features[at] ?? null)
    for (let at = feature * FIGURES; at < (feature + 1) * FIGURES; at++)
      rows.push(Number.isNaN(figures[at]) ? null : (figures[at] as number))
    rows.push(features[word + PRESENCE] ?? null, 0)
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
