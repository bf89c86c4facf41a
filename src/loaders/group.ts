import { allReady, type PromiseOrValue, whenReady } from '../model/index.ts'
import type { Loaders } from './create-loaders.ts'
import type { GroupNode } from './node-types.ts'

/** Loads a group of a label by its name in ids; null if the label has no such group. */
export function loadGroup(loaders: Loaders, labelId: string, idName: string): PromiseOrValue<GroupNode | null> {
  return whenReady(loaders.content.load(labelId), ({ groups }) => groups.find(group => group.idName === idName) ?? null)
}

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
