import type { JsonObject } from '../../../src/model/index.ts'
import { type AnnotationFields, type Builder, groupNames, type LabelFields } from './builder.ts'
import type { OracleClassification } from './entities.ts'
import { type FeatureFields, featuresOfV2 } from './features.ts'
import { measure } from './geometry.ts'
import { boolean, instant, list, number, object, text } from './wire.ts'
import { actionOf, placeless, type Whereabouts } from './words.ts'

/** Reads one v2 row. */
export function readRow(build: Builder, record: JsonObject): void {
  const said = object(record.data_row)
  const details = object(said.details)
  const dataRow = build.dataRow(String(said.id), {
    globalKey: text(said.global_key),
    externalId: text(said.external_id),
    mimeType: text(object(record.media_attributes).mime_type),
    datasetId: text(details.dataset_id),
    datasetName: text(details.dataset_name),
    createdAt: instant(details.created_at),
    updatedAt: instant(details.updated_at),
    lastActivityAt: instant(details.last_activity_at),
    createdBy: text(details.created_by),
    metadata: Array.isArray(record.metadata_fields)
      ? list(record.metadata_fields).map(field => ({
          schemaId: text(field.schema_id),
          schemaName: text(field.schema_name),
          value: field.value ?? null,
        }))
      : null,
  })
  for (const [projectId, value] of Object.entries(object(record.projects))) {
    const project = object(value)
    const details = object(project.project_details)
    build.project(projectId, text(project.name) ?? text(project.project_name))
    const history = Array.isArray(details.workflow_history) ? list(details.workflow_history).map(readEvent) : null
    const queue = build.queue(
      dataRow,
      projectId,
      {
        batchId: text(details.batch_id),
        batchName: text(details.batch_name),
        priority: number(details.priority),
        taskName: text(details.task_name),
        workflowStatus: text(details.workflow_status),
        selectedLabelId: text(details.selected_label_id),
        consensusExpectedLabelCount: number(details.consensus_expected_label_count),
      },
      history?.toReversed() ?? null,
    )
    for (const label of list(project.labels)) {
      const { annotations, features, ...fields } = readLabel(label)
      build.label(dataRow, queue, String(label.id), fields, annotations, features)
    }
  }
}

function readEvent(event: JsonObject) {
  return {
    action: actionOf(event.action),
    rawAction: String(event.action),
    createdAt: instant(event.created_at) ?? 0,
    createdBy: text(event.created_by),
    actorId: null,
    previousTaskId: text(event.previous_task_id),
    previousTaskName: text(event.previous_task_name),
    nextTaskId: text(event.next_task_id),
    nextTaskName: text(event.next_task_name),
  }
}

function readLabel(label: JsonObject): LabelFields & { annotations: AnnotationFields[]; features: FeatureFields[] } {
  const details = object(label.label_details)
  const first = object(label.performance_details)
  const second = object(label.performance_details_v2)
  const content = object(label.annotations)
  const groups = Object.entries(object(content.groups))
  const annotations = readAnnotations(content)
  const framesOf = (groupIdName: string, holder: JsonObject) =>
    Object.values(object(holder.frames)).map(frame => [groupIdName, object(frame)] as const)
  const holders = [
    [null, content] as const,
    ...framesOf('Video', content),
    ...groups.flatMap(([key, value]) => {
      const group = object(value)
      const { idName } = groupNames(text(group.name) ?? key)
      return [[idName, group] as const, ...framesOf(idName, group)]
    }),
  ]
  return {
    labelKind: text(label.label_kind),
    createdAt: instant(details.created_at),
    updatedAt: instant(details.updated_at),
    createdBy: text(details.created_by),
    secondsToCreate: number(first.seconds_to_create),
    secondsToReview: number(first.seconds_to_review) ?? number(second.seconds_to_review),
    skipped: boolean(first.skipped) ?? boolean(second.skipped),
    consensusScore: number(first.consensus_score) ?? number(second.consensus_score),
    benchmarkScore: number(first.benchmark_score) ?? number(second.benchmark_score),
    isBenchmark: null,
    hasOpenIssues: null,
    reviews: list(details.reviews).map(review => ({
      createdBy: text(review.created_by),
      score: number(review.score),
      createdAt: instant(review.created_at),
    })),
    remoteGroupCount: 0,
    classifications: holders.flatMap(([groupIdName, holder]) =>
      [holder, ...list(holder.relationships)]
        .flatMap(each => list(each.classifications).flatMap(readClassification))
        .map(each => ({ ...each, groupIdName })),
    ),
    annotations,
    features: readFeatures(content, text(label.label_kind), annotations),
  }
}

function readAnnotations(content: JsonObject): AnnotationFields[] {
  const keyFrames = object(content.key_frame_feature_map)
  const own = list(content.objects).map(thing => readObject(thing, placeless, null))
  const video = readFrames(
    object(content.frames),
    { idName: 'Video', key: 'OTHER', name: 'Video' },
    id => keyFrames[id],
  )
  const grouped = Object.entries(object(content.groups)).flatMap(([key, value]) => {
    const name = text(object(value).name) ?? key
    const names = { name, ...groupNames(name) }
    return readFrames(object(object(value).frames), names, id => object(keyFrames[id])[key])
  })
  return [...own, ...video, ...grouped]
}

function readFeatures(
  content: JsonObject,
  labelKind: string | null,
  annotations: readonly AnnotationFields[],
): FeatureFields[] {
  const keyFrames = object(content.key_frame_feature_map)
  const within = (idName: string) =>
    annotations.filter(({ groupIdName, frameNumber }) => groupIdName === idName && frameNumber !== null)
  if (!content.groups && (content.frames || labelKind === 'Video')) {
    const names = { groupIdName: 'Video', groupKey: 'OTHER', groupName: 'Video' } as const
    const followed = { segments: object(content.segments), keyFrames }
    return featuresOfV2(names, object(content.frames), within('Video'), followed)
  }
  return Object.entries(object(content.groups)).flatMap(([key, value]) => {
    const group = object(value)
    const { idName, key: groupKey } = groupNames(key)
    const names = { groupIdName: idName, groupKey, groupName: key }
    const ofGroup = Object.entries(keyFrames).flatMap(([id, byGroup]) =>
      Object.hasOwn(object(byGroup), key) ? [[id, object(byGroup)[key] ?? null] as const] : [],
    )
    const followed = { segments: object(object(content.segments)[key]), keyFrames: Object.fromEntries(ofGroup) }
    return featuresOfV2(names, object(group.frames), within(idName), followed)
  })
}

type KeyFrames = JsonObject[string] | undefined

function readFrames(
  frames: JsonObject,
  { idName, key, name }: ReturnType<typeof groupNames> & { name: string },
  keyFramesOf: (featureId: string) => KeyFrames,
): AnnotationFields[] {
  return Object.entries(frames).flatMap(([frame, value]) =>
    Object.values(object(object(value).objects)).map(each => {
      const thing = object(each)
      const place = { groupIdName: idName, groupName: name, groupKey: key, frameNumber: Number(frame) }
      return readObject(thing, place, isKeyFrame(keyFramesOf(String(thing.feature_id)), frame))
    }),
  )
}

/** Older exports map frames to whether they are key frames, newer ones list those that are. */
function isKeyFrame(said: KeyFrames, frame: string): boolean | null {
  if (said === undefined || said === null) return null
  return Array.isArray(said) ? said.includes(Number(frame)) : object(said)[frame] === true
}

function readObject(thing: JsonObject, place: Whereabouts, keyFrame: boolean | null): AnnotationFields {
  return {
    ...place,
    featureId: String(thing.feature_id),
    schemaId: text(thing.feature_schema_id),
    name: text(thing.name),
    annotationKind: String(thing.annotation_kind),
    keyFrame,
    ...measure(thing),
    classifications: list(thing.classifications).flatMap(readClassification),
  }
}

/** The classification and those nested in its answers. */
function readClassification(said: JsonObject): OracleClassification[] {
  const radio = said.radio_answer ? [object(said.radio_answer)] : []
  const options = [...radio, ...list(said.checklist_answers)]
  const nested = options.flatMap(option => list(option.classifications).flatMap(readClassification))
  return [
    {
      name: text(said.name),
      value: text(said.value),
      text: text(object(said.text_answer).content),
      groupIdName: null,
      featureId: text(said.feature_id),
      options: options.map(option => ({ name: text(option.name), featureId: text(option.feature_id) })),
      answers: options.map(option => text(option.name)).filter(name => name !== null),
    },
    ...nested,
  ]
}
