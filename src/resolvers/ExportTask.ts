import type { ExportTaskResolvers } from '../generated/resolvers.ts'
import { showErrors, showInput } from '../loaders/index.ts'

export const ExportTask: ExportTaskResolvers = {
  input: ({ input }, _args, { loaders }) => showInput(loaders, input),
  errors: ({ errors }, _args, { loaders }) => showErrors(loaders, errors),
  export: ({ exportId }, _args, { loaders }) => (exportId === null ? null : loaders.export.load(exportId)),
}
