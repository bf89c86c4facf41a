import type { Places } from './leaves.ts'

const QUEUE = 'projects[project.id={p}]'
const LABEL = `${QUEUE}.labels[{l}]`
const GROUP = `${LABEL}.groups[name={g}]`
const FRAME = `${GROUP}.frames.nodes[number={f}]`
const OBJECT = `${FRAME}.annotations[featureId={o}]`
const EVENT = `${QUEUE}.workflowEvents[-{e}]`

const label = '$.projects.{p}.labels[{l}]'
const group = `${label}.annotations.groups.{g}`
const object = `${group}.frames.{f}.objects.{o}`
const details = '$.projects.{p}.project_details'
const event = `${details}.workflow_history[{e}]`
const drawn = `${label}.annotations.key_frame_feature_map.{o}`

/** Where each value of a v2 row is answered, from its data row on. */
export const PLACES_V2: Places = {
  '$.data_row.id': 'id',
  '$.data_row.global_key': 'globalKey',
  '$.data_row.row_data': 'rowData',
  '$.data_row.details.dataset_id': 'dataset.id',
  '$.data_row.details.created_at': 'createdAt',
  '$.data_row.details.updated_at': 'updatedAt',
  '$.data_row.details.created_by': 'createdBy',
  '$.media_attributes.mime_type': 'mimeType',
  '$.attachments[{i}].type': 'attachments[{i}].type',
  '$.attachments[{i}].value': 'attachments[{i}].value',
  '$.attachments[{i}].id': 'attachments[{i}].id',
  '$.metadata_fields[{i}].schema_id': 'metadata[{i}].schemaId',
  '$.metadata_fields[{i}].schema_name': 'metadata[{i}].schemaName',
  '$.metadata_fields[{i}].value': 'metadata[{i}].value',

  '$.projects.{p} key': `${QUEUE}.project.id`,
  '$.projects.{p}.project_name': `${QUEUE}.project.name`,
  [`${details}.ontology_id`]: `${QUEUE}.ontologyId`,
  [`${details}.batch_id`]: `${QUEUE}.batchId`,
  [`${details}.priority`]: `${QUEUE}.priority`,
  [`${details}.consensus_expected_label_count`]: `${QUEUE}.consensusExpectedLabelCount`,
  [`${event}.action`]: `${EVENT}.rawAction`,
  [`${event}.created_at`]: `${EVENT}.createdAt`,
  [`${event}.created_by`]: `${EVENT}.createdBy`,
  [`${event}.previous_task_id`]: `${EVENT}.previousTaskId`,
  [`${event}.previous_task_name`]: `${EVENT}.previousTaskName`,
  [`${event}.next_task_id`]: `${EVENT}.nextTaskId`,
  [`${event}.next_task_name`]: `${EVENT}.nextTaskName`,

  [`${label}.label_kind`]: `${LABEL}.labelKind`,
  [`${label}.version`]: `${LABEL}.version`,
  [`${label}.id`]: `${LABEL}.id`,
  [`${label}.label_details.created_at`]: `${LABEL}.createdAt`,
  [`${label}.label_details.updated_at`]: `${LABEL}.updatedAt`,
  [`${label}.label_details.created_by`]: `${LABEL}.createdBy`,
  [`${label}.label_details.reviews`]: `${LABEL}.reviews`,
  [`${label}.performance_details.seconds_to_create`]: `${LABEL}.secondsToCreate`,
  [`${label}.performance_details.seconds_to_review`]: `${LABEL}.secondsToReview`,
  [`${label}.performance_details.skipped`]: `${LABEL}.skipped`,
  [`${label}.annotations.classifications`]: `${LABEL}.classifications`,

  [`${group} key`]: `${GROUP}.name`,
  [`${group}.name`]: `${GROUP}.name`,
  [`${group}.classifications`]: `${GROUP}.classifications`,
  [`${group}.frames`]: `${GROUP}.frames.nodes`,
  [`${group}.frames.{f} key`]: `${FRAME}.number`,
  [`${group}.frames.{f}.classifications`]: `${FRAME}.classifications`,
  [`${object} key`]: `${OBJECT}.featureId`,
  [`${object}.feature_id`]: `${OBJECT}.featureId`,
  [`${object}.name`]: `${OBJECT}.name`,
  [`${object}.annotation_kind`]: `${OBJECT}.annotationKind`,
  [`${object}.classifications`]: `${OBJECT}.classifications`,
  [`${object}.line[{i}].x`]: `${OBJECT}.line[{i}].x`,
  [`${object}.line[{i}].y`]: `${OBJECT}.line[{i}].y`,
  [`${object}.mask.url`]: `${OBJECT}.mask.sourceUrl`,

  [`${label}.annotations.segments.{g} key`]: `${GROUP}.name`,
  [`${label}.annotations.segments.{g}`]: `${GROUP}.features`,
  [`${label}.annotations.segments.{g}.{o} key`]: `${GROUP}.features[featureId={o}].featureId`,
  [`${label}.annotations.segments.{g}.{o}[{i}][0]`]: `${GROUP}.features[featureId={o}].segments[{i}].start`,
  [`${label}.annotations.segments.{g}.{o}[{i}][1]`]: `${GROUP}.features[featureId={o}].segments[{i}].end`,

  [`${drawn} key`]: `${LABEL}.annotations.nodes[featureId={o}].featureId`,
  [`${drawn}.{g} key`]: `${GROUP}.name`,
  // Drawn in no frame of the plane: the plane has no such feature, and so no key frames of it.
  [`${drawn}.{g}`]: `${GROUP}.features[featureId={o}].keyFrames`,
  [`${drawn}.{g}.{f} key`]: `${GROUP}.features[featureId={o}].keyFrames[={f}]`,
  [`${drawn}.{g}.{f}`]: `${OBJECT}.keyFrame`,
}
