import type { Label } from '../../model/index.ts'
import { inScope, visible } from '../query-context.ts'
import { sql } from '../sql.ts'
import { encoded, entity, VERSIONED } from './entity.ts'

export const label = entity({
  table: 'label',
  alias: 'l',
  versioned: true,
  columns: {
    ...VERSIONED,
    id: { ...VERSIONED.id, filter: true, sort: true },
    dataRowId: { type: 'id', required: true, key: true, filter: true },
    projectId: { type: 'id', key: true, filter: true, group: 'PROJECT' },
    contentNo: { type: 'integer', required: true, hidden: true, key: true },
    /** The version that fetched things belong to: the number of the load that first brought it. */
    contentVersion: { type: 'integer', required: true, hidden: true, key: true },
    /** The export's times of that version, to recognise it when it comes again. */
    versionStamp: { type: 'text', required: true, hidden: true, key: true },
    labelKind: { type: 'text', filter: true, group: 'LABEL_KIND' },
    createdBy: { type: 'text', person: true, filter: true, group: 'CREATED_BY' },
    createdAt: { type: 'instant', filter: true, sort: true },
    updatedAt: { type: 'instant', filter: true, sort: true },
    contentUpdatedAt: { type: 'instant' },
    skipped: { type: 'boolean', filter: true },
    hasOpenIssues: { type: 'boolean', filter: true },
    secondsToCreate: { type: 'real', filter: true, sort: true, summary: true },
    secondsToReview: { type: 'real', filter: true, sort: true, summary: true },
    consensusScore: { type: 'real', filter: true, sort: true, summary: true },
    benchmarkScore: { type: 'real', filter: true, sort: true, summary: true },
    isBenchmark: { type: 'boolean', filter: true },
    /** The time of the newest v1 record of the label: an older list does not remove it. */
    presentAt: { type: 'text', hidden: true, key: true },
  },
  body: {
    version: null,
    reviews: null,
    secondsToLabel: null,
    secondsToRework: null,
    secondsTotal: null,
    benchmarkLabelId: null,
    viewUrl: null,
  } satisfies Partial<Label>,
  raw: true,
  computed: {
    /** The label's part of the ids of what belongs to it, with the colon behind it, in whose order those are. */
    idPart: { type: 'id', required: true, sql: row => sql`${encoded(row.id)} || ':'` },
    annotationCount: { type: 'integer', filter: true, sort: true, via: ['content', 'annotationCount'] },
    /** Null where its queue entry has no selected label. */
    isSelected: {
      type: 'boolean',
      filter: true,
      sql: (row, context) => sql`(select sq.selected_label_id = ${row.id} from data_row_project sq
        where sq.data_row_id = ${row.dataRowId} and sq.project_id = ${row.projectId} and ${visible(context, 'sq')})`,
    },
    remoteGroupCount: { type: 'integer', via: ['content', 'remoteGroupCount'] },
    remote: {
      type: 'boolean',
      filter: 'exact',
      sql: row => sql`(select remote_group_count > 0 from content where content.no = ${row.contentNo})`,
    },
    datasetId: { type: 'id', group: 'DATASET', via: ['dataRow', 'datasetId'] },
    datasetName: { type: 'text', group: 'DATASET', via: ['dataRow', 'datasetName'] },
    workflowStatus: { type: 'text', group: 'WORKFLOW_STATUS', via: ['dataRowProject', 'workflowStatus'] },
    batchId: { type: 'id', group: 'BATCH', via: ['dataRowProject', 'batchId'] },
    batchName: { type: 'text', group: 'BATCH', via: ['dataRowProject', 'batchName'] },
    taskName: { type: 'text', group: 'TASK', via: ['dataRowProject', 'taskName'] },
    priority: { type: 'integer', group: 'PRIORITY', via: ['dataRowProject', 'priority'] },
  },
  relations: {
    dataRow: { to: 'dataRow', on: { id: 'dataRowId' }, filter: true },
    dataRowProject: {
      to: 'dataRowProject',
      on: { dataRowId: 'dataRowId', projectId: 'projectId' },
      filter: true,
    },
    review: { to: 'review', on: { labelNo: 'no' }, filter: true },
    annotation: { to: 'annotation', on: { contentNo: 'contentNo' }, filter: true },
    /** Of the label, its groups and frames, and their objects and relationships. */
    classification: { to: 'classification', on: { contentNo: 'contentNo' }, filter: true },
    content: { to: 'content', on: { no: 'contentNo' } },
  },
  scope: (row, context) => inScope(context, row.projectId),
  parents: { project: 'projectId' },
  stats: {
    time: 'createdAt',
    counts: {
      labelCount: () => sql`count(*)`,
      dataRowCount: row => sql`count(distinct ${row.dataRowId})`,
      skippedCount: row => sql`count(case when ${row.skipped} = 1 then 1 end)`,
      reworkedCount: (row, context) => sql`count(case when exists (select 1 from workflow_event se
        where se.data_row_project_no = (select sq.no from data_row_project sq where sq.data_row_id = ${row.dataRowId}
          and sq.project_id = ${row.projectId} and ${visible(context, 'sq')})
        and se.action in ('REJECT', 'REWORK')) then 1 end)`,
      annotationCount: row => sql`coalesce(sum((select annotation_count from content
        where content.no = ${row.contentNo})), 0)`,
      remoteGroupCount: row => sql`coalesce(sum((select remote_group_count from content
        where content.no = ${row.contentNo})), 0)`,
    },
  },
  indexes: {
    id: ['id'],
    data_row: ['dataRowId', 'projectId'],
    project: ['projectId'],
    // With all that the usual stats of a person need: rows looked up one by one take ten times as long.
    created_by: ['createdBy', 'createdAt', 'born', 'gone', 'secondsToCreate'],
    created_at: ['createdAt'],
    content: ['contentNo'],
    id_part: ['idPart'],
  },
})
