import type { ExportResolvers } from '../generated/resolvers.ts'
import { connectRows } from './connection.ts'

/* Rejected records may be of any project: callers who may not see every project see none, and the counts say so too. */

export const Export: ExportResolvers = {
  recordCount: ({ recordCount, rejectedCount }, _args, { principal }) =>
    principal.scope.projects === 'all' ? recordCount : recordCount - rejectedCount,
  rejectedCount: ({ rejectedCount }, _args, { principal }) => (principal.scope.projects === 'all' ? rejectedCount : 0),
  rejects: ({ id }, args, { loaders }) => connectRows(args, loaders.rowsOf('reject', 'export', id)),
}
