import type { ProjectResolvers } from '../generated/resolvers.ts'
import { connectRows } from './connection.ts'

export const Project: ProjectResolvers = {
  dataRows: ({ id }, args, { loaders }) => connectRows(args, loaders.rowsOf('dataRow', 'project', id, args)),
  labels: ({ id }, args, { loaders }) => connectRows(args, loaders.rowsOf('label', 'project', id, args)),
}
