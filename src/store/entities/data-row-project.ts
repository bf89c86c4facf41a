import type { DataRowProject } from '../../model/index.ts'
import { inScope, type ReadContext, visible } from '../query-context.ts'
import { sql } from '../sql.ts'
import { entity, type RowOf, VERSIONED } from './entity.ts'

const columns = {
  ...VERSIONED,
  id: { ...VERSIONED.id, hidden: true, sort: true },
  dataRowId: { type: 'id', required: true, key: true },
  projectId: { type: 'id', required: true, key: true, filter: true, group: 'PROJECT' },
  batchId: { type: 'id', addresses: 'yes', filter: true, group: 'BATCH' },
  batchName: { type: 'text', filter: true, group: 'BATCH' },
  workflowStatus: { type: 'text', filter: true, group: 'WORKFLOW_STATUS' },
  taskName: { type: 'text', filter: true, group: 'TASK' },
  priority: { type: 'integer', filter: true, sort: true, group: 'PRIORITY' },
  inTaskSince: { type: 'instant', filter: true, sort: true },
  consensusExpectedLabelCount: { type: 'integer', filter: true },
  selectedLabelId: { type: 'id' },
  /** The time of the newest list of the row's labels in the project. Null where no timed record had one. */
  listTime: { type: 'text', hidden: true, key: true },
} as const

/** A queue entry: a data row in a project. */
export const dataRowProject = entity({
  table: 'data_row_project',
  alias: 'q',
  versioned: true,
  columns,
  body: {
    ontologyId: null,
    hasWorkflowHistory: false,
  } satisfies Partial<DataRowProject>,
  raw: true,
  computed: {
    labelCount: { type: 'integer', filter: true, count: 'label' },
    missingLabelCount: { type: 'integer', filter: true, sql: (row, context) => missingOf(row, context) },
    rejectedCount: {
      type: 'integer',
      filter: true,
      sql: row => sql`(select count(*) from ${reworkOf(row)})`,
    },
    /** From `inTaskSince` until the request began, never below 0. */
    secondsInTask: {
      type: 'real',
      summary: true,
      ofNow: true,
      sql: ({ inTaskSince }, { startedAt }) => sql`case when ${inTaskSince} > ${startedAt} then 0.0
        else (${startedAt} - ${inTaskSince}) / 1000000.0 end`,
    },
    datasetId: { type: 'id', group: 'DATASET', via: ['dataRow', 'datasetId'] },
    datasetName: { type: 'text', group: 'DATASET', via: ['dataRow', 'datasetName'] },
  },
  relations: {
    dataRow: { to: 'dataRow', on: { id: 'dataRowId' }, filter: true },
    label: { to: 'label', on: { dataRowId: 'dataRowId', projectId: 'projectId' }, filter: true },
    workflowEvent: { to: 'workflowEvent', on: { dataRowProjectNo: 'no' }, filter: true },
  },
  scope: (row, context) => inScope(context, row.projectId),
  stats: {
    counts: {
      dataRowCount: row => sql`count(distinct ${row.dataRowId})`,
      unlabelledCount: (row, context) =>
        sql`count(case when not exists (select 1 from ${labelsOf(row)} and ${visible(context, 'sl')}) then 1 end)`,
      labelCount: (row, context) =>
        sql`coalesce(sum((select count(*) from ${labelsOf(row)} and ${visible(context, 'sl')})), 0)`,
      missingLabelCount: (row, context) => sql`coalesce(sum(${missingOf(row, context)}), 0)`,
    },
    instants: { oldestInTaskSince: row => sql`min(${row.inTaskSince})` },
  },
  indexes: { id: ['id'], data_row: ['dataRowId', 'projectId'], project: ['projectId'] },
})

/** How many labels it lacks. Null where no number was exported. */
const missingOf = (row: RowOf<typeof columns>, context: ReadContext) =>
  sql`case when ${row.consensusExpectedLabelCount} is not null then max(0, ${row.consensusExpectedLabelCount} -
    (select count(*) from ${labelsOf(row)} and ${visible(context, 'sl')} and sl.skipped is not 1)) end`

/** Its events that sent the data row back. */
const reworkOf = ({ no }: RowOf<typeof columns>) =>
  sql`workflow_event se where se.data_row_project_no = ${no} and se.action in ('REJECT', 'REWORK')`

const labelsOf = (row: RowOf<typeof columns>) =>
  sql`label sl where sl.data_row_id = ${row.dataRowId} and sl.project_id = ${row.projectId}`
