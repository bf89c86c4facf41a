import type { QueryResolvers } from '../generated/resolvers.ts'
import {
  type AnyNode,
  agreementStats,
  foundOrGone,
  type GraphContext,
  loadAnnotation,
  loadNode,
  type Principal,
} from '../loaders/index.ts'
import { connect, connectRows } from './connection.ts'
import { dataStateOf } from './data-state.ts'
import { requireAccess, requireOperator } from './requirements.ts'
import { selectedFields } from './selected-fields.ts'

export const Query: QueryResolvers = {
  node: (_query, { id }, context) => nodeOf(id, context),
  // A list of promises, so that one failure does not affect the others. Codegen does not know that they can be null.
  nodes: (_query, { ids }, context) => ids.map(id => nodeOf(id, context) as Promise<AnyNode>),

  dataRow: (_query, { id }, { loaders }) => foundOrGone(loaders, id, loaders.dataRow.load(id)),
  dataRowByGlobalKey: (_query, { globalKey }, { loaders }) => loaders.dataRowByGlobalKey.load(globalKey),
  label: (_query, { id }, { loaders }) => foundOrGone(loaders, id, loaders.label.load(id)),
  project: (_query, { id }, { loaders }) => loaders.project.load(id),

  dataRows: (_query, args, { loaders }) => connectRows(args, loaders.rows('dataRow', args)),
  dataRowProjects: (_query, args, { loaders }) => connectRows(args, loaders.rows('dataRowProject', args)),
  labels: (_query, args, { loaders }) => connectRows(args, loaders.rows('label', args)),
  annotations: (_query, args, { loaders }) =>
    connect(args, loaders.rows('annotation', args), ref => loadAnnotation(loaders, ref)),
  features: (_query, args, { loaders }) => connectRows(args, loaders.rows('feature', args)),
  workflowEvents: (_query, args, { loaders }) => connectRows(args, loaders.rows('workflowEvent', args)),
  projects: (_query, args, { loaders }) => connectRows(args, loaders.rows('project', args)),
  removals: (_query, { since, ...args }, { loaders }) =>
    connectRows(args, loaders.rows('removal', { filter: since == null ? null : { removedAt: { gte: since } } })),
  data: (_query, _args, context) => dataStateOf(context),
  exports: (_query, args, { loaders }) => connectRows(args, loaders.rows('export', args)),
  viewer: (_query, _args, { principal }) => viewerOf(principal),
  exportTask(_query, { id }, { loaders, principal }) {
    requireOperator(principal)
    return loaders.exportTask.load(id)
  },
  pullTask(_query, { id }, { loaders, principal }) {
    requireOperator(principal)
    return loaders.pullTask.load(id)
  },
  exportTasks(_query, args, { loaders, principal }) {
    requireOperator(principal)
    return connectRows(args, loaders.rows('exportTask'))
  },

  dataRowProjectStats: (_query, args, { loaders }, info) =>
    loaders.stats('dataRowProject', { ...args, fields: selectedFields(info) }),
  labelStats: (_query, args, { loaders }, info) => loaders.stats('label', { ...args, fields: selectedFields(info) }),
  annotationStats: (_query, args, { loaders }, info) =>
    loaders.stats('annotation', { ...args, fields: selectedFields(info) }),
  classificationStats: (_query, args, { loaders }, info) =>
    loaders.stats('classification', { ...args, fields: selectedFields(info) }),
  dataRowStats: (_query, args, { loaders }, info) =>
    loaders.stats('dataRow', { ...args, fields: selectedFields(info) }),
  metadataNames: (_query, _args, { loaders }) => loaders.metadataNames(),
  agreementStats: (_query, args, { loaders }, info) =>
    agreementStats(loaders, { ...args, fields: selectedFields(info) }),
  workflowStats: (_query, args, { loaders }, info) =>
    loaders.stats('workflowEvent', { ...args, fields: selectedFields(info) }),
}

const viewerOf = ({ name, role, scope: { projects }, hides, expiresAt }: Principal) => ({
  name,
  role: role === 'operator' ? ('OPERATOR' as const) : ('VIEWER' as const),
  projectIds: projects === 'all' ? null : projects,
  hides: HIDDEN.filter(([word]) => hides.has(word)).map(([, shown]) => shown),
  // Instants are whole microseconds.
  expiresAt: expiresAt === null ? null : Math.floor(expiresAt) * 1000,
})

const HIDDEN = [
  ['people', 'PEOPLE'],
  ['raw', 'RAW'],
] as const

/** A promise also where it may not be read, so that one failure does not affect other nodes. */
async function nodeOf(id: string, { loaders, principal }: GraphContext) {
  requireAccess(principal, id)
  return foundOrGone(loaders, id, loadNode(loaders, id))
}
