import assert from 'node:assert/strict'
import { open, rm } from 'node:fs/promises'
import { DatabaseSync } from 'node:sqlite'
import { suite, test } from 'node:test'
import { EVERYTHING, openStore, type Store } from '../../../src/store/index.ts'
import { openGraph } from '../../support/graph.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const ROWS = Array.from({ length: 40 }, (_, i) => ({
  data_row: { id: `row-${i}` },
  projects: { p: { name: 'project', labels: [{ id: `label-${i}`, annotations: {} }] } },
}))

/** A store with rows and labels, closed as it should be. */
async function openLoaded() {
  const folder = await temporaryFolder()
  const path = folder.file('store.db')
  await using graph = await openGraph([], { storePath: path })
  await graph.loadRecords(ROWS)
  return { path, url: `sqlite:${path}`, [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose]() }
}

function alter(path: string, statement: string): void {
  const database = new DatabaseSync(path)
  database.exec(statement)
  database.close()
}

/** Whether reads of a store that is opened now wait for its check. */
async function isAwaited(url: string): Promise<boolean> {
  const store = await openStore(url)
  const { isAwaited } = store.opening
  await store.close()
  return isAwaited
}

/** Of an entry in an index: the number of its row, which is the last byte of the page. */
async function damageIndex(path: string, index: string): Promise<void> {
  const database = new DatabaseSync(path)
  const page = database
    .prepare(`select pageno * pgsize as "end" from dbstat where name = ? and pagetype = 'leaf' limit 1`)
    .get(index)
  database.close()
  await using file = await open(path, 'r+')
  await file.write(Buffer.of(0x55), 0, 1, Number(page?.end) - 1)
}

const countOf = async (store: Store, list: 'label' | 'dataRow') =>
  (await store.openSnapshot({ scope: EVERYTHING })).count(list, null)

suite('the check of a store that is opened', () => {
  test('is awaited where something else changed the file, and found it sound', async () => {
    await using loaded = await openLoaded()
    assert.equal(await isAwaited(loaded.url), false)
    alter(loaded.path, 'update lease set pid = pid; vacuum')
    const store = await openStore(loaded.url)
    assert.equal(store.opening.isAwaited, true)
    assert.equal(await countOf(store, 'label'), ROWS.length)
    assert.deepEqual([store.opening.isAwaited, store.damage], [false, null])
    await store.close()
    assert.equal(await isAwaited(loaded.url), false)
  })

  test('is awaited until it was done once', async () => {
    await using loaded = await openLoaded()
    await rm(`${loaded.path}-checked`)
    for (let i = 0; i < 2; i++) assert.equal(await isAwaited(loaded.url), true)
  })

  test('is not awaited by the next process when one that only read was killed', async () => {
    await using loaded = await openLoaded()
    const killed = await openStore(loaded.url)
    assert.equal(await countOf(killed, 'label'), ROWS.length)
    const store = await openStore(loaded.url)
    assert.equal(store.opening.isAwaited, false)
    await Promise.all([store.close(), killed.close()])
  })

  test('finds an index that lost a row: reads of its table are refused, all others are answered', async () => {
    await using loaded = await openLoaded()
    await damageIndex(loaded.path, 'label_id')
    const store = await openStore(loaded.url)
    await assert.rejects(countOf(store, 'label'), { code: 'STORE_CORRUPT', message: /table label .*slicegraph verify/ })
    const reader = await store.openSnapshot({ scope: EVERYTHING })
    await assert.rejects(reader.nodes('label', ['label-1']), { code: 'STORE_CORRUPT' })
    assert.equal(await reader.count('dataRow', null), ROWS.length)
    assert.equal(store.damage?.code, 'STORE_CORRUPT')
    await assert.rejects(store.openLoad({ rawContainers: new Set(), holder: 'a test' }), { code: 'STORE_CORRUPT' })
    await store.close()
    assert.equal(await isAwaited(loaded.url), true)
  })

  test('refuses scans of a table with a damaged row, and reads the others by their ids', async () => {
    await using loaded = await openLoaded()
    alter(loaded.path, `update label set created_by = 'other' where id = 'label-1'`)
    const store = await openStore(loaded.url)
    const reader = await store.openSnapshot({ scope: EVERYTHING })
    await assert.rejects(reader.count('label', { createdBy: { eq: 'other' } }), { code: 'STORE_CORRUPT' })
    await assert.rejects(reader.nodes('label', ['label-1']), { code: 'STORE_CORRUPT' })
    const [label] = await reader.nodes('label', ['label-2'])
    assert.equal(label?.dataRowId, 'row-2')
    await store.close()
  })

  test('findings of another process drop what was kept before', async () => {
    await using loaded = await openLoaded()
    const store = await openStore(loaded.url, { isCheckedElsewhere: true })
    const version = store.version()
    // Twice, so that it is kept.
    for (let i = 0; i < 3; i++) assert.equal(await countOf(store, 'label'), ROWS.length)
    store.opening.take([{ kind: 'ROW', table: 'label', count: 1 }])
    await assert.rejects(countOf(store, 'label'), { code: 'STORE_CORRUPT' })
    assert.notEqual(store.version(), version)
    await store.close()
  })
})
