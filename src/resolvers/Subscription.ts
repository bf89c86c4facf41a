import { SlicegraphError } from '../errors.ts'
import type { SubscriptionResolvers } from '../generated/resolvers.ts'
import type { GraphContext } from '../loaders/index.ts'
import type { ExportTask, PullTask } from '../model/index.ts'
import { dataStateOf } from './data-state.ts'
import { requireOperator } from './requirements.ts'

export const Subscription: SubscriptionResolvers = {
  exportTask: {
    subscribe: async (_subscription, { id }, { loaders, runs, signal, principal }) => {
      requireOperator(principal)
      if (await loaders.exportTask.load(id)) return runs.follow(id, signal)
      throw new SlicegraphError('NOT_FOUND', 'No export task has this id.')
    },
    resolve: (task: ExportTask) => task,
  },
  pullTask: {
    subscribe: async (_subscription, { id }, { loaders, pulls, signal, principal }) => {
      requireOperator(principal)
      if (await loaders.pullTask.load(id)) return pulls.follow(id, signal)
      throw new SlicegraphError('NOT_FOUND', 'No pull task has this id.')
    },
    resolve: (task: PullTask) => task,
  },
  data: {
    subscribe: (_subscription, _args, { followLoads, signal }) => followLoads(signal),
    // The answer is of the newest data, which may have been loaded since.
    resolve: (_version: string, _args: unknown, context: GraphContext) => dataStateOf(context),
  },
}
