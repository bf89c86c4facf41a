import type { GroupResolvers } from '../generated/resolvers.ts'
import { frameRows, loadFeatures, loadFrame, loadObjects } from '../loaders/index.ts'
import { formatId } from '../model/index.ts'
import { connectRows } from './connection.ts'
import { existing } from './related.ts'

export const Group: GroupResolvers = {
  id: ({ labelId, idName }) => formatId('group', labelId, idName),
  label: ({ labelId }, _args, { loaders }) => existing(loaders.label.load(labelId)),
  objects: ({ labelId, idName }, _args, { loaders }) => loadObjects(loaders, { labelId, groupName: idName }),
  features: (group, _args, { loaders }) => (group.remote ? null : loadFeatures(loaders, group)),
  frame: (group, { number }, { loaders }) => (group.remote ? null : loadFrame(loaders, group, number)),
  frames: (group, { range, ...page }, { loaders }) =>
    group.remote ? null : connectRows(page, frameRows(loaders, group, range)),
}
