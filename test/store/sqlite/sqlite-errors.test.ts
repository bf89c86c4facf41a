import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { SlicegraphError } from '../../../src/errors.ts'
import { openStore, type Store } from '../../../src/store/index.ts'
import { Connection } from '../../../src/store/sqlite/connection.ts'
import { openSqliteLoad } from '../../../src/store/sqlite/loader.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const PADDING = 'x'.repeat(100_000)

async function storeFile() {
  const folder = await temporaryFolder()
  const path = folder.file('store.db')
  await (await openStore(`sqlite:${path}`)).close()
  return { path, [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose]() }
}

function open(path: string, options = { readOnly: false, timeoutMs: 0 }) {
  const connection = new Connection(path, options)
  return { connection, [Symbol.dispose]: () => connection.close() }
}

suite('what SQLite refuses', () => {
  test('a full disk', async () => {
    await using file = await storeFile()
    using opened = open(file.path)
    const { connection } = opened
    connection.script('pragma max_page_count = 1')
    const write = () =>
      connection.transaction(() => connection.run('insert into watermark (scope, at) values (?, 1)', PADDING))
    assert.throws(write, { code: 'STORE_FULL', file: file.path })
    assert.deepEqual(connection.all('select * from watermark'), [])
  })

  test('a full disk during a load, which leaves the data as it was', async () => {
    await using file = await storeFile()
    const connection = new Connection(file.path, { readOnly: false })
    const load = await openSqliteLoad(connection, { holder: 'a test', rawContainers: new Set() })
    connection.script('pragma max_page_count = 1')
    // More than the pages of the indexes that a first load drops.
    const reject = { line: 1, byteOffset: 0, path: '$', reason: 'not JSON', bytes: Buffer.from(PADDING.repeat(100)) }
    const batch = { records: [], rejects: [reject] }
    assert.throws(() => load.write([load.pack([])], () => batch), { code: 'STORE_FULL' })
    await load.abandon().catch(() => {})
    const store = await openStore(`sqlite:${file.path}`)
    assert.deepEqual(await store.loadedExports(), [])
    await store.close()
  })

  test('a store that is only read, and one that is locked', async () => {
    await using file = await storeFile()
    using reading = open(file.path, { readOnly: true, timeoutMs: 0 })
    assert.throws(() => reading.connection.run('delete from lease'), { code: 'STORE_READ_ONLY' })
    using first = open(file.path)
    using second = open(file.path)
    first.connection.script('begin immediate')
    assert.throws(() => second.connection.script('begin immediate'), { code: 'STORE_BUSY' })
  })

  test('a mistake in a statement stays unexpected', async () => {
    await using file = await storeFile()
    using opened = open(file.path)
    for (const mistake of ['select', 'select nope from label', 'select no from label indexed by nope'])
      assert.throws(
        () => opened.connection.all(mistake),
        (error: unknown) => !(error instanceof SlicegraphError),
      )
  })

  for (const [what, statement] of [
    ['a missing table', 'drop table export'],
    ['a missing column', 'alter table export drop column source'],
    ['a missing row of the version', 'delete from state'],
  ] as const) {
    test(`${what} without which nothing can be served`, async () => {
      await using file = await storeFile()
      using opened = open(file.path)
      opened.connection.script(statement)
      await assert.rejects(openStore(`sqlite:${file.path}`), { code: 'STORE_CORRUPT', file: file.path })
    })
  }

  test('the row of the version goes while the store is open', async () => {
    await using file = await storeFile()
    const store = await openStore(`sqlite:${file.path}`)
    using opened = open(file.path)
    opened.connection.script('delete from state')
    await assert.rejects(store.openSnapshot({ scope: { projects: [] } }), { code: 'STORE_CORRUPT' })
    await store.close()
  })

  for (const [what, statement] of [
    ['a missing table', 'drop table reject'],
    ['a missing column', 'alter table label drop column present_at'],
  ] as const)
    test(`${what} that only some answers need: the rest can be read, and no load is accepted`, async () => {
      await using file = await storeFile()
      using opened = open(file.path)
      opened.connection.script(statement)
      const store = await openStore(`sqlite:${file.path}`)
      assert.equal(store.damage?.code, 'STORE_CORRUPT')
      assert.deepEqual(await store.loadedExports(), [])
      for (const large of [false, true]) await assert.rejects(loadInto(store, large), { code: 'STORE_CORRUPT' })
      await store.close()
    })

  test('the thread of a load tells the code too', async () => {
    await using file = await storeFile()
    const store = await openStore(`sqlite:${file.path}`)
    using opened = open(file.path)
    opened.connection.script('drop table lease')
    await assert.rejects(loadInto(store, true), { code: 'STORE_CORRUPT', file: file.path })
    await store.close()
  })
})

const loadInto = (store: Store, large: boolean) => store.openLoad({ holder: 'a test', large, rawContainers: new Set() })
