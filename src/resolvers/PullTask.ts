import type { PullTaskResolvers } from '../generated/resolvers.ts'
import { showErrors } from '../loaders/index.ts'

export const PullTask: PullTaskResolvers = {
  errors: ({ errors }, _args, { loaders }) => showErrors(loaders, errors),
}
