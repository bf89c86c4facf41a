import type { FrameResolvers } from '../generated/resolvers.ts'
import { loadGroup } from '../loaders/index.ts'
import { formatId } from '../model/index.ts'
import { required } from './related.ts'

export const Frame: FrameResolvers = {
  id: ({ labelId, groupName, number }) => formatId('frame', labelId, groupName, number),
  group: ({ labelId, groupName }, _args, { loaders }) => required(loadGroup(loaders, labelId, groupName)),
}
