import type { ExportTaskResolvers } from '../generated/resolvers.ts'

export const ExportTask: ExportTaskResolvers = {
  export: ({ exportId }, _args, { loaders }) => (exportId === null ? null : loaders.export.load(exportId)),
}
