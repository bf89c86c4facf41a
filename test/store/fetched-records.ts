import { createHash } from 'node:crypto'
import {
  type ContentRecord,
  type ExportRecord,
  type FetchedBytes,
  type FramesRecord,
  type GroupKey,
  type LabelRecord,
  type MeasuredMask,
  MICROS_PER_DAY,
  toMoment,
} from '../../src/model/index.ts'
import type { FetchedFrames, FetchedMask } from '../../src/store/index.ts'

/* What a v1 export says of labels whose frames are elsewhere, and what is fetched for them. */

export interface RemoteLabel {
  /** Fields that decide the version of the label. */
  readonly fields?: LabelRecord['fields']
  /** Stands in the URLs of the frames, as Labelbox's changing tokens do. */
  readonly token?: string
  readonly groups?: readonly string[]
  readonly projectId?: string
}

/** A v1 record: a label with groups that are known by URL only. */
export function remoteRecord(labelId: string, label: RemoteLabel = {}): ExportRecord {
  const { fields = {}, token = 'a', groups = ['Axial'], projectId = 'p1' } = label
  return recordWith(labelId, projectId, {
    id: labelId,
    projectId,
    time: null,
    stamp: stampOf(fields),
    fields,
    raw: { ID: labelId },
    content: {
      ...NOTHING,
      format: 'v1',
      groups: groups.map(idName => ({
        ...groupOf(idName),
        remote: true,
        framesUrl: `https://x.test/frames/${labelId}?group=${idName.toLowerCase()}&token=${token}`,
        frameCount: null,
      })),
    },
  })
}

/** A v2 row: the same label with its frames, each with one mask. */
export function wholeRecord(labelId: string, fields: LabelRecord['fields'], frames: readonly number[]): ExportRecord {
  const { chunks, annotations, classifications } = framesOf('Axial', frames)
  const group = { ...groupOf('Axial'), remote: false, framesUrl: null, frameCount: frames.length }
  const content: ContentRecord = {
    format: 'v2',
    head: '{"medium":"DICOM"}',
    groups: [group],
    chunks,
    annotations,
    classifications,
    tracks: [],
    answers: [],
  }
  const label = {
    id: labelId,
    projectId: 'p1',
    time: null,
    stamp: stampOf(fields),
    fields,
    raw: { id: labelId },
    content,
  }
  return { ...recordWith(labelId, 'p1', label), format: 'v2' }
}

/** The times of these fields, written as short as they can be. */
export function stampOf({ contentUpdatedAt, updatedAt }: LabelRecord['fields']): LabelRecord['stamp'] {
  const moment = (at: number | null | undefined) =>
    at == null
      ? null
      : toMoment(at, at % MICROS_PER_DAY === 0 ? 10 : at % 1_000_000 === 0 ? 19 : at % 1000 === 0 ? 23 : 26)
  return [moment(contentUpdatedAt), moment(updatedAt)]
}

/** A label of an image: its annotations stand in no group and no frame. */
export function imageRecord(labelId: string, annotations: Readonly<Record<string, number | null>>): ExportRecord {
  const features = Object.keys(annotations)
  const content: ContentRecord = {
    ...NOTHING,
    format: 'v2',
    chunks: [
      { groupName: null, firstFrame: null, lastFrame: null, frameCount: 0, pieces: [JSON.stringify({ features })] },
    ],
    annotations: Object.entries(annotations).map(([featureId, area]) => ({
      ...ENTRY,
      ...{ chunk: 0, groupName: null, frameNumber: null, featureId, area, isMask: area === null },
    })),
  }
  return recordWith(labelId, 'p1', {
    id: labelId,
    projectId: 'p1',
    time: null,
    stamp: stampOf({}),
    fields: {},
    raw: {},
    content,
  })
}

const ANSWER = { text: null, featureId: null }

/** A frames document: in each frame one mask, `m`, in a chunk of its own; with an answer on the first and one beside. */
export function framesOf(groupName: string, frames: readonly number[]): FramesRecord {
  return {
    format: 'v1',
    frameCount: frames.length,
    chunks: frames.map(number => ({
      ...{ groupName, firstFrame: number, lastFrame: number, frameCount: 1 },
      pieces: [JSON.stringify({ groupName, number })],
    })),
    annotations: frames.map((frameNumber, chunk) => ({
      ...ENTRY,
      ...{ chunk, groupName, frameNumber, featureId: 'm', area: null },
    })),
    classifications:
      frames.length === 0
        ? []
        : [
            { ...ANSWER, groupName, annotation: 0, name: 'calcified', value: 'calcified', answer: groupName },
            { ...ANSWER, groupName, annotation: null, name: 'sharp', value: 'sharp', answer: groupName },
          ],
  }
}

export function fetchedFrames(
  labelId: string,
  version: number,
  groupName: string,
  frames: readonly number[],
): FetchedFrames {
  return { labelId, version, groupName, frames: framesOf(groupName, frames) }
}

/** The mask `m` in a frame, as large as is said. */
export function fetchedMask(
  labelId: string,
  version: number,
  place: Partial<Pick<FetchedMask, 'groupName' | 'frameNumber' | 'featureId'>> & { readonly area: number },
): FetchedMask {
  const { area, ...where } = place
  return { labelId, version, groupName: null, frameNumber: null, featureId: 'm', ...where, mask: measured(area) }
}

export function measured(area: number): MeasuredMask {
  return {
    ...bytesOf(`mask of ${area}`),
    ...{ width: 1000, height: 1000, area },
    boundingBox: area === 0 ? null : { left: 0, top: 0, width: area, height: 1 },
    centroid: area === 0 ? null : { x: area / 2, y: 0.5 },
    rle: { size: [1000, 1000], counts: String(area) },
    ofComposite: false,
  }
}

export function bytesOf(text: string): FetchedBytes {
  const digest = createHash('sha256').update(text).digest('hex')
  return { contentType: 'image/png', byteLength: text.length, digest }
}

const NOTHING = {
  head: '{"medium":"DICOM"}',
  groups: [],
  chunks: [],
  annotations: [],
  classifications: [],
  tracks: [],
  answers: [],
}

const ENTRY = {
  schemaId: null,
  name: 'lesion',
  annotationKind: 'DICOMSegmentationMask',
  keyFrame: null,
  length: null,
  isMask: true,
  bounds: null,
}

const KEYS: Readonly<Record<string, GroupKey>> = { Axial: 'AXIAL', Sagittal: 'SAGITTAL', Coronal: 'CORONAL' }

function groupOf(idName: string) {
  return { key: KEYS[idName] ?? ('OTHER' as const), idName, name: idName.toLowerCase() }
}

function recordWith(labelId: string, projectId: string, label: LabelRecord): ExportRecord {
  return {
    format: 'v1',
    time: null,
    dataRow: { id: `row of ${labelId}`, fields: {}, raw: {} },
    projects: [{ id: projectId, project: { name: projectId }, queue: {}, listsLabels: false, raw: {} }],
    labels: [label],
  }
}
