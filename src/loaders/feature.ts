import { storeCorrupt } from '../errors.ts'
import {
  type Classification,
  type FeatureTrack,
  formatId,
  type Named,
  type NumberSummary,
  type PromiseOrValue,
  whenReady,
} from '../model/index.ts'
import type { Loaders } from './create-loaders.ts'
import { loadAllFrames, loadFrame } from './frames.ts'
import { loadGroup, loadRemoteFrames } from './group.ts'
import type { FeatureNode, FrameNode, GroupNode } from './node-types.ts'

/** Loads the features of a group. Fetches its frames first. */
export function loadFeatures(loaders: Loaders, group: GroupNode): PromiseOrValue<readonly FeatureNode[]> {
  const { labelId, idName: groupName } = group
  return whenReady(loadRemoteFrames(loaders, group), () => loaders.featuresOfGroup.load({ labelId, groupName }))
}

/** Loads the features that are present at a frame. */
export function loadFeaturesAt(
  loaders: Loaders,
  group: GroupNode,
  frame: number,
): PromiseOrValue<readonly FeatureNode[]> {
  return whenReady(loadFeatures(loaders, group), features =>
    features.filter(({ presence }) => presence.some(([start, end]) => start <= frame && frame <= end)),
  )
}

/** Fields of a feature that come from its first frame. */
interface FeatureLook extends Omit<Named, 'featureId'> {
  readonly color: string | null
  readonly annotationKind: string | null
}

const NAMELESS: FeatureLook = { schemaId: null, name: null, value: null, color: null, annotationKind: null }

/** Loads the fields that the store does not hold by themselves. @throws SlicegraphError STORE_CORRUPT */
export function loadLook(loaders: Loaders, feature: FeatureNode): PromiseOrValue<FeatureLook> {
  const { featureId, firstFrame } = feature
  if (firstFrame === null) return NAMELESS
  return whenReady(loadOwnGroup(loaders, feature), group =>
    whenReady(loadFrame(loaders, group, firstFrame), frame => {
      const look = frame && lookIn(frame, featureId)
      if (look) return look
      throw storeCorrupt('a feature is not in the frame that the store lists as its first')
    }),
  )
}

function loadOwnGroup(loaders: Loaders, { labelId, groupName }: FeatureNode): PromiseOrValue<GroupNode> {
  return whenReady(loadGroup(loaders, labelId, groupName), group => {
    if (group) return group
    throw storeCorrupt('a feature is of a group that its label does not have')
  })
}

function lookIn({ annotations, classifications }: FrameNode, featureId: string): FeatureLook | null {
  const annotation = annotations.find(each => each.featureId === featureId)
  if (annotation) return annotation
  const answer = answersOf(classifications).find(each => each.featureId === featureId)
  return answer ? { ...NAMELESS, schemaId: answer.schemaId, name: answer.name, value: answer.value } : null
}

/** Questions and chosen options, at any depth. */
function* answersOf(classifications: readonly Classification[]): Generator<Named> {
  for (const classification of classifications) {
    yield classification
    for (const answer of classification.answers) {
      yield answer
      yield* answersOf(answer.classifications)
    }
  }
}

type Track = Omit<FeatureTrack, 'featureId'>
const UNTRACKED: Track = { segments: null, keyFrames: null }

/** Loads where a feature is present, and where a person drew it. V1 exports have both per frame only. */
export function loadTrack(loaders: Loaders, feature: FeatureNode): PromiseOrValue<Track> {
  return whenReady(loadOwnGroup(loaders, feature), group => {
    if (group.format !== 'v1') return tracksOf(group).get(feature.featureId) ?? UNTRACKED
    const segments = feature.presence.map(([start, end]) => ({ start, end }))
    return whenReady(keyFramesOf(loaders, group), byFeature => ({
      segments,
      keyFrames: byFeature.get(feature.featureId) ?? null,
    }))
  })
}

const trackMaps = new WeakMap<readonly FeatureTrack[], ReadonlyMap<string, FeatureTrack>>()

function tracksOf({ tracks }: GroupNode): ReadonlyMap<string, FeatureTrack> {
  const known = trackMaps.get(tracks)
  if (known) return known
  const made = new Map(tracks.map(track => [track.featureId, track]))
  trackMaps.set(tracks, made)
  return made
}

type KeyFrames = ReadonlyMap<string, readonly number[]>

/** Key frames of the features of groups, by request. */
const keyFrameMaps = new WeakMap<Loaders, Map<string, PromiseOrValue<KeyFrames>>>()

/** By feature, of those that say in any frame whether a person drew it. */
function keyFramesOf(loaders: Loaders, group: GroupNode): PromiseOrValue<KeyFrames> {
  const maps = keyFrameMaps.get(loaders) ?? new Map<string, PromiseOrValue<KeyFrames>>()
  keyFrameMaps.set(loaders, maps)
  const id = formatId('group', group.labelId, group.idName)
  const known = maps.get(id)
  if (known) return known
  const made = whenReady(loadAllFrames(loaders, group), keyFramesIn)
  maps.set(id, made)
  return made
}

function keyFramesIn(frames: readonly FrameNode[]): KeyFrames {
  const found = new Map<string, number[]>()
  for (const { number, annotations } of frames)
    for (const { featureId, keyFrame } of annotations) {
      if (keyFrame === null) continue
      const own = found.get(featureId) ?? []
      if (keyFrame) own.push(number)
      found.set(featureId, own)
    }
  return found
}

/** Parts of a summary that the store does not hold for each feature. */
const UNSTORED = ['min', 'max', 'median', 'p95']

/** Loads a summary over the frames of a feature. @param parts of it that are wanted */
export function loadFeatureSummary(
  loaders: Loaders,
  feature: FeatureNode,
  name: 'area' | 'length',
  parts: ReadonlySet<string>,
): PromiseOrValue<NumberSummary> {
  const { count, sum } = feature[name]
  const stored = { count, sum, mean: count === 0 ? null : sum / count }
  if (!UNSTORED.some(part => parts.has(part))) return { ...stored, min: null, max: null, median: null, p95: null }
  return whenReady(loaders.featureSummary.load(feature), summaries => ({ ...summaries[name], ...stored }))
}
