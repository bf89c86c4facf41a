import { Readable } from 'node:stream'
import * as fc from 'fast-check'
import { loadStream } from '../../src/ingest/index.ts'
import type { JsonObject } from '../../src/model/index.ts'
import type { Store } from '../../src/store/index.ts'
import type { EmptyRun } from '../support/oracle/merge.ts'

/*
 * Records of a few things at several times, by v1 and v2, with labels that come and go. Every record of a thing carries
 * the same keys, and what it says follows from the thing and the time. Rows and lists change at even times, labels at odd ones.
 */

export const ROWS = ['row1', 'row2']
export const PROJECTS = ['project1', 'project2']
const LABELS = ['a', 'b', 'c']
const VOLUME = 'c'

export const stamp = (time: number) => `2024-01-01T00:00:${String(time).padStart(2, '0')}.000Z`

/** V2 gives microseconds, which v1 lacks. */
const precise = (time: number) => stamp(time).replace('Z', '456+00:00')

/** The times at which a label changed, of those up to a time the last one. */
const changedBefore = (changes: readonly number[], time: number) => changes.filter(change => change < time).at(-1)

interface World {
  readonly changes: Readonly<Record<string, readonly number[]>>
  readonly records: readonly JsonObject[]
}

export function arbitraryWorld(withCarriedOver: boolean): fc.Arbitrary<World> {
  const odd = fc
    .uniqueArray(fc.nat(4), { minLength: 1, maxLength: 4 })
    .map(times => times.map(time => time * 2 + 1).sort((a, b) => a - b))
  const keys = ROWS.flatMap(row => PROJECTS.flatMap(project => LABELS.map(label => `${row}-${project}-${label}`)))
  return fc.tuple(...keys.map(() => odd)).chain(times => {
    const changes = Object.fromEntries(keys.map((key, index) => [key, times[index] ?? []]))
    const v2 = fc
      .tuple(fc.constantFrom(...ROWS), fc.integer({ min: 1, max: 5 }), fc.subarray(keys))
      .map(([row, time, listed]) => v2Row(row, time * 2, listed, changes, withCarriedOver))
    const v1 = fc
      .constantFrom(...keys.filter(key => !key.endsWith(VOLUME)))
      .chain(key => fc.constantFrom(...(changes[key] ?? [])).map(time => v1Record(key, time)))
    // Times that compare as equal have equal content.
    const distinct = fc.uniqueArray(fc.oneof(v2, v1), { minLength: 1, maxLength: 10, selector: identity })
    return distinct.map(records => ({ changes, records }))
  })
}

const identity = (record: JsonObject): string =>
  record.data_row ? JSON.stringify(record.data_row) : `${record.ID} ${record['Updated At']}`

function v2Row(
  row: string,
  time: number,
  listed: readonly string[],
  changes: World['changes'],
  withCarriedOver: boolean,
): JsonObject {
  const project = (id: string): JsonObject => ({
    name: `${id} at ${time}`,
    project_details: { task_name: `task at ${time}`, workflow_history: [{ action: 'MOVE', created_at: stamp(time) }] },
    labels: listed.flatMap(key => {
      const changed = key.startsWith(`${row}-${id}-`) ? changedBefore(changes[key] ?? [], time) : undefined
      return changed === undefined ? [] : [v2Label(key, changed, withCarriedOver)]
    }),
  })
  return {
    data_row: {
      id: row,
      row_data: `data at ${time}`,
      external_id: null,
      details: { dataset_id: 'set', last_activity_at: stamp(time) },
    },
    projects: Object.fromEntries(PROJECTS.map(id => [id, project(id)])),
  }
}

function v2Label(key: string, time: number, withCarriedOver: boolean): JsonObject {
  const box = { top: 1, left: time, height: 2, width: 2 }
  const thing = (id: string) => ({
    feature_id: id,
    name: `box at ${time}`,
    annotation_kind: 'ImageBoundingBox',
    bounding_box: box,
  })
  const frames = withCarriedOver ? [1, 2, 3] : [1, 3]
  const volume = {
    groups: {
      Axial: {
        name: 'Axial',
        frames: Object.fromEntries(frames.map(frame => [frame, { objects: { f: thing('f') } }])),
      },
    },
    segments: { Axial: { f: [[1, 3]] } },
    key_frame_feature_map: { f: { Axial: { '1': true, '3': true } } },
  }
  return {
    id: key,
    label_kind: key.endsWith(VOLUME) ? 'DICOM' : 'Default',
    label_details: {
      created_at: stamp(0),
      updated_at: precise(time),
      created_by: `person ${time}`,
      reviews: [{ score: time, created_by: `reviewer ${time}` }],
    },
    performance_details: {
      seconds_to_create: time,
      seconds_to_review: null,
      skipped: false,
      consensus_score: time / 8,
    },
    annotations: key.endsWith(VOLUME) ? volume : { objects: [thing(`${key}-f`)] },
  }
}

function v1Record(key: string, time: number): JsonObject {
  const [row = '', project = ''] = key.split('-')
  const box = { top: 1, left: time, height: 2, width: 2 }
  return {
    ID: key,
    'DataRow ID': row,
    'Labeled Data': `data at ${time}`,
    'External ID': null,
    'Project Name': `${project} at ${time}`,
    'DataRow Workflow Info': {
      taskName: `task at ${time}`,
      'Workflow History': [{ action: 'MOVE', createdAt: stamp(time) }],
    },
    'View Label': `https://editor.labelbox.com?project=${project}&label=${key}`,
    'Created At': stamp(0),
    'Updated At': stamp(time),
    'Created By': `person ${time}`,
    Reviews: [{ score: time, createdBy: `reviewer ${time}` }],
    'Seconds to Create': time,
    'Seconds to Review': null,
    Skipped: false,
    Agreement: time / 8,
    Label: { objects: [{ featureId: `${key}-f`, title: `box at ${time}`, value: 'box', bbox: box }] },
  }
}

export async function loadEmptyRun(store: Store, { at, projectId }: EmptyRun): Promise<void> {
  await loadStream({
    store,
    bytes: Readable.from([]),
    source: 'a run',
    startedAt: at,
    signal: new AbortController().signal,
    note: async () => {},
    finish: () => ({ wholeOf: projectId === null ? { datasetId: 'set' } : { projectId } }),
  })
}
