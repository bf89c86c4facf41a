import type { Json, JsonObject } from '../../../src/model/index.ts'
import { type AnnotationFields, type Builder, groupNames, type LabelFields } from './builder.ts'
import type { OracleClassification } from './entities.ts'
import { featuresOfV1 } from './features.ts'
import { measure } from './geometry.ts'
import { boolean, instant, list, nodeId, number, object, text } from './wire.ts'
import { actionOf, placeless, type Whereabouts } from './words.ts'

/** Reads one v1 record. */
export function readRecord(build: Builder, record: JsonObject): void {
  const labelId = String(record.ID)
  const dataRow = build.dataRow(text(record['DataRow ID']) ?? nodeId('dataRow', labelId), {
    globalKey: text(record['Global Key']),
    externalId: text(record['External ID']),
    mimeType: text(object(record['Media Attributes']).mimeType),
    datasetId: null,
    datasetName: text(record['Dataset Name']),
    createdAt: null,
    updatedAt: null,
    lastActivityAt: null,
    createdBy: null,
    metadata: Array.isArray(record['DataRow Metadata']) ? [] : null,
  })
  const projectId = projectIdOf(record)
  const { annotations, ...fields } = readLabel(record)
  const video = annotations.filter(({ groupIdName, frameNumber }) => groupIdName === 'Video' && frameNumber !== null)
  const features = featuresOfV1({ groupIdName: 'Video', groupName: 'Video', groupKey: 'OTHER' }, video)
  if (projectId === null) {
    build.label(dataRow, null, labelId, fields, annotations, features)
    return
  }
  build.project(projectId, text(record['Project Name']))
  const info = object(record['DataRow Workflow Info'])
  const history = info['Workflow History']
  const queue = build.queue(
    dataRow,
    projectId,
    {
      batchId: null,
      batchName: null,
      priority: null,
      taskName: text(info.taskName),
      workflowStatus: null,
      selectedLabelId: null,
      consensusExpectedLabelCount: null,
    },
    Array.isArray(history) ? list(history).toReversed().map(readEvent) : null,
  )
  build.label(dataRow, queue, labelId, fields, annotations, features)
}

function projectIdOf(record: JsonObject): string | null {
  const url = text(record['View Label'])
  const id = url === null ? null : new URL(url).searchParams.get('project')
  const name = text(record['Project Name'])
  return id ?? (name === null ? null : nodeId('project', name))
}

function readEvent(event: JsonObject) {
  return {
    action: actionOf(event.action),
    rawAction: String(event.action),
    createdAt: instant(event.createdAt) ?? 0,
    createdBy: null,
    actorId: text(event.actorId),
    previousTaskId: text(event.previousTaskId),
    previousTaskName: text(event.previousTaskName),
    nextTaskId: text(event.nextTaskId),
    nextTaskName: text(event.nextTaskName),
  }
}

function readLabel(record: JsonObject): LabelFields & { annotations: AnnotationFields[] } {
  const content = object(record.Label)
  const groups = list(content.groups)
  // Frames that somebody fetched and put in the label's place.
  const inlined = list(record.Label)
  const remote = [content, ...groups].filter(holder => typeof holder.frames === 'string')
  const labelKind = groups.length > 0 ? 'DICOM' : inlined.length > 0 || content.frames ? 'Video' : 'Default'
  const tells = record.Skipped !== true || labelKind !== 'Default'
  return {
    labelKind: tells ? labelKind : null,
    createdAt: instant(record['Created At']),
    updatedAt: instant(record['Updated At']),
    createdBy: text(record['Created By']),
    secondsToCreate: seconds(record['Seconds to Create']) ?? seconds(record['Seconds to Label']),
    secondsToReview: seconds(record['Seconds to Review']),
    skipped: boolean(record.Skipped),
    consensusScore: score(record.Agreement),
    benchmarkScore: score(record['Benchmark Agreement']),
    isBenchmark: boolean(record['Is Benchmark']),
    hasOpenIssues: boolean(record['Has Open Issues']),
    reviews: list(record.Reviews).map(review => ({
      createdBy: text(review.createdBy),
      score: number(review.score),
      createdAt: instant(review.createdAt),
    })),
    remoteGroupCount: remote.length,
    classifications: [
      ...attachedTo(content, null),
      ...groups.flatMap(group => attachedTo(group, groupNames(String(group.name)).idName)),
      ...inlined.flatMap(frame => attachedTo(frame, 'Video')),
    ],
    annotations: [
      ...list(content.objects).map(thing => readObject(thing, placeless, medium(labelKind))),
      ...groups.flatMap(group => {
        const name = String(group.name)
        const { idName, key } = groupNames(name)
        const place = { groupIdName: idName, groupName: name, groupKey: key, frameNumber: null }
        return list(group.objects).map(thing => readObject(thing, place, 'DICOM'))
      }),
      ...inlined.flatMap(frame => {
        const frameNumber = Number(frame.frameNumber)
        const place = { groupIdName: 'Video', groupName: 'Video', groupKey: 'OTHER', frameNumber } as const
        return list(frame.objects).map(thing => readObject(thing, place, 'Video'))
      }),
    ],
  }
}

/** Some exports of 2018 write seconds as text. */
const seconds = (value: Json | undefined) => (typeof value === 'string' ? Number(value) : number(value))

/** -1 and "" say that nobody computed it. */
const score = (value: Json | undefined) => (value === -1 ? null : number(value))

type Medium = 'DICOM' | 'Video' | 'Image'
const medium = (labelKind: string): Medium =>
  labelKind === 'DICOM' ? 'DICOM' : labelKind === 'Video' ? 'Video' : 'Image'

function readObject(thing: JsonObject, place: Whereabouts, media: Medium): AnnotationFields {
  return {
    ...place,
    featureId: String(thing.featureId),
    schemaId: text(thing.schemaId),
    name: text(thing.title),
    annotationKind: `${media}${shape(thing)}`,
    keyFrame: boolean(thing.keyframe),
    ...measure(thing),
    // Some files wrap an object's classifications in a list each.
    classifications: list(thing.classifications)
      .flatMap(each => (Array.isArray(each) ? (each as JsonObject[]) : [each]))
      .flatMap(readClassification),
  }
}

/** An instanceURI says mask only where no other geometry stands. */
function shape(thing: JsonObject): string {
  if (thing.bbox) return 'BoundingBox'
  if (thing.polygon) return 'Polygon'
  if (thing.line) return 'Polyline'
  return thing.point ? 'Point' : 'SegmentationMask'
}

const attachedTo = (holder: JsonObject, groupIdName: string | null): OracleClassification[] =>
  [holder, ...list(holder.relationships)]
    .flatMap(each => list(each.classifications).flatMap(readClassification))
    .map(each => ({ ...each, groupIdName }))

function readClassification(said: JsonObject): OracleClassification[] {
  const { answer, answers } = said
  const radio = answer && typeof answer === 'object' && !Array.isArray(answer) ? [object(answer)] : []
  const options = [...radio, ...list(answer), ...list(answers)]
  return [
    {
      name: text(said.title),
      value: text(said.value),
      text: text(answer),
      groupIdName: null,
      featureId: text(said.featureId),
      options: options.map(option => ({ name: text(option.title), featureId: text(option.featureId) })),
      answers: options.map(option => text(option.title)).filter(title => title !== null),
    },
    ...options.flatMap(option => list(option.classifications).flatMap(readClassification)),
  ]
}
