import { sql } from 'kysely'
import type { AnnotationFilter, DataRowProjectFilter, LabelFilter, WorkflowEventFilter } from '../../model/index.ts'
import { annotationList } from './annotation.ts'
import { type ReadContext, type Sql, visible } from './context.ts'
import { dataRowProjectList } from './data-row-project.ts'
import { annotationFilter, dataRowProjectFilter, groupKey, labelFilter, workflowEventFilter } from './filters.ts'
import { labelList } from './label.ts'
import { areaOf } from './mask.ts'
import type { StatsDefinition } from './stats.ts'
import { workflowEventList } from './workflow-event.ts'

type Filter<F> = F | null | undefined

const filtered = <F>(filter: Filter<F>, compile: (filter: F) => Sql) => (filter ? [compile(filter)] : [])

/** A column of the data row with this id. */
function ofDataRow(context: ReadContext, id: Sql, column: string): Sql {
  return sql`(select ${sql.ref(`sd.${column}`)} from data_row sd where sd.id = ${id} and ${visible(context, 'sd')})`
}

const dataset = (context: ReadContext, dataRowId: Sql) => ({
  datasetId: ofDataRow(context, dataRowId, 'dataset_id'),
  datasetName: ofDataRow(context, dataRowId, 'dataset_name'),
})

const LABEL_TIME = { expression: sql`l.created_at`, table: sql`label`, column: sql`created_at` }

export function dataRowProjectStats(context: ReadContext, filter: Filter<DataRowProjectFilter>): StatsDefinition {
  const labels = sql`from label sl where sl.data_row_id = q.data_row_id and sl.project_id = q.project_id
    and ${visible(context, 'sl')}`
  return {
    from: dataRowProjectList.from,
    where: [dataRowProjectList.where(context), ...filtered(filter, f => dataRowProjectFilter(context, 'q', f))],
    dimensions: {
      PROJECT: { projectId: sql`q.project_id` },
      DATASET: dataset(context, sql`q.data_row_id`),
      BATCH: { batchId: sql`q.batch_id`, batchName: sql`q.batch_name` },
      WORKFLOW_STATUS: { workflowStatus: sql`q.workflow_status` },
      TASK: { taskName: sql`q.task_name` },
      PRIORITY: { priority: sql`q.priority` },
    },
    counts: {
      dataRowCount: sql`count(distinct q.data_row_id)`,
      unlabelledCount: sql`count(case when not exists (select 1 ${labels}) then 1 end)`,
      labelCount: sql`coalesce(sum((select count(*) ${labels})), 0)`,
    },
    instants: { oldestInTaskSince: sql`min(q.in_task_since)` },
    summaries: {},
  }
}

export function labelStats(context: ReadContext, filter: Filter<LabelFilter>): StatsDefinition {
  const queue = sql`from data_row_project sq where sq.data_row_id = l.data_row_id and sq.project_id = l.project_id
    and ${visible(context, 'sq')}`
  const ofContent = (column: string) =>
    sql`coalesce(sum((select ${sql.ref(column)} from content where content.no = l.content_no)), 0)`
  return {
    from: labelList.from,
    where: [labelList.where(context), ...filtered(filter, f => labelFilter(context, 'l', f))],
    dimensions: {
      PROJECT: { projectId: sql`l.project_id` },
      DATASET: dataset(context, sql`l.data_row_id`),
      CREATED_BY: { createdBy: sql`l.created_by` },
      LABEL_KIND: { labelKind: sql`l.label_kind` },
      WORKFLOW_STATUS: { workflowStatus: sql`(select sq.workflow_status ${queue})` },
    },
    counts: {
      labelCount: sql`count(*)`,
      dataRowCount: sql`count(distinct l.data_row_id)`,
      skippedCount: sql`count(case when l.skipped = 1 then 1 end)`,
      reworkedCount: sql`count(case when exists (select 1 from workflow_event se where se.data_row_project_no =
        (select sq.no ${queue}) and se.action in ('REJECT', 'REWORK')) then 1 end)`,
      annotationCount: ofContent('annotation_count'),
      remoteGroupCount: ofContent('remote_group_count'),
    },
    summaries: {
      secondsToCreate: sql`l.seconds_to_create`,
      secondsToReview: sql`l.seconds_to_review`,
      consensusScore: sql`l.consensus_score`,
      benchmarkScore: sql`l.benchmark_score`,
    },
    time: LABEL_TIME,
  }
}

export function annotationStats(context: ReadContext, filter: Filter<AnnotationFilter>): StatsDefinition {
  // Each part is preceded by its length, or by nothing where there is none, so that no two places look alike.
  const group = sql`coalesce(length(a.group_name) || ':' || a.group_name, '') || '/'`
  return {
    from: annotationList.from,
    where: [
      annotationList.where(context),
      ...filtered(filter, f => annotationFilter(context, { annotation: 'a', label: 'l' }, f)),
    ],
    dimensions: {
      PROJECT: { projectId: sql`l.project_id` },
      DATASET: dataset(context, sql`l.data_row_id`),
      CREATED_BY: { createdBy: sql`l.created_by` },
      NAME: { name: sql`a.name` },
      ANNOTATION_KIND: { annotationKind: sql`a.annotation_kind` },
      GROUP: { group: groupKey(sql`a.group_name`) },
    },
    counts: {
      annotationCount: sql`count(*)`,
      featureCount: sql`count(distinct l.no || '/' || ${group} || a.feature_id)`,
      frameCount: sql`count(distinct l.no || '/' || ${group} || a.frame_number)`,
      labelCount: sql`count(distinct l.no)`,
    },
    summaries: { area: areaOf({ annotation: 'a', label: 'l' }), length: sql`a.length` },
    time: LABEL_TIME,
  }
}

export function workflowStats(context: ReadContext, filter: Filter<WorkflowEventFilter>): StatsDefinition {
  return {
    from: workflowEventList.from,
    where: [workflowEventList.where(context), ...filtered(filter, f => workflowEventFilter(context, f))],
    dimensions: {
      PROJECT: { projectId: sql`q.project_id` },
      CREATED_BY: { createdBy: sql`e.created_by`, actorId: sql`e.actor_id` },
      ACTION: { action: sql`e.action` },
      PREVIOUS_TASK: { previousTaskName: sql`e.previous_task_name` },
      NEXT_TASK: { nextTaskName: sql`e.next_task_name` },
    },
    counts: { eventCount: sql`count(*)`, dataRowCount: sql`count(distinct q.data_row_id)` },
    summaries: { secondsInPreviousTask: sql`e.seconds_in_previous_task` },
    time: { expression: sql`e.created_at`, table: sql`workflow_event`, column: sql`created_at` },
  }
}
