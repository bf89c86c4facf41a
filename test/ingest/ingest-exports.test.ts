import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { suite, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { checkExports } from '../../src/ingest/index.ts'
import { decodeChunk } from '../../src/labelbox/index.ts'
import { listExports } from '../../src/source/index.ts'
import { EVERYTHING } from '../../src/store/index.ts'
import { largeRow } from '../bench/bench-export.ts'
import { openLoadedStore } from '../support/graph.ts'
import { readExport } from '../support/oracle.ts'

type Opened = Awaited<ReturnType<typeof openLoadedStore>>

/** A file with a label that says when it was updated; null: it does not. */
async function file({ folder }: Opened, name: string, by: string, day: number | null = null): Promise<string> {
  const updated = day === null ? {} : { updated_at: `2024-01-0${day}T00:00:00Z`, content_last_updated_at: null }
  const labels = [{ id: 'label1', label_details: { created_by: by, ...updated }, annotations: {} }]
  const row = { data_row: { id: 'row1', global_key: name }, projects: { project1: { labels } } }
  await writeFile(folder.file(name), JSON.stringify(row))
  return folder.file(name)
}

async function createdBy({ store }: Opened): Promise<string | null | undefined> {
  const [label] = await (await store.openSnapshot({ scope: EVERYTHING })).nodes('label', ['label1'])
  return label?.createdBy
}

const skips = async (opened: Opened, paths: readonly string[]) =>
  (await opened.load(paths)).exports.map(({ skipped }) => skipped)

suite('a file that was loaded before', () => {
  test('is passed over when nothing was loaded since, or only files that are named after it, in that order', async () => {
    await using opened = await openLoadedStore()
    const [a, b, c] = await Promise.all(['a', 'b', 'c'].map(name => file(opened, name, name)))
    assert.ok(a && b && c)
    assert.deepEqual(await skips(opened, [a, b]), [false, false])
    assert.deepEqual(await skips(opened, [a, b]), [true, true])
    assert.deepEqual(await skips(opened, [b]), [true])
    assert.deepEqual(await skips(opened, [a, b, c]), [true, true, false])
    assert.deepEqual(await skips(opened, [a, b, c]), [true, true, true])
    assert.equal(await createdBy(opened), 'c')
  })

  test('is loaded again after others, and its Export is updated, not doubled', async () => {
    await using opened = await openLoadedStore()
    const [a, b] = await Promise.all(['a', 'b'].map(name => file(opened, name, name)))
    assert.ok(a && b)
    await opened.load([a, b])
    const before = await opened.store.openSnapshot({ scope: EVERYTHING })
    const first = (await before.page('export', { limit: 9, backward: false })).rows.at(-1)
    assert.deepEqual(await skips(opened, [a]), [false])
    assert.equal(await createdBy(opened), 'a')
    const after = await opened.store.openSnapshot({ scope: EVERYTHING })
    const { rows } = await after.page('export', { limit: 9, backward: false })
    assert.deepEqual(
      rows.map(({ node }) => node.source.slice(-1)),
      ['a', 'b'],
    )
    assert.equal(rows[0]?.node.id, first?.node.id)
    assert.ok((rows[0]?.node.loadedAt ?? 0) >= (first?.node.loadedAt ?? 0))
    // The older snapshot has the Export as it was.
    const [still] = await before.nodes('export', [first?.node.id ?? ''])
    assert.deepEqual({ ...still }, { ...first?.node })
    assert.deepEqual(await skips(opened, [b, a]), [true, true])
  })

  test('is loaded again between two others in another order', async () => {
    await using opened = await openLoadedStore()
    const [a, b] = await Promise.all(['a', 'b'].map(name => file(opened, name, name)))
    assert.ok(a && b)
    await opened.load([a, b])
    assert.deepEqual(await skips(opened, [b, a]), [true, false])
    assert.equal(await createdBy(opened), 'a')
  })
})

suite('the load summary', () => {
  test('counts distinct data rows and labels, as check does', async () => {
    await using opened = await openLoadedStore()
    const path = fileURLToPath(new URL('../fixtures/merge/v1-two-labels-one-row.json', import.meta.url))
    const counts = { records: 2, dataRows: 1, labels: 2 }
    for (const summary of [await opened.load([path]), await checkExports({ files: await listExports([path]) })]) {
      const { records, dataRows, labels } = summary
      assert.deepEqual({ records, dataRows, labels }, counts)
    }
    const [loaded] = (
      await (await opened.store.openSnapshot({ scope: EVERYTHING })).page('export', { limit: 1, backward: false })
    ).rows
    assert.equal(loaded?.node.dataRowCount, 1)
  })

  test('counts a label that comes twice once, as its Export does', async () => {
    await using opened = await openLoadedStore()
    const record = { ID: 'a', 'DataRow ID': 'row1', Label: { objects: [] } }
    const { labels, records } = await opened.loadRecords([record, record])
    const { rows } = await (await opened.store.openSnapshot({ scope: EVERYTHING })).page('export', {
      limit: 1,
      backward: false,
    })
    assert.deepEqual([records, labels, rows[0]?.node.labelCount], [2, 1, 1])
  })

  test('counts labels left alone, once each: a folder in the order of names, of which the first is the newest', async () => {
    await using opened = await openLoadedStore()
    const paths = [await file(opened, '10_2', 'october', 3), await file(opened, '9_30', 'september', 2)]
    const summary = await opened.load(paths)
    assert.equal(await createdBy(opened), 'october')
    assert.equal(summary.olderLabelCount, 1)
    assert.deepEqual(
      summary.exports.map(({ olderLabelCount }) => olderLabelCount),
      [0, 1],
    )
    assert.deepEqual(await skips(opened, paths), [true, true])
  })
})

test('a record that is large enough to be compressed while it is read is stored as exported', async () => {
  await using opened = await openLoadedStore()
  const text = [...largeRow(20_000_000)].join('')
  await writeFile(opened.folder.file('large'), text)
  const { annotations, rejected } = await opened.load([opened.folder.file('large')])
  const exported = readExport([JSON.parse(text)]).annotations
  assert.deepEqual({ annotations, rejected }, { annotations: exported.length, rejected: 0 })
  const reader = await opened.store.openSnapshot({ scope: EVERYTHING })
  for (const backward of [true, false]) {
    const { rows } = await reader.page('annotation', { limit: 3, backward })
    for (const { node: ref } of rows) {
      const [chunk] = await reader.chunks([ref.chunk])
      assert.ok(chunk)
      const frame = decodeChunk(chunk, ref.groupName).frames.find(({ number }) => number === ref.frameNumber)
      assert.ok(frame?.annotations.some(({ featureId }) => featureId === ref.featureId))
    }
  }
})
