import type { ExportResolvers } from '../generated/resolvers.ts'
import { connectRows } from './connection.ts'

export const Export: ExportResolvers = {
  rejects: ({ id }, page, { loaders }) => connectRows(page, loaders.rowsOf('reject', 'export', id)),
}
