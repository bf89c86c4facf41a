import type { QueryResolvers } from '../generated/resolvers.ts'
import { type AnyNode, foundOrGone, loadAnnotation, loadNode } from '../loaders/index.ts'
import { connect, connectRows } from './connection.ts'
import { checkDepth } from './filter-depth.ts'
import { selectedFields } from './selected-fields.ts'

export const Query: QueryResolvers = {
  node: (_query, { id }, { loaders }) => foundOrGone(loaders, id, loadNode(loaders, id)),
  // A list of promises, so that one failure does not affect the others. Codegen does not know that they can be null.
  nodes: (_query, { ids }, { loaders }) =>
    ids.map(id => foundOrGone(loaders, id, loadNode(loaders, id)) as Promise<AnyNode>),

  dataRow: (_query, { id }, { loaders }) => foundOrGone(loaders, id, loaders.dataRow.load(id)),
  dataRowByGlobalKey: (_query, { globalKey }, { loaders }) => loaders.dataRowByGlobalKey.load(globalKey),
  label: (_query, { id }, { loaders }) => foundOrGone(loaders, id, loaders.label.load(id)),
  project: (_query, { id }, { loaders }) => loaders.project.load(id),

  dataRows: (_query, { filter, orderBy, ...page }, { loaders }) =>
    connectRows(page, loaders.rows('dataRow', { filter: checkDepth(filter), orderBy })),
  dataRowProjects: (_query, { filter, orderBy, ...page }, { loaders }) =>
    connectRows(page, loaders.rows('dataRowProject', { filter: checkDepth(filter), orderBy })),
  labels: (_query, { filter, orderBy, ...page }, { loaders }) =>
    connectRows(page, loaders.rows('label', { filter: checkDepth(filter), orderBy })),
  annotations: (_query, { filter, orderBy, ...page }, { loaders }) =>
    connect(page, loaders.rows('annotation', { filter: checkDepth(filter), orderBy }), ref =>
      loadAnnotation(loaders, ref),
    ),
  workflowEvents: (_query, { filter, orderBy, ...page }, { loaders }) =>
    connectRows(page, loaders.rows('workflowEvent', { filter: checkDepth(filter), orderBy })),
  projects: (_query, page, { loaders }) => connectRows(page, loaders.rows('project')),
  exports: (_query, page, { loaders }) => connectRows(page, loaders.rows('export')),
  exportTask: (_query, { id }, { loaders }) => loaders.exportTask.load(id),
  exportTasks: (_query, page, { loaders }) => connectRows(page, loaders.rows('exportTask')),

  dataRowProjectStats: (_query, { groupBy, filter }, { reader }, info) =>
    reader.stats('dataRowProject', {
      groupBy,
      filter: checkDepth(filter),
      fields: selectedFields(info),
    }),
  labelStats: (_query, { groupBy, filter, timeZone }, { reader }, info) =>
    reader.stats('label', {
      groupBy,
      filter: checkDepth(filter),
      timeZone,
      fields: selectedFields(info),
    }),
  annotationStats: (_query, { groupBy, filter, timeZone }, { reader }, info) =>
    reader.stats('annotation', {
      groupBy,
      filter: checkDepth(filter),
      timeZone,
      fields: selectedFields(info),
    }),
  workflowStats: (_query, { groupBy, filter, timeZone }, { reader }, info) =>
    reader.stats('workflowEvent', {
      groupBy,
      filter: checkDepth(filter),
      timeZone,
      fields: selectedFields(info),
    }),
}
