import { type DataRow, encodePart } from '../../model/index.ts'
import { inScope, outOfScope, type ReadContext, visible } from '../query-context.ts'
import { type Sql, sql } from '../sql.ts'
import { entity, VERSIONED } from './entity.ts'

export const dataRow = entity({
  table: 'data_row',
  alias: 'd',
  versioned: true,
  columns: {
    ...VERSIONED,
    id: { ...VERSIONED.id, filter: true, sort: true },
    globalKey: { type: 'text', filter: true, sort: true },
    externalId: { type: 'text', filter: true },
    datasetId: { type: 'id', filter: true, group: 'DATASET' },
    datasetName: { type: 'text', filter: true, group: 'DATASET' },
    mimeType: { type: 'text', filter: true, group: 'MIME_TYPE' },
    createdBy: { type: 'text', person: true, filter: true, group: 'CREATED_BY' },
    createdAt: { type: 'instant', filter: true, sort: true },
    updatedAt: { type: 'instant', filter: true, sort: true },
    lastActivityAt: { type: 'instant', filter: true, sort: true },
  },
  body: {
    rowData: null,
    mediaAttributes: null,
    attachments: null,
    metadata: null,
    embeddings: null,
    experiments: null,
  } satisfies Partial<DataRow>,
  raw: true,
  computed: {
    labelCount: { type: 'integer', filter: true, count: 'label' },
    /** One of the distinct values of a field, where stats join these. Hidden people are replaced in them already. */
    metadataValue: { type: 'text', group: 'METADATA', addresses: 'no', sql: () => sql`mv.value` },
  },
  relations: {
    metadata: { to: 'metadata', on: { dataRowNo: 'no' }, filter: true },
    project: { to: 'dataRowProject', on: { dataRowId: 'id' }, filter: true, scoped: true },
    label: { to: 'label', on: { dataRowId: 'id' }, filter: true, scoped: true },
  },
  /** Seen by callers who may see one of its projects. */
  scope: (row, context) =>
    context.scope.projects === 'all' ? sql`true` : isInProject(row.id, context, id => inScope(context, id)),
  /** Exports mix what they say of all projects of a row, and what one said stays when the row has left its project. */
  withheld: {
    fields: ['experiments'],
    when: (row, context) =>
      context.scope.projects === 'all'
        ? null
        : sql`(${isInProject(row.id, context, id => outOfScope(context, id))} or ${hasLeft(row.id, context.scope.projects, context)})`,
  },
  parents: { project: ['project', 'projectId'] },
  stats: {
    time: 'createdAt',
    // The values that a row is joined with differ, so that it is in each group once.
    counts: {
      dataRowCount: () => sql`count(*)`,
      labelledCount: ({ id }, context) =>
        sql`count(case when exists (select 1 from ${labelsOf(id, context)}) then 1 end)`,
      labelCount: ({ id }, context) => sql`coalesce(sum((select count(*) from ${labelsOf(id, context)})), 0)`,
    },
  },
  indexes: {
    id: ['id'],
    global_key: ['globalKey'],
    updated_at: ['updatedAt'],
    last_activity_at: ['lastActivityAt'],
  },
})

const labelsOf = (id: Sql, context: ReadContext) =>
  sql`label sl where sl.data_row_id = ${id} and ${visible(context, 'sl')} and ${inScope(context, sql`sl.project_id`)}`

/** The row has a queue entry or a label whose project meets the condition. */
function isInProject(id: Sql, context: ReadContext, condition: (projectId: Sql) => Sql): Sql {
  const through = (table: Sql) => sql`exists (select 1 from ${table} s where s.data_row_id = ${id}
    and ${visible(context, 's')} and ${condition(sql`s.project_id`)})`
  return sql`(${through(sql`data_row_project`)} or ${through(sql`label`)})`
}

/** A load removed the row from a project other than these. Of each queue entry that is removed, a tombstone stays. */
function hasLeft(id: Sql, projects: readonly string[], context: ReadContext): Sql {
  // As formatId makes the ids of queue entries.
  const own = sql`'dataRowProject:' || replace(replace(${id}, '%', '%25'), ':', '%3A')`
  const project = sql`substr(t.id, length(${own}) + 2)`
  return sql`exists (select 1 from tombstone t where t.id > ${own} || ':' and t.id < ${own} || ';'
    and not ${context.capabilities.inList(project, projects.map(encodePart))})`
}
