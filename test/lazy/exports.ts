import type { JsonObject } from '../../src/model/index.ts'

/* Small records as Labelbox exports them: a label of a volume, in V1 with its frames as URLs, in V2 complete. */

export const FIRST = '2024-05-01T10:00:00.000+00:00'
export const LATER = '2024-05-02T10:00:00.000+00:00'

export interface V1Label {
  readonly id: string
  /** Default a data row of its own. */
  readonly dataRowId?: string
  readonly origin: string
  readonly groups?: readonly string[]
  /** Behind `&token=` in the frames URLs: it changes from export to export. */
  readonly token?: string
  /** Null: not exported. */
  readonly updatedAt?: string | null
  /** Instead of the frames URL of that group. */
  readonly framesUrl?: Readonly<Record<string, string>>
  /** Of masks that stand in the label itself, by feature. */
  readonly instanceUris?: Readonly<Record<string, string>>
}

export function v1Record(label: V1Label): JsonObject {
  const { id, dataRowId = `row-${id}`, groups = ['axial'], updatedAt = FIRST } = label
  const { framesUrl = {}, instanceUris = {} } = label
  return {
    ID: id,
    'DataRow ID': dataRowId,
    'Labeled Data': 'https://assets.example.com/volume.dcm',
    Label: {
      objects: Object.entries(instanceUris).map(v1Mask),
      classifications: [],
      relationships: [],
      groups: groups.map(name => ({
        name,
        objects: [],
        classifications: [],
        relationships: [],
        frames: framesUrl[name] ?? framesUrlOf(label, name),
      })),
    },
    'Created By': 'ann@example.com',
    'Project Name': 'Volumes',
    'Created At': '2024-04-30T10:00:00.000Z',
    ...(updatedAt === null ? {} : { 'Updated At': updatedAt }),
    'View Label': `https://editor.example.com?project=project1&label=${id}`,
    Skipped: false,
  }
}

function framesUrlOf({ id, origin, token }: V1Label, group: string): string {
  return `${origin}/v1/frames/${id}?group=${group}${token === undefined ? '' : `&token=${token}`}`
}

/** A line of a frames document with one box of 3 by 5, and masks. */
export function framesLine(number: number, masks: Readonly<Record<string, string>> = {}): JsonObject {
  const box = { featureId: `box${number}`, schemaId: 's1', title: 'Nodule', value: 'nodule', color: '#FF0000' }
  return {
    frameNumber: number,
    classifications: [],
    objects: [
      { ...box, keyframe: true, classifications: [], bbox: { top: 1, left: 2, height: 5, width: 3 } },
      ...Object.entries(masks).map(v1Mask),
    ],
    relationships: [],
  }
}

function v1Mask([featureId, instanceURI]: [string, string]): JsonObject {
  const tool = { featureId, schemaId: 's2', title: 'Tumour', value: 'tumour', color: '#00FF00' }
  return { ...tool, keyframe: true, classifications: [], instanceURI }
}

export interface V2Mask {
  readonly group?: string
  readonly frame: number
  readonly featureId: string
  readonly url?: string
  readonly composite?: { readonly url: string; readonly color: readonly number[] }
}

export interface V2Label {
  readonly id: string
  readonly dataRowId?: string
  readonly masks: readonly V2Mask[]
  /** Default the first; null: not exported. */
  readonly contentUpdatedAt?: string | null
  readonly updatedAt?: string | null
}

export function v2Row(label: V2Label): JsonObject {
  const { id, dataRowId = `row-${id}`, masks, contentUpdatedAt = FIRST, updatedAt = null } = label
  return {
    data_row: { id: dataRowId, row_data: 'https://assets.example.com/volume.dcm' },
    media_attributes: { mime_type: 'application/dicom' },
    projects: {
      project1: {
        name: 'Volumes',
        labels: [
          {
            label_kind: 'DICOM',
            version: '1.0.0',
            id,
            label_details: {
              created_at: '2024-04-30T10:00:00.000+00:00',
              ...(updatedAt === null ? {} : { updated_at: updatedAt }),
              ...(contentUpdatedAt === null ? {} : { content_last_updated_at: contentUpdatedAt }),
              created_by: 'ann@example.com',
              reviews: [],
            },
            annotations: {
              groups: Object.fromEntries(['Axial', 'Sagittal', 'Coronal'].map(name => [name, groupOf(name, masks)])),
              segments: {},
              classifications: [],
              key_frame_feature_map: {},
            },
          },
        ],
      },
    },
  }
}

function groupOf(name: string, masks: readonly V2Mask[]): JsonObject {
  const frames: Record<string, { objects: Record<string, JsonObject>; classifications: [] }> = {}
  for (const { group = 'Axial', frame, featureId, url, composite } of masks) {
    if (group !== name) continue
    const place = frames[frame] ?? { objects: {}, classifications: [] }
    frames[frame] = place
    place.objects[featureId] = {
      feature_id: featureId,
      name: 'Tumour',
      annotation_kind: 'DICOMSegmentationMask',
      classifications: [],
      ...(url === undefined ? {} : { mask: { url } }),
      ...(composite ? { composite_mask: { url: composite.url, color_rgb: composite.color } } : {}),
    }
  }
  return { name, classifications: [], frames }
}

/** A mask by its own URL in the form of v2. */
export function ownUrl(origin: string, featureId: string, frame: number): string {
  return `${origin}/api/v1/projects/project1/annotations/${featureId}/index/${frame}/mask`
}

/** @param task changes from export to export. */
export function compositeUrl(origin: string, compositeId: string, frame: number, task = 'task1'): string {
  return `${origin}/api/v1/tasks/${task}/masks/${compositeId}/index/${frame}`
}
