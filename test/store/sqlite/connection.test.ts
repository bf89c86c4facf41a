import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'
import { suite, test } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { Connection, openForWriting } from '../../../src/store/sqlite/connection.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

async function openShared() {
  const folder = await temporaryFolder()
  const path = folder.file('shared.db')
  // Not one of ours: it writes as another process does.
  const other = new DatabaseSync(path)
  other.exec('pragma journal_mode = wal; create table t (n integer not null); insert into t values (0)')
  const reader = new Connection(path, { readOnly: true, sharesReads: true })
  return {
    path,
    other,
    reader,
    value: () => reader.get<{ n: number }>('select n from t')?.n,
    async [Symbol.asyncDispose]() {
      reader.close()
      other.close()
      await folder[Symbol.asyncDispose]()
    },
  }
}

suite('a connection that shares reads', () => {
  test('sees one state in a stretch of work, and the newest in the next', async () => {
    await using opened = await openShared()
    await nextTurn()
    assert.equal(opened.value(), 0)
    opened.other.exec('update t set n = 1')
    assert.equal(opened.value(), 0)
    await null
    assert.equal(opened.value(), 0)
    await nextTurn()
    assert.equal(opened.value(), 1)
  })

  test('sees what this thread writes at once', async () => {
    await using opened = await openShared()
    const writer = openForWriting(opened.path)
    try {
      assert.equal(opened.value(), 0)
      writer.transaction(() => writer.run('update t set n = 2'))
      assert.equal(opened.value(), 2)
      writer.run('update t set n = 3')
      assert.equal(opened.value(), 3)
    } finally {
      writer.close()
    }
  })

  test('goes on after a statement that fails, and holds no lock between stretches', async () => {
    await using opened = await openShared()
    assert.equal(opened.value(), 0)
    assert.throws(() => opened.reader.all('select missing from t'))
    assert.equal(opened.value(), 0)
    await nextTurn()
    const { busy } = opened.other.prepare('pragma wal_checkpoint(truncate)').get() as { busy: number }
    assert.equal(busy, 0)
  })
})
