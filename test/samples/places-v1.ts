import type { Places } from './leaves.ts'

const QUEUE = 'projects[0]'
const LABEL = `${QUEUE}.labels[0]`
const GROUP = `${LABEL}.groups[{g}]`
const FRAME = `${GROUP}.frames.nodes[{f}]`
const OBJECT = `${FRAME}.annotations[{o}]`
const EVENT = `${QUEUE}.workflowEvents[-{e}]`

const group = '$.Label.groups[{g}]'
const frame = `${group}.frames[{f}]`
const object = `${frame}.objects[{o}]`
const event = '$.DataRow Workflow Info.Workflow History[{e}]'

/** Where each value of a v1 record is answered, from its data row on. */
export const PLACES_V1: Places = {
  '$.ID': `${LABEL}.id`,
  '$.DataRow ID': 'id',
  '$.Labeled Data': 'rowData',
  '$.External ID': 'externalId',
  '$.Dataset Name': 'dataset.name',
  '$.Project Name': `${QUEUE}.project.name`,
  '$.Created By': `${LABEL}.createdBy`,
  '$.Created At': `${LABEL}.createdAt`,
  '$.Updated At': `${LABEL}.updatedAt`,
  '$.Seconds to Label': `${LABEL}.secondsToLabel`,
  '$.Agreement': `${LABEL}.consensusScore`,
  '$.Benchmark Agreement': `${LABEL}.benchmarkScore`,
  '$.Benchmark ID': `${LABEL}.benchmarkLabelId`,
  '$.Reviews': `${LABEL}.reviews`,
  '$.View Label': `${LABEL}.viewUrl`,
  '$.Has Open Issues': `${LABEL}.hasOpenIssues`,
  '$.Skipped': `${LABEL}.skipped`,

  '$.DataRow Workflow Info.taskName': `${QUEUE}.taskName`,
  [`${event}.actorId`]: `${EVENT}.actorId`,
  [`${event}.action`]: `${EVENT}.rawAction`,
  [`${event}.createdAt`]: `${EVENT}.createdAt`,
  [`${event}.previousTaskId`]: `${EVENT}.previousTaskId`,
  [`${event}.previousTaskName`]: `${EVENT}.previousTaskName`,
  [`${event}.nextTaskId`]: `${EVENT}.nextTaskId`,
  [`${event}.nextTaskName`]: `${EVENT}.nextTaskName`,

  '$.Label.objects': `${LABEL}.objects`,
  '$.Label.classifications': `${LABEL}.classifications`,
  '$.Label.relationships': `${LABEL}.relationships`,
  [`${group}.name`]: `${GROUP}.name`,
  [`${group}.objects`]: `${GROUP}.objects`,
  [`${group}.classifications`]: `${GROUP}.classifications`,
  [`${group}.relationships`]: `${GROUP}.relationships`,
  [`${group}.frames`]: `${GROUP}.framesUrl`,

  // A frames document, in the place of its URL.
  [`${frame}.frameNumber`]: `${FRAME}.number`,
  [`${frame}.classifications`]: `${FRAME}.classifications`,
  [`${frame}.relationships`]: `${FRAME}.relationships`,
  [`${object}.featureId`]: `${OBJECT}.featureId`,
  [`${object}.schemaId`]: `${OBJECT}.schemaId`,
  [`${object}.title`]: `${OBJECT}.name`,
  [`${object}.value`]: `${OBJECT}.value`,
  [`${object}.color`]: `${OBJECT}.color`,
  [`${object}.keyframe`]: `${OBJECT}.keyFrame`,
  [`${object}.classifications`]: `${OBJECT}.classifications`,
  [`${object}.instanceURI`]: `${OBJECT}.mask.sourceUrl`,
  [`${object}.line[{i}].x`]: `${OBJECT}.line[{i}].x`,
  [`${object}.line[{i}].y`]: `${OBJECT}.line[{i}].y`,
}
