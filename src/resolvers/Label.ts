import type { LabelResolvers } from '../generated/resolvers.ts'
import {
  compareLabels,
  foundOrGone,
  loadAllRemoteFrames,
  loadAnnotation,
  loadObjects,
  showText,
} from '../loaders/index.ts'
import { formatId, whenReady } from '../model/index.ts'
import { connect, partOf } from './connection.ts'
import { groupNamed } from './group-named.ts'
import { projectOf, required } from './related.ts'

export const Label: LabelResolvers = {
  dataRow: ({ dataRowId }, _args, { loaders }) => required(loaders.dataRow.load(dataRowId)),
  project: ({ projectId }, _args, { loaders }) => projectOf(loaders, projectId),
  dataRowProject: ({ dataRowId, projectId }, _args, { loaders }) =>
    projectId === null ? null : loaders.dataRowProject.load(formatId('dataRowProject', dataRowId, projectId)),
  reviews: ({ reviews }, args) => partOf(args, reviews),
  objects: ({ id }, _args, { loaders }) => loadObjects(loaders, { labelId: id, groupName: null }),
  classifications: ({ id }, _args, { loaders }) =>
    whenReady(loaders.content.load(id), content => content.classifications),
  relationships: ({ id }, _args, { loaders }) => whenReady(loaders.content.load(id), content => content.relationships),
  groups: ({ id }, { keys }, { loaders }) =>
    whenReady(loaders.content.load(id), ({ groups }) =>
      keys ? groups.filter(group => keys.includes(group.key)) : groups,
    ),
  group: ({ id }, { name }, { loaders }) =>
    whenReady(loaders.content.load(id), ({ groups }) => groupNamed(groups, name, idName => showText(loaders, idName))),
  async compare(label, { with: otherId }, { loaders }) {
    const other = await foundOrGone(loaders, otherId, loaders.label.load(otherId))
    return other?.dataRowId === label.dataRowId ? compareLabels(loaders, label, other) : null
  },
  annotations: ({ id }, args, { loaders }) =>
    whenReady(loadAllRemoteFrames(loaders, id), () =>
      connect(args, loaders.rowsOf('annotation', 'label', id, args), ref => loadAnnotation(loaders, ref)),
    ),
  async raw({ id }, _args, { loaders }) {
    const [raw, content] = await Promise.all([loaders.raw.label.load(id), loaders.content.load(id)])
    return raw && { ...raw, ...content.raw }
  },
}
