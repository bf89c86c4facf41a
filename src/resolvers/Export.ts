import type { ExportResolvers } from '../generated/resolvers.ts'
import { connectRows } from './connection.ts'

export const Export: ExportResolvers = {
  rejects: ({ id }, args, { loaders }) => connectRows(args, loaders.rowsOf('reject', 'export', id)),
}
