import type { AnnotationEntry, AnswerEntry, Bounds, Segment, TrackEntry } from '../model/index.ts'

/* How features go through the frames of their groups, gathered from annotations, answers and segments. */

/** Words of a row: group, feature id, schema, name, kind, and presence. */
export const FEATURE_WIDTH = 6
export const PRESENCE = 5

/** Numbers of a row, in the order of its columns. */
export const FIGURES = 13
const FIRST_FRAME = 1
const LAST_FRAME = 2
const FRAME_COUNT = 3
const MASK_COUNT = 4
const LEFT = 5
const TOP = 6
const RIGHT = 7
const BOTTOM = 8
/** Each with its sum behind it. */
const AREA_COUNT = 9
const LENGTH_COUNT = 11
const COUNTS = [FRAME_COUNT, MASK_COUNT, AREA_COUNT, LENGTH_COUNT]

/** Rows of features while they are gathered. */
export interface Gathered {
  readonly words: (string | null)[]
  readonly figures: number[]
  /** The last row by group and feature id. */
  readonly known: Map<string | null, Map<string, number>>
  /** Of each row: the row that has the figures of its feature, or `NO_OWNER` where it is in no frame so far. */
  readonly owners: number[]
}

export const NO_OWNER = -1

type Named = readonly [
  group: string | null,
  id: string,
  schemaId: string | null,
  name: string | null,
  kind: string | null,
]

/** Answers the number of its row. */
export function addFeature({ words, figures, owners }: Gathered, named: Named, isMask: boolean, owner: number): number {
  words.push(...named, null)
  figures.push(Number(isMask))
  for (let figure = 1; figure < FIGURES; figure++) figures.push(Number.NaN)
  return owners.push(owner) - 1
}

/** Adds an annotation to the figures of its feature. Frames come in ascending order. */
export function addToFeature(
  gathered: Gathered,
  feature: number,
  frame: number,
  { area, length, bounds, isMask }: AnnotationEntry,
): void {
  const { figures, owners } = gathered
  if (owners[feature] === NO_OWNER) beOwner(gathered, feature)
  const at = (owners[feature] as number) * FIGURES
  addFrame(figures, at, frame)
  if (isMask) figures[at + MASK_COUNT] = (figures[at + MASK_COUNT] as number) + 1
  if (area !== null) sumUp(figures, at + AREA_COUNT, area)
  if (length !== null) sumUp(figures, at + LENGTH_COUNT, length)
  if (bounds !== null) widen(figures, at, bounds)
}

/** Makes a row the one that has the figures of its feature. */
function beOwner({ figures, owners }: Gathered, feature: number): void {
  owners[feature] = feature
  for (const count of COUNTS) figures[feature * FIGURES + count] = 0
}

function addFrame(figures: number[], at: number, frame: number): void {
  if (figures[at + LAST_FRAME] === frame) return
  if (figures[at + FRAME_COUNT] === 0) figures[at + FIRST_FRAME] = frame
  figures[at + LAST_FRAME] = frame
  figures[at + FRAME_COUNT] = (figures[at + FRAME_COUNT] as number) + 1
}

/** The sum stays finite: GraphQL knows no infinity. */
function sumUp(figures: number[], count: number, value: number): void {
  const sum = figures[count] === 0 ? value : (figures[count + 1] as number) + value
  figures[count] = (figures[count] as number) + 1
  figures[count + 1] = Math.min(sum, Number.MAX_VALUE)
}

/** A comparison with NaN is false. */
function widen(figures: number[], at: number, { left, top, right, bottom }: Bounds): void {
  if (!((figures[at + LEFT] as number) <= left)) figures[at + LEFT] = left
  if (!((figures[at + TOP] as number) <= top)) figures[at + TOP] = top
  if (!((figures[at + RIGHT] as number) >= right)) figures[at + RIGHT] = right
  if (!((figures[at + BOTTOM] as number) >= bottom)) figures[at + BOTTOM] = bottom
}

/**
 * Adds what the export follows: answers, features without a frame, and where features are present.
 * @param framesOf the frames of the annotations of each feature, by the row that has its figures
 */
export function followFeatures(
  gathered: Gathered,
  tracks: readonly TrackEntry[],
  answers: readonly AnswerEntry[],
  framesOf: () => ReadonlyMap<number, readonly number[]>,
): void {
  const { words, figures, owners } = gathered
  let frames: ReadonlyMap<number, readonly number[]> | undefined
  const answered = Map.groupBy(answers, ({ groupName, featureId }) => `${groupName}\0${featureId}`)
  const followed = new Map<number, readonly Segment[]>()
  const done = new Set<number>()
  for (const { groupName, featureId, segments } of tracks) {
    const row = gathered.known.get(groupName)?.get(featureId)
    const owner = row === undefined ? NO_OWNER : (owners[row] as number)
    const own = answers.length === 0 ? undefined : answered.get(`${groupName}\0${featureId}`)
    if (owner !== NO_OWNER && !own) {
      followed.set(owner, segments ?? [])
      continue
    }
    frames ??= framesOf()
    const drawn = owner === NO_OWNER ? [] : (frames.get(owner) ?? [])
    const feature = addAnswers(gathered, owner, drawn, { groupName, featureId, segments }, own ?? [])
    const all = [...drawn, ...(own ?? []).map(({ frameNumber }) => frameNumber)]
    words[feature * FEATURE_WIDTH + PRESENCE] = presenceOf(figures, feature * FIGURES, segments ?? [], all)
    done.add(feature)
  }
  for (let feature = 0; feature < owners.length; feature++) {
    const at = feature * FIGURES
    if (owners[feature] !== feature || done.has(feature)) continue
    const segments = followed.get(feature) ?? []
    if (isWhole(figures, at, segments)) continue
    frames ??= framesOf()
    words[feature * FEATURE_WIDTH + PRESENCE] = presenceOf(figures, at, segments, frames.get(feature) ?? [])
  }
}

/** Answers the row that has the figures: a new one where an answer comes before the first annotation, or there is none. */
function addAnswers(
  gathered: Gathered,
  owner: number,
  drawn: readonly number[],
  { groupName, featureId }: TrackEntry,
  answers: readonly AnswerEntry[],
): number {
  const { figures, owners } = gathered
  const [first] = answers
  let feature = owner
  if (owner === NO_OWNER || (first && first.frameNumber < (figures[owner * FIGURES + FIRST_FRAME] as number))) {
    const named = [groupName, featureId, first?.schemaId ?? null, first?.name ?? null, null] as const
    feature = addFeature(gathered, named, false, NO_OWNER)
    beOwner(gathered, feature)
  }
  const at = feature * FIGURES
  if (owner !== NO_OWNER && feature !== owner) {
    const from = owner * FIGURES
    for (let figure = 1; figure < FIGURES; figure++) {
      figures[at + figure] = figures[from + figure] as number
      figures[from + figure] = Number.NaN
    }
    for (const [row, other] of owners.entries()) if (other === owner) owners[row] = feature
  }
  figures[at + FRAME_COUNT] = 0
  figures[at + LAST_FRAME] = Number.NaN
  const frames = [...drawn, ...answers.map(({ frameNumber }) => frameNumber)].sort((a, b) => a - b)
  for (const frame of frames) addFrame(figures, at, frame)
  return feature
}

/** Whether the feature is present from its first to its last frame, and nowhere else. */
function isWhole(figures: readonly number[], at: number, segments: readonly Segment[]): boolean {
  const first = figures[at + FIRST_FRAME] as number
  const last = figures[at + LAST_FRAME] as number
  if (segments.length === 0) return last - first + 1 === figures[at + FRAME_COUNT]
  return segments.length === 1 && segments[0]?.start === first && segments[0].end === last
}

/** The frames in which a feature is present, as its column has them. */
function presenceOf(
  figures: readonly number[],
  at: number,
  segments: readonly Segment[],
  frames: readonly number[],
): string | null {
  const parts = [...segments.map(({ start, end }) => [start, end] as const), ...frames.map(at => [at, at] as const)]
  parts.sort(([one], [other]) => one - other)
  const runs: [start: number, end: number][] = []
  for (const [start, end] of parts) {
    // A segment that ends before it starts holds no frame.
    if (start > end) continue
    const last = runs.at(-1)
    if (last && start <= last[1] + 1) last[1] = Math.max(last[1], end)
    else runs.push([start, end])
  }
  const [run] = runs
  const isWhole = run?.[0] === figures[at + FIRST_FRAME] && run?.[1] === figures[at + LAST_FRAME] && runs.length === 1
  return isWhole ? null : JSON.stringify(runs)
}
