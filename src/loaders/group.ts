import type { Loaders } from './create-loaders.ts'
import { gatherFeatures } from './features.ts'
import { loadAllFrames } from './frames.ts'
import type { FeatureNode, GroupNode } from './node-types.ts'

/** Loads a group of a label by its name in ids; null if the label has no such group. */
export async function loadGroup(loaders: Loaders, labelId: string, idName: string): Promise<GroupNode | null> {
  const { groups } = await loaders.content.load(labelId)
  return groups.find(group => group.idName === idName) ?? null
}

/** Loads the features of a group. Reads all its frames. */
export async function loadFeatures(loaders: Loaders, group: GroupNode): Promise<readonly FeatureNode[]> {
  const { format, tracks, labelId, idName: groupName } = group
  const features = gatherFeatures(format, tracks, await loadAllFrames(loaders, group))
  return features.map(feature => ({ ...feature, labelId, groupName }))
}

/** Makes sure that the store holds a group's frames. @throws the error of fetching them. */
export async function loadRemoteFrames(loaders: Loaders, { labelId, idName, remote }: GroupNode): Promise<void> {
  if (remote) await loaders.remoteDirectory.load({ labelId, groupName: idName })
}

/** Makes sure that the store holds the frames of all groups of a label. @throws the error of fetching them. */
export async function loadAllRemoteFrames(loaders: Loaders, labelId: string): Promise<void> {
  const { groups } = await loaders.content.load(labelId)
  await Promise.all(groups.map(group => loadRemoteFrames(loaders, group)))
}
