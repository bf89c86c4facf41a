import type { createContentLoader } from './content.ts'
import { gatherFeatures } from './features.ts'
import { type ChunkLoaders, loadAllFrames } from './frames.ts'
import type { FeatureNode, GroupNode } from './node-types.ts'

/** A group of a label by its id name; null when there is none. */
export async function loadGroup(
  { content }: { readonly content: ReturnType<typeof createContentLoader> },
  labelId: string,
  idName: string,
): Promise<GroupNode | null> {
  const { groups } = await content.load(labelId)
  return groups.find(group => group.idName === idName) ?? null
}

/** What is followed through a group's frames: reads all of them. */
export async function loadFeatures(loaders: ChunkLoaders, group: GroupNode): Promise<readonly FeatureNode[]> {
  const { format, tracks, labelId, idName: groupName } = group
  const features = gatherFeatures(format, tracks, await loadAllFrames(loaders, group))
  return features.map(feature => ({ ...feature, labelId, groupName }))
}
