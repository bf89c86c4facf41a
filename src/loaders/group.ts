import { allReady, atOnce, type Feature, inTurns, mapped, type PromiseOrValue, whenReady } from '../model/index.ts'
import type { Loaders } from './create-loaders.ts'
import { gatherFeatures } from './features.ts'
import { loadAllFrames } from './frames.ts'
import type { FeatureNode, GroupNode } from './node-types.ts'

/** Loads a group of a label by its name in ids; null if the label has no such group. */
export function loadGroup(loaders: Loaders, labelId: string, idName: string): PromiseOrValue<GroupNode | null> {
  return whenReady(loaders.content.load(labelId), ({ groups }) => groups.find(group => group.idName === idName) ?? null)
}

/** Loads the features of a group. Reads all its frames. */
export function loadFeatures(loaders: Loaders, group: GroupNode): PromiseOrValue<readonly FeatureNode[]> {
  const { format, tracks, labelId, idName: groupName } = group
  return whenReady(loadAllFrames(loaders, group), frames => {
    const inGroup = (feature: Feature) => ({ ...feature, labelId, groupName })
    function* gather() {
      return yield* mapped(yield* gatherFeatures(format, tracks, frames), inGroup)
    }
    const occurrences = frames.reduce((sum, frame) => sum + frame.annotations.length, frames.length + tracks.length)
    return occurrences <= MANY ? atOnce(gather()) : inTurns(gather(), loaders.owner)
  })
}

/** Occurrences of features that take a few hundred microseconds to gather. */
const MANY = 1_000

/** Makes sure that the store holds a group's frames. @throws the error of fetching them. */
export function loadRemoteFrames(loaders: Loaders, { labelId, idName, remote }: GroupNode): PromiseOrValue<void> {
  if (remote) return whenReady(loaders.remoteDirectory.load({ labelId, groupName: idName }), () => {})
}

/** Makes sure that the store holds the frames of all groups of a label. @throws the error of fetching them. */
export function loadAllRemoteFrames(loaders: Loaders, labelId: string): PromiseOrValue<void> {
  return whenReady(loaders.content.load(labelId), ({ groups }) =>
    whenReady(allReady(groups.map(group => loadRemoteFrames(loaders, group))), () => {}),
  )
}
