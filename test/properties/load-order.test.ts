import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { suite, test } from 'node:test'
import * as fc from 'fast-check'
import { loadStream } from '../../src/ingest/index.ts'
import { decodeChunk } from '../../src/labelbox/index.ts'
import type { JsonObject } from '../../src/model/index.ts'
import { EVERYTHING, type Store, type StoreReader } from '../../src/store/index.ts'
import { openLoadedStore } from '../support/graph.ts'
import { type EmptyRun, type MergedExport, mergeRecords } from '../support/oracle/merge.ts'
import { readExport } from '../support/oracle.ts'
import { runProperty } from './run-property.ts'

/*
 * Records of a few things at several times, by v1 and v2, with labels that come and go. Every record of a thing carries
 * the same keys, and what it says follows from the thing and the time. Rows and lists change at even times, labels at odd ones.
 */

const ROWS = ['row1', 'row2']
const PROJECTS = ['project1', 'project2']
const LABELS = ['a', 'b', 'c']
const VOLUME = 'c'

const stamp = (time: number) => `2024-01-01T00:00:${String(time).padStart(2, '0')}.000Z`

/** V2 gives microseconds, which v1 lacks. */
const precise = (time: number) => stamp(time).replace('Z', '456+00:00')

/** The times at which a label changed, of those up to a time the last one. */
const changedBefore = (changes: readonly number[], time: number) => changes.filter(change => change < time).at(-1)

interface World {
  readonly changes: Readonly<Record<string, readonly number[]>>
  readonly records: readonly JsonObject[]
}

function arbitraryWorld(withCarriedOver: boolean): fc.Arbitrary<World> {
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
    label_details: { created_at: stamp(0), updated_at: precise(time), created_by: `person ${time}` },
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
    'Seconds to Create': time,
    'Seconds to Review': null,
    Skipped: false,
    Agreement: time / 8,
    Label: { objects: [{ featureId: `${key}-f`, title: `box at ${time}`, value: 'box', bbox: box }] },
  }
}

const labelsIn = (record: JsonObject): string[] => readExport([record]).labels.map(({ id }) => id)

/** Stored values that the oracle models. Only V2 has the time of the row itself. */
async function storedIn(reader: StoreReader): Promise<object> {
  const all = { limit: 1000, backward: false } as const
  const nodes = async <L extends 'dataRow' | 'dataRowProject' | 'label' | 'project'>(list: L) =>
    (await reader.page(list, all)).rows.map(({ node }) => node)
  const annotations = (await reader.page('annotation', all)).rows.map(({ node }) => node)
  const chunks = await reader.chunks(annotations.map(({ chunk }) => chunk))
  const drawn = annotations.map(({ labelId, groupName, frameNumber, featureId }, index) => {
    const { objects, frames } = decodeChunk(chunks[index] ?? { format: 'v2', text: '{}' }, groupName)
    const there = frameNumber === null ? objects : frames.find(({ number }) => number === frameNumber)?.annotations
    const found = there?.find(annotation => annotation.featureId === featureId)
    return [labelId, groupName, frameNumber, featureId, found?.name, found?.keyFrame]
  })
  const queues = await nodes('dataRowProject')
  const events = await reader.nodesOfDataRows('workflowEvent', ROWS)
  return {
    dataRows: (await nodes('dataRow')).map(({ id, externalId }) => [id, externalId]),
    queues: queues.map(({ dataRowId, projectId, taskName, inTaskSince }) => [
      dataRowId,
      projectId,
      taskName,
      inTaskSince,
    ]),
    events: events.flat().map(({ dataRowId, projectId, createdAt }) => [dataRowId, projectId, createdAt]),
    projects: (await nodes('project')).map(({ id, name }) => [id, name]),
    labels: (await nodes('label')).map(label => labelFields(label)),
    annotations: drawn.map(each => JSON.stringify(each)).sort(),
  }
}

function labelFields(
  label: Omit<
    MergedExport['labels'][number],
    'kind' | 'dataRow' | 'dataRowProject' | 'annotations' | 'classifications' | 'remoteGroupCount'
  >,
) {
  const { id, dataRowId, projectId, labelKind, createdAt, updatedAt, createdBy } = label
  const { secondsToCreate, secondsToReview, skipped, consensusScore } = label
  return {
    id,
    dataRowId,
    projectId,
    labelKind,
    createdAt,
    // As far as v1 gives it.
    updatedAt: updatedAt === null ? null : Math.floor(updatedAt / 1000),
    createdBy,
    secondsToCreate,
    secondsToReview,
    skipped,
    consensusScore,
  }
}

async function loadEmptyRun(store: Store, { at, projectId }: EmptyRun): Promise<void> {
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

function expectedOf({ dataRows, dataRowProjects, labels, projects }: MergedExport): object {
  const byId = <T extends { readonly id: string }>(things: readonly T[]) =>
    things.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const queues = byId(dataRowProjects)
  return {
    dataRows: byId(dataRows).map(({ id, externalId }) => [id, externalId]),
    queues: queues.map(({ dataRowId, projectId, taskName, inTaskSince }) => [
      dataRowId,
      projectId,
      taskName,
      inTaskSince,
    ]),
    events: queues.flatMap(({ events }) =>
      events.map(({ dataRowId, projectId, createdAt }) => [dataRowId, projectId, createdAt]),
    ),
    projects: byId(projects).map(({ id, name }) => [id, name]),
    labels: byId(labels).map(labelFields),
    annotations: labels
      .flatMap(({ id, annotations }) =>
        annotations.map(({ groupIdName, frameNumber, featureId, name, keyFrame }) =>
          JSON.stringify([id, groupIdName, frameNumber, featureId, name, keyFrame]),
        ),
      )
      .sort(),
  }
}

suite('records with times', () => {
  for (const withCarriedOver of [true, false])
    test(`end in the same answers in any order, any number of times (${withCarriedOver ? 'with' : 'without'} carried-over frames)`, async () => {
      let removed = 0
      let removedByRuns = 0
      const loads = arbitraryWorld(withCarriedOver).chain(({ records }) =>
        fc.tuple(
          fc.constant(records),
          // Each record at least once, in files of one to three.
          fc
            .shuffledSubarray([...records, ...records], { minLength: records.length })
            .map(order => [...order, ...records.filter(record => !order.includes(record))]),
          fc.integer({ min: 1, max: 3 }),
          // A whole run between two seconds, after which records come again.
          fc.option(
            fc.record({
              at: fc.integer({ min: 1, max: 10 }).map(time => Date.parse(stamp(time)) * 1000 + 500_000),
              projectId: fc.constantFrom(...PROJECTS, null),
              again: fc.subarray([...records]),
            }),
            { nil: undefined },
          ),
        ),
      )
      const property = fc.asyncProperty(loads, async ([records, order, size, run]) => {
        const merged = mergeRecords(records, run)
        if (new Set(records.flatMap(labelsIn)).size > merged.labels.length) removed++
        if (mergeRecords(records).labels.length > merged.labels.length) removedByRuns++
        await using opened = await openLoadedStore()
        for (let at = 0; at < order.length; at += size)
          assert.equal((await opened.loadRecords(order.slice(at, at + size))).rejected, 0)
        if (run) {
          await loadEmptyRun(opened.store, run)
          await opened.loadRecords(run.again)
        }
        assert.deepEqual(await storedIn(await opened.store.openSnapshot({ scope: EVERYTHING })), expectedOf(merged))
      })
      await runProperty(property, 40)
      assert.ok(removed > 3, `only ${removed} cases removed something`)
      assert.ok(removedByRuns > 3, `only ${removedByRuns} runs removed something`)
    })
})
