import {
  byCodePoint,
  type Classification,
  type Feature,
  type FeatureTrack,
  type Format,
  type Frame,
  mapped,
  type Segment,
  sorted,
} from '../model/index.ts'

/**
 * Features of a group, by feature id: those that the export tracks, and every object of a frame. Names and colours come
 * from the first frame of a feature. Segments and key frames of V1 are gathered from the frames, since V1 exports have
 * them per frame only. Those of V2 are the exported ones, or null.
 */
export function* gatherFeatures(
  format: Format,
  tracks: readonly FeatureTrack[],
  frames: readonly Frame[],
): Generator<undefined, readonly Feature[]> {
  const tracked = new Map<string, FeatureTrack>()
  for (const track of tracks) {
    tracked.set(track.featureId, track)
    yield
  }
  const seen = yield* gatherOccurrences(frames, tracked)
  const ids = [...tracked.keys()]
  for (const id of seen.keys()) if (!tracked.has(id)) ids.push(id)
  return yield* mapped(yield* sorted(ids, byCodePoint), featureId => {
    const occurrences = seen.get(featureId)
    const exported = tracked.get(featureId) ?? { segments: null, keyFrames: null }
    const gathered =
      format === 'v1' && occurrences
        ? { segments: runsOf(occurrences.numbers), keyFrames: occurrences.keyFrames }
        : exported
    return { ...(occurrences?.first ?? NAMELESS), ...gathered, featureId }
  })
}

/** Fields that come from the first occurrence. */
type Look = Omit<Feature, keyof FeatureTrack>

interface Occurrences {
  readonly first: Look
  /** Frame numbers, ascending. */
  readonly numbers: number[]
  /** Null until an occurrence has the field. */
  keyFrames: number[] | null
}

const NAMELESS: Look = { schemaId: null, name: null, value: null, color: null, annotationKind: null }

function* gatherOccurrences(
  frames: readonly Frame[],
  tracked: ReadonlyMap<string, FeatureTrack>,
): Generator<undefined, Map<string, Occurrences>> {
  const seen = new Map<string, Occurrences>()

  function note(number: number, featureId: string, source: LookSource, keyFrame: boolean | null): void {
    let occurrences = seen.get(featureId)
    if (!occurrences) {
      occurrences = { first: lookOf(source), numbers: [], keyFrames: null }
      seen.set(featureId, occurrences)
    }
    if (occurrences.numbers.at(-1) !== number) occurrences.numbers.push(number)
    if (keyFrame === null) return
    occurrences.keyFrames ??= []
    if (keyFrame && occurrences.keyFrames.at(-1) !== number) occurrences.keyFrames.push(number)
  }

  for (const { number, annotations, classifications } of frames) {
    for (const annotation of annotations) note(number, annotation.featureId, annotation, annotation.keyFrame)
    yield
    if (tracked.size === 0) continue
    // An answer is a feature only if the export tracks it. Other answers have ids that nothing refers to.
    for (const answer of answersOf(classifications)) {
      const { featureId } = answer
      if (featureId !== null && tracked.has(featureId)) note(number, featureId, answer, null)
    }
  }
  return seen
}

/** Runs of consecutive numbers. */
function runsOf(numbers: readonly number[]): readonly Segment[] {
  const runs: { start: number; end: number }[] = []
  for (const number of numbers) {
    const last = runs.at(-1)
    if (last && number === last.end + 1) last.end = number
    else runs.push({ start: number, end: number })
  }
  return runs
}

type Answer = Pick<Classification, 'featureId' | 'schemaId' | 'name' | 'value'>
/** An annotation or an answer. */
type LookSource = Answer & Partial<Pick<Look, 'color' | 'annotationKind'>>

/** Questions and chosen options, at any depth. */
function* answersOf(classifications: readonly Classification[]): Generator<Answer> {
  for (const classification of classifications) {
    yield classification
    for (const answer of classification.answers) {
      yield answer
      yield* answersOf(answer.classifications)
    }
  }
}

function lookOf({ schemaId, name, value, color = null, annotationKind = null }: LookSource): Look {
  return { schemaId, name, value, color, annotationKind }
}
