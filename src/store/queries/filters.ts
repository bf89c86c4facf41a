import { sql } from 'kysely'
import type {
  AnnotationFilter,
  DataRowFilter,
  DataRowProjectFilter,
  LabelFilter,
  WorkflowEventFilter,
} from '../../model/index.ts'
import { inScope, type ReadContext, type Sql, visible } from './context.ts'
import { type AnnotationAliases, areaOf } from './mask.ts'
import { classificationExists, compare, metadataExists, nested } from './operators.ts'

/*
 * The filters of all lists: they stand together since each reaches into the others, as often as a person likes.
 * A related row goes by the alias of the row it is asked from with an x behind it, so that no two are confused.
 */

export function dataRowFilter(context: ReadContext, alias: string, filter: DataRowFilter): Sql {
  const column = (name: string) => sql.ref(`${alias}.${name}`)
  const on = (name: string) => (operators: object) => compare(context.capabilities, column(name), operators)
  const inner = `${alias}x`
  return nested(filter, {
    id: on('id'),
    globalKey: on('global_key'),
    externalId: on('external_id'),
    datasetId: on('dataset_id'),
    datasetName: on('dataset_name'),
    mimeType: on('mime_type'),
    createdBy: on('created_by'),
    createdAt: on('created_at'),
    updatedAt: on('updated_at'),
    lastActivityAt: on('last_activity_at'),
    metadata: metadata => metadataExists(context, column('no'), metadata),
    labelCount: operators =>
      compare(
        context.capabilities,
        sql`(select count(*) from label ${sql.ref(inner)} where ${sql.ref(`${inner}.data_row_id`)} = ${column('id')}
          and ${visible(context, inner)} and ${inScope(context, sql.ref(`${inner}.project_id`))})`,
        operators,
      ),
    project: project => sql`exists (select 1 from data_row_project ${sql.ref(inner)}
      where ${sql.ref(`${inner}.data_row_id`)} = ${column('id')} and ${visible(context, inner)}
      and ${inScope(context, sql.ref(`${inner}.project_id`))} and ${dataRowProjectFilter(context, inner, project)})`,
    label: label => sql`exists (select 1 from label ${sql.ref(inner)}
      where ${sql.ref(`${inner}.data_row_id`)} = ${column('id')} and ${visible(context, inner)}
      and ${inScope(context, sql.ref(`${inner}.project_id`))} and ${labelFilter(context, inner, label)})`,
  })
}

export function dataRowProjectFilter(context: ReadContext, alias: string, filter: DataRowProjectFilter): Sql {
  const column = (name: string) => sql.ref(`${alias}.${name}`)
  const on = (name: string) => (operators: object) => compare(context.capabilities, column(name), operators)
  const inner = `${alias}x`
  const ownLabels = sql`from label ${sql.ref(inner)} where ${sql.ref(`${inner}.data_row_id`)} = ${column('data_row_id')}
    and ${sql.ref(`${inner}.project_id`)} = ${column('project_id')} and ${visible(context, inner)}`
  return nested(filter, {
    projectId: on('project_id'),
    batchId: on('batch_id'),
    batchName: on('batch_name'),
    workflowStatus: on('workflow_status'),
    taskName: on('task_name'),
    priority: on('priority'),
    inTaskSince: on('in_task_since'),
    labelCount: operators => compare(context.capabilities, sql`(select count(*) ${ownLabels})`, operators),
    label: label => sql`exists (select 1 ${ownLabels} and ${labelFilter(context, inner, label)})`,
    dataRow: dataRow => sql`exists (select 1 from data_row ${sql.ref(inner)}
      where ${sql.ref(`${inner}.id`)} = ${column('data_row_id')} and ${visible(context, inner)}
      and ${dataRowFilter(context, inner, dataRow)})`,
  })
}

export function labelFilter(context: ReadContext, alias: string, filter: LabelFilter): Sql {
  const column = (name: string) => sql.ref(`${alias}.${name}`)
  const on = (name: string) => (operators: object) => compare(context.capabilities, column(name), operators)
  const inner = `${alias}x`
  const ofContent = (name: string) =>
    sql`(select ${sql.ref(name)} from content where content.no = ${column('content_no')})`
  return nested(filter, {
    id: on('id'),
    dataRowId: on('data_row_id'),
    projectId: on('project_id'),
    labelKind: on('label_kind'),
    createdBy: on('created_by'),
    createdAt: on('created_at'),
    updatedAt: on('updated_at'),
    skipped: on('skipped'),
    hasOpenIssues: on('has_open_issues'),
    secondsToCreate: on('seconds_to_create'),
    secondsToReview: on('seconds_to_review'),
    consensusScore: on('consensus_score'),
    benchmarkScore: on('benchmark_score'),
    annotationCount: operators => compare(context.capabilities, ofContent('annotation_count'), operators),
    remote: remote =>
      remote ? sql`${ofContent('remote_group_count')} > 0` : sql`${ofContent('remote_group_count')} = 0`,
    dataRow: dataRow => sql`exists (select 1 from data_row ${sql.ref(inner)}
      where ${sql.ref(`${inner}.id`)} = ${column('data_row_id')} and ${visible(context, inner)}
      and ${dataRowFilter(context, inner, dataRow)})`,
    dataRowProject: queue => sql`exists (select 1 from data_row_project ${sql.ref(inner)}
      where ${sql.ref(`${inner}.data_row_id`)} = ${column('data_row_id')}
      and ${sql.ref(`${inner}.project_id`)} = ${column('project_id')} and ${visible(context, inner)}
      and ${dataRowProjectFilter(context, inner, queue)})`,
    annotation: annotation => sql`exists (select 1 from annotation ${sql.ref(inner)}
      where ${sql.ref(`${inner}.content_no`)} = ${column('content_no')}
      and ${annotationFilter(context, { annotation: inner, label: alias }, annotation)})`,
    classification: classification =>
      classificationExists(context, sql`k.content_no = ${column('content_no')}`, classification),
  })
}

/** Of an annotation and the label it stands in, both by their aliases. */
export function annotationFilter(context: ReadContext, aliases: AnnotationAliases, filter: AnnotationFilter): Sql {
  const column = (name: string) => sql.ref(`${aliases.annotation}.${name}`)
  const ofLabel = (name: string) => sql.ref(`${aliases.label}.${name}`)
  const against = (value: Sql) => (operators: object) => compare(context.capabilities, value, operators)
  return nested(filter, {
    featureId: against(column('feature_id')),
    schemaId: against(column('schema_id')),
    name: against(column('name')),
    annotationKind: against(column('annotation_kind')),
    labelId: against(ofLabel('id')),
    dataRowId: against(ofLabel('data_row_id')),
    projectId: against(ofLabel('project_id')),
    createdBy: against(ofLabel('created_by')),
    group: against(groupKey(column('group_name'))),
    groupName: against(
      context.capabilities.groupField(
        sql`(select c.groups from content c where c.no = ${column('content_no')})`,
        column('group_name'),
        'name',
      ),
    ),
    frameNumber: against(column('frame_number')),
    keyFrame: against(column('key_frame')),
    area: against(areaOf(aliases)),
    length: against(column('length')),
    label: label => labelFilter(context, aliases.label, label),
    classification: classification =>
      classificationExists(
        context,
        sql`k.content_no = ${column('content_no')} and k.annotation_seq = ${column('seq')}`,
        classification,
      ),
  })
}

export function workflowEventFilter(context: ReadContext, filter: WorkflowEventFilter): Sql {
  const against = (value: Sql) => (operators: object) => compare(context.capabilities, value, operators)
  return nested(filter, {
    action: against(sql`e.action`),
    createdAt: against(sql`e.created_at`),
    createdBy: against(sql`e.created_by`),
    actorId: against(sql`e.actor_id`),
    dataRowId: against(sql`q.data_row_id`),
    projectId: against(sql`q.project_id`),
    previousTaskName: against(sql`e.previous_task_name`),
    nextTaskName: against(sql`e.next_task_name`),
    secondsInPreviousTask: against(sql`e.seconds_in_previous_task`),
    dataRow: dataRow => sql`exists (select 1 from data_row ed where ed.id = q.data_row_id
      and ${visible(context, 'ed')} and ${dataRowFilter(context, 'ed', dataRow)})`,
  })
}

/** `SAGITTAL` and the like from the group's name in ids; null for what stands in no group. */
export function groupKey(groupName: Sql): Sql {
  return sql`case when ${groupName} in ('Axial', 'Sagittal', 'Coronal') then upper(${groupName})
    when ${groupName} is not null then 'OTHER' end`
}
