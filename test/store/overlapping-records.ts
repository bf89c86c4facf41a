import { Readable } from 'node:stream'
import { loadStream } from '../../src/ingest/index.ts'
import type { JsonObject } from '../../src/model/index.ts'
import { EVERYTHING, type LoadedWhole, type NameWithRaw } from '../../src/store/index.ts'
import type { openLoadedStore } from '../support/graph.ts'

/* Small records that are loaded over each other, and what a store has afterwards. */

export type Opened = Awaited<ReturnType<typeof openLoadedStore>>

export const read = ({ store }: Opened) => store.openSnapshot({ scope: EVERYTHING })

export const labelOf = async (opened: Opened, id: string) => (await (await read(opened)).nodes('label', [id]))[0]
export const rowOf = async (opened: Opened, id: string) => (await (await read(opened)).nodes('dataRow', [id]))[0]
export async function rawOf(opened: Opened, name: NameWithRaw, id: string): Promise<JsonObject | null> {
  const [text = null] = await (await read(opened)).raws(name, [id])
  return text === null ? null : JSON.parse(text)
}
export const isGone = async (opened: Opened, id: string) => (await (await read(opened)).gone([id]))[0]
export const annotationCount = async (opened: Opened, id: string) =>
  (await read(opened)).count('annotation', { labelId: { eq: id } })

export const day = (number: number) => `2024-01-${String(number).padStart(2, '0')}T00:00:00.000+00:00`

/** Loads a run that started on that day. */
export async function run({ store }: Opened, at: number, records: readonly JsonObject[], wholeOf?: LoadedWhole) {
  const bytes = Buffer.from(records.map(record => `${JSON.stringify(record)}\n`).join(''))
  await loadStream({
    store,
    bytes: Readable.from([bytes]),
    size: bytes.length,
    source: 'a run',
    startedAt: Date.parse(day(at)) * 1000,
    signal: new AbortController().signal,
    note: async () => {},
    finish: () => (wholeOf ? { wholeOf } : {}),
  })
}

interface Row {
  readonly id?: string
  /** Of the last activity; null: not exported. */
  readonly at: number | null
  readonly row?: JsonObject
  readonly labels?: readonly JsonObject[]
  readonly details?: JsonObject
}

export function v2Row({ id = 'row1', at, row = {}, labels, details }: Row): JsonObject {
  return {
    data_row: { id, ...row, ...(at === null ? {} : { details: { dataset_id: 'set1', last_activity_at: day(at) } }) },
    projects: { project1: { ...(labels && { labels }), ...(details && { project_details: details }) } },
  }
}

export const box = (id: string, left: number) => ({
  [id]: {
    feature_id: id,
    name: 'Box',
    annotation_kind: 'DICOMBoundingBox',
    bounding_box: { top: 1, left, height: 2, width: 2 },
  },
})

/** A label updated on that day; null: the export has no label details. */
export const v2Label = (id: string, at: number | null, more: JsonObject = {}): JsonObject => ({
  id,
  ...(at === null
    ? {}
    : { label_details: { updated_at: day(at), content_last_updated_at: day(at), created_by: `by${at}` } }),
  annotations: { objects: box(`${id}-box`, at ?? 0) },
  ...more,
})

export const v1Label = (id: string, at: number | null, more: JsonObject = {}): JsonObject => ({
  ID: id,
  'DataRow ID': 'row1',
  'Labeled Data': `https://example.com/${at}`,
  Label: {
    objects: [
      { featureId: `${id}-box`, title: 'Box', value: 'box', bbox: { top: 1, left: at ?? 0, height: 2, width: 2 } },
    ],
  },
  'View Label': `https://editor.example.com?project=project1&label=${id}`,
  ...(at === null
    ? {}
    : { 'Updated At': `2024-01-${String(at).padStart(2, '0')}T00:00:00.000Z`, 'Created By': `by${at}` }),
  ...more,
})
