import type { ProjectResolvers } from '../generated/resolvers.ts'
import { connectRows } from './connection.ts'
import { checkDepth } from './filter-depth.ts'

export const Project: ProjectResolvers = {
  dataRows: ({ id }, { filter, orderBy, ...page }, { loaders }) =>
    connectRows(page, loaders.rowsOf('dataRow', 'project', id, { filter: checkDepth(filter), orderBy })),
  labels: ({ id }, { filter, orderBy, ...page }, { loaders }) =>
    connectRows(page, loaders.rowsOf('label', 'project', id, { filter: checkDepth(filter), orderBy })),
}
