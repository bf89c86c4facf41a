import type { MutationResolvers } from '../generated/resolvers.ts'
import { exportInputOf } from './start-export-input.ts'

export const Mutation: MutationResolvers = {
  startExport: async (_mutation, { input }, { runs }) => ({ task: await runs.start(exportInputOf(input)) }),
}
