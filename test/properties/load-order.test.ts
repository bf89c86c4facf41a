import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import * as fc from 'fast-check'
import { decodeChunk } from '../../src/labelbox/index.ts'
import type { JsonObject } from '../../src/model/index.ts'
import { EVERYTHING, type StoreReader } from '../../src/store/index.ts'
import { openLoadedStore } from '../support/graph.ts'
import { type MergedExport, mergeRecords } from '../support/oracle/merge.ts'
import { readExport } from '../support/oracle.ts'
import { runProperty } from './run-property.ts'
import { arbitraryWorld, loadEmptyRun, PROJECTS, ROWS, stamp } from './timed-records.ts'

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
    ...(await foundBy(reader)),
    annotations: drawn.map(each => JSON.stringify(each)).sort(),
  }
}

const TIMES = Array.from({ length: 12 }, (_, time) => time)

/** Labels by their reviews, and projects by their names, as filters find them. */
async function foundBy(reader: StoreReader): Promise<object> {
  const all = { limit: 1000, backward: false } as const
  const labels = TIMES.map(time =>
    reader.page('label', {
      ...all,
      filter: { review: { score: { eq: time }, createdBy: { eq: `reviewer ${time}` } } },
    }),
  )
  const projects = TIMES.map(time =>
    reader.page('project', { ...all, filter: { name: { containsInsensitive: ` AT ${time}` }, tag: { isNull: true } } }),
  )
  const idsOf = (pages: readonly { readonly rows: readonly { readonly node: { readonly id: string } }[] }[]) =>
    pages.map(({ rows }) => rows.map(({ node }) => node.id))
  return { reviewed: idsOf(await Promise.all(labels)), named: idsOf(await Promise.all(projects)) }
}

function labelFields(
  label: Omit<
    MergedExport['labels'][number],
    | 'kind'
    | 'dataRow'
    | 'dataRowProject'
    | 'annotations'
    | 'features'
    | 'classifications'
    | 'remoteGroupCount'
    | 'reviews'
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
    reviewed: TIMES.map(time =>
      byId(labels)
        .filter(({ reviews }) => reviews.some(({ score }) => score === time))
        .map(({ id }) => id),
    ),
    named: TIMES.map(time =>
      byId(projects)
        .filter(({ name }) => name?.includes(` at ${time}`))
        .map(({ id }) => id),
    ),
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
