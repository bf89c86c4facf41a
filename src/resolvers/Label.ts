import type { LabelResolvers } from '../generated/resolvers.ts'
import { loadAllRemoteFrames, loadAnnotation, loadObjects } from '../loaders/index.ts'
import { formatId } from '../model/index.ts'
import { connect } from './connection.ts'
import { groupNamed } from './group-named.ts'
import { projectOf, required } from './related.ts'

export const Label: LabelResolvers = {
  dataRow: ({ dataRowId }, _args, { loaders }) => required(loaders.dataRow.load(dataRowId)),
  project: ({ projectId }, _args, { loaders }) => projectOf(loaders, projectId),
  dataRowProject: ({ dataRowId, projectId }, _args, { loaders }) =>
    projectId === null ? null : loaders.dataRowProject.load(formatId('dataRowProject', dataRowId, projectId)),
  objects: ({ id }, _args, { loaders }) => loadObjects(loaders, { labelId: id, groupName: null }),
  classifications: async ({ id }, _args, { loaders }) => (await loaders.content.load(id)).classifications,
  relationships: async ({ id }, _args, { loaders }) => (await loaders.content.load(id)).relationships,
  groups: async ({ id }, { keys }, { loaders }) => {
    const { groups } = await loaders.content.load(id)
    return keys ? groups.filter(group => keys.includes(group.key)) : groups
  },
  group: async ({ id }, { name }, { loaders }) => groupNamed((await loaders.content.load(id)).groups, name),
  annotations: async ({ id }, args, { loaders }) => {
    await loadAllRemoteFrames(loaders, id)
    return connect(args, loaders.rowsOf('annotation', 'label', id, args), ref => loadAnnotation(loaders, ref))
  },
  raw: async ({ id, raw }, _args, { loaders }) => ({ ...raw, ...(await loaders.content.load(id)).raw }),
}
