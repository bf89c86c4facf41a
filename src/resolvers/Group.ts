import type { GroupResolvers } from '../generated/resolvers.ts'
import {
  frameRows,
  loadFeatures,
  loadFeaturesAt,
  loadFrame,
  loadObjects,
  loadRemoteFrames,
  showUrl,
} from '../loaders/index.ts'
import { formatId, whenReady } from '../model/index.ts'
import { connectRows } from './connection.ts'
import { required } from './related.ts'

export const Group: GroupResolvers = {
  id: ({ labelId, idName }) => formatId('group', labelId, idName),
  label: ({ labelId }, _args, { loaders }) => required(loaders.label.load(labelId)),
  framesUrl: ({ framesUrl }, _args, { loaders }) => showUrl(loaders, framesUrl),
  objects: ({ labelId, idName }, _args, { loaders }) => loadObjects(loaders, { labelId, groupName: idName }),
  features: (group, _args, { loaders }) => loadFeatures(loaders, group),
  featuresAt: (group, { frame }, { loaders }) => loadFeaturesAt(loaders, group, frame),
  frame: (group, { number }, { loaders }) => loadFrame(loaders, group, number),
  frames: (group, args, { loaders }) =>
    whenReady(loadRemoteFrames(loaders, group), () => connectRows(args, frameRows(loaders, group, args.range))),
}
