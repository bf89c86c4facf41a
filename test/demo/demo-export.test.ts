import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { demoExport, writeDemoExport } from '../../src/demo/index.ts'
import type { JsonObject } from '../../src/model/index.ts'
import { openGraph } from '../support/graph.ts'
import { type OracleLabel, readExport } from '../support/oracle.ts'

const digest = (records: Iterable<JsonObject>) => {
  const hash = createHash('sha256')
  for (const record of records) hash.update(JSON.stringify(record))
  return hash.digest('hex')
}

test('the demo is the same each time, and another with another seed', () => {
  assert.equal(digest(demoExport()), digest(demoExport()))
  assert.notEqual(digest(demoExport()), digest(demoExport({ seed: 2 })))
})

test('a longer demo begins as the shorter one', () => {
  const rows = (dataRows: number) => [...demoExport({ dataRows, v1Records: 0 })]
  assert.deepEqual(rows(9).slice(0, 4), rows(4))
})

test('its frames and masks are where it is told, and nothing else changes', () => {
  const there = JSON.stringify([...demoExport({ origin: 'http://127.0.0.1:1234' })])
  const ofLabelbox = JSON.stringify([...demoExport()])
  assert.ok(!there.includes('https://api.labelbox.com'))
  assert.equal(there.replaceAll('http://127.0.0.1:1234/', 'https://api.labelbox.com/'), ofLabelbox)
})

test('the demo has what a clinic has', () => {
  const records = [...demoExport()]
  // The last one repeats a label of the v2 part; the oracle does not merge.
  const found = readExport(records.slice(0, -1))
  assert.equal(records.length, 36 + 12 + 1)
  assert.equal(new Set(found.labels.map(({ id }) => id)).size, found.labels.length)
  assert.equal(found.projects.length, 4)
  assert.deepEqual(
    new Set(found.workflowEvents.map(({ action }) => action)),
    new Set(['APPROVE', 'MOVE', 'REJECT', 'REWORK']),
  )
  assert.deepEqual(
    new Set(found.dataRowProjects.map(({ workflowStatus }) => workflowStatus)),
    new Set(['TO_LABEL', 'IN_REVIEW', 'IN_REWORK', 'DONE', null]),
  )
  assert.deepEqual(
    new Set(found.annotations.map(({ groupKey }) => groupKey)),
    new Set(['AXIAL', 'SAGITTAL', 'CORONAL']),
  )
  const has = (what: (label: OracleLabel) => unknown) => assert.ok(found.labels.some(what), `no label with ${what}`)
  has(label => label.skipped)
  has(label => label.consensusScore !== null)
  has(label => label.benchmarkScore !== null)
  has(label => label.hasOpenIssues)
  has(label => label.remoteGroupCount > 1)
  has(label => label.classifications.some(({ answers }) => answers.length > 1))
  has(label => label.annotations.some(({ classifications }) => classifications.length > 0))
  assert.ok(found.dataRowProjects.some(({ labels }) => labels.length === 0))
  assert.ok(found.dataRowProjects.some(({ labels }) => labels.length > 1))
  assert.ok(found.dataRows.some(({ projects }) => projects.length > 1))
})

test('the last record is a v1 record of a label that the v2 part has too', () => {
  const records = [...demoExport()]
  const twin = records.at(-1)
  assert.ok(readExport(records.slice(0, 36)).labels.some(({ id }) => id === twin?.ID))
})

test('the twin is older than its label with every seed, and its annotations never replace those of v2', async () => {
  for (let seed = 1; seed <= 60; seed++) {
    const records = [...demoExport({ seed, dataRows: 6, v1Records: 1 })]
    const { labels } = readExport(records)
    const [label, twin] = labels.filter(({ id }) => id === records.at(-1)?.ID)
    assert.ok(label?.updatedAt != null && twin?.updatedAt != null && twin.updatedAt < label.updatedAt, `seed ${seed}`)
  }
  const records = [...demoExport({ seed: 3, dataRows: 6, v1Records: 1 })]
  const { labels } = readExport(records)
  const { id, annotations } = labels.find(each => each.id === records.at(-1)?.ID) ?? assert.fail()
  for (const order of [records, records.toReversed()]) {
    await using graph = await openGraph([])
    await graph.loadRecords(order)
    const answer = await graph.ask(`{ annotations(filter: { labelId: { eq: "${id}" } }) { totalCount } }`)
    assert.deepEqual(answer, { annotations: { totalCount: annotations.length } })
  }
})

test('nothing in the demo happens after its end', () => {
  const { workflowEvents, labels } = readExport([...demoExport({ dataRows: 200 })])
  const end = Date.UTC(2025, 6, 1) * 1000
  for (const { createdAt } of workflowEvents) assert.ok(createdAt < end)
  for (const { createdAt } of labels) assert.ok(createdAt !== null && createdAt < end)
})

test('the bundled demo is an NDJSON file of rows and a JSON array of v1 records', async t => {
  const folder = await mkdtemp(join(tmpdir(), 'slicegraph-demo-'))
  t.after(() => rm(folder, { recursive: true }))
  const [rows = '', records = ''] = await writeDemoExport(join(folder, 'new'))
  const lines = (await readFile(rows, 'utf8')).trimEnd().split('\n')
  const written = [...lines.map(line => JSON.parse(line)), ...JSON.parse(await readFile(records, 'utf8'))]
  assert.deepEqual(written, [...demoExport()])
})
