import assert from 'node:assert/strict'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { DatabaseSync } from 'node:sqlite'
import { suite, test } from 'node:test'
import { zstdDecompressSync } from 'node:zlib'
import { openStore } from '../../../src/store/index.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

/* A connection that only reads deletes no log, and keeps others from deleting it until it is closed. */

const FIXTURE = new URL('../../fixtures/released/store-2.sqlite.zst', import.meta.url)

function openReader(path: string): DatabaseSync {
  const reader = new DatabaseSync(path, { readOnly: true })
  reader.prepare('select version from state').get()
  return reader
}

suite('two processes that close a store at the same moment leave no log', () => {
  test('at a clean stop', async () => {
    await using folder = await temporaryFolder()
    const store = await openStore(`sqlite:${folder.file('store.db')}`)
    const reader = openReader(folder.file('store.db'))
    const closed = store.close()
    reader.close()
    await closed
    assert.deepEqual((await readdir(folder.path)).sort(), ['store.db', 'store.db-checked'])
  })

  test('when one refuses a store of an older version since the other has it open', async () => {
    await using folder = await temporaryFolder()
    await writeFile(folder.file('store.db'), zstdDecompressSync(await readFile(FIXTURE)))
    const reader = openReader(folder.file('store.db'))
    const opened = openStore(`sqlite:${folder.file('store.db')}`)
    reader.close()
    await assert.rejects(opened, /another process has it open/)
    assert.deepEqual(await readdir(folder.path), ['store.db'])
  })
})
