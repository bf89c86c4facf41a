import type { MutationResolvers } from '../generated/resolvers.ts'
import { requireExportScope, requirePullScope } from './requirements.ts'
import { exportInputOf } from './start-export-input.ts'

export const Mutation: MutationResolvers = {
  async startExport(_mutation, { input }, { runs, principal }) {
    const checked = exportInputOf(input)
    requireExportScope(principal, checked.scope)
    return { task: await runs.start(checked) }
  },
  async startPull(_mutation, { input: { projectId = null, ...wanted } }, { pulls, principal }) {
    requirePullScope(principal, projectId)
    return { task: await pulls.start({ projectId, ...wanted }) }
  },
}
