import type { AnsweredPlace, DrawnPlace } from '../agreement/index.ts'
import { allReady, type PromiseOrValue, whenReady } from '../model/index.ts'
import { loadObjects } from './annotation.ts'
import type { Loaders } from './create-loaders.ts'
import { loadAllFrames } from './frames.ts'
import type { FrameNode, GroupNode } from './node-types.ts'

/** All that a label shows: its annotations and answers, by where they are. */
export interface LabelPlaces {
  readonly drawn: readonly DrawnPlace[]
  readonly answered: readonly AnsweredPlace[]
}

/** Loads a label whole. Frames that are known by URL only are fetched. */
export function loadPlaces(loaders: Loaders, labelId: string): PromiseOrValue<LabelPlaces> {
  return whenReady(loaders.content.load(labelId), ({ groups, classifications }) =>
    whenReady(loadObjects(loaders, { labelId, groupName: null }), objects => {
      const own = { groupName: null, group: null, frameNumber: null }
      const label: LabelPlaces = {
        drawn: [{ ...own, groupSpelling: null, annotations: objects }],
        answered: [{ ...own, classifications }],
      }
      return whenReady(allReady(groups.map(group => groupPlaces(loaders, group))), ofGroups => ({
        drawn: [label, ...ofGroups].flatMap(({ drawn }) => drawn),
        answered: [label, ...ofGroups].flatMap(({ answered }) => answered),
      }))
    }),
  )
}

function groupPlaces(loaders: Loaders, group: GroupNode): PromiseOrValue<LabelPlaces> {
  const { labelId, idName: groupName, key, name: groupSpelling, classifications } = group
  const place = { groupName, group: key }
  return whenReady(loadAllFrames(loaders, group), frames =>
    whenReady(loadObjects(loaders, { labelId, groupName }), objects => ({
      drawn: [
        { ...place, groupSpelling, frameNumber: null, annotations: objects },
        ...frames.map(({ number, annotations }: FrameNode) => ({
          ...{ ...place, groupSpelling, frameNumber: number, annotations },
        })),
      ],
      answered: [
        { ...place, frameNumber: null, classifications },
        ...frames.map(frame => ({
          ...{ ...place, frameNumber: frame.number, classifications: frame.classifications },
        })),
      ],
    })),
  )
}
