import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { suite, test } from 'node:test'
import { openStore } from '../../src/store/index.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { earlierExport } from './changed-export.ts'
import { answersAfterStart, load, peek, startLoad, unpublishedRows, until } from './loads.ts'

/* The first load of a store builds most indexes at its end. */

const indexesOf = (store: string) =>
  peek<{ names: string }>(
    store,
    "select group_concat(name) as names from (select name from sqlite_schema where type = 'index' order by name)",
  ).names.split(',')

const EVENTS = 'workflow_event_created_at'

suite('the first load of a store', () => {
  test('that is killed leaves an empty store, and the next one ends as an undisturbed load, with all indexes', async () => {
    await using folder = await temporaryFolder()
    const [path, store, undisturbed] = [folder.file('export.ndjson'), folder.file('store.db'), folder.file('other.db')]
    await writeFile(path, earlierExport())
    await (await openStore(`sqlite:${undisturbed}`)).close()
    const all = indexesOf(undisturbed)
    await load(path, undisturbed)
    await (await openStore(`sqlite:${store}`)).close()
    for (let kills = 0; kills < 2; kills++) {
      const running = startLoad('-', store)
      running.process.stdin?.write(earlierExport().repeat(12))
      await until(() => unpublishedRows(store) > 0 && !indexesOf(store).includes(EVENTS), running)
      running.process.kill('SIGKILL')
      await running.ended
      assert.equal((await answersAfterStart(store)).version, '0')
    }
    await load(path, store)
    assert.deepEqual(indexesOf(store), all)
    assert.deepEqual(await answersAfterStart(store), await answersAfterStart(undisturbed))
  })

  test('that is given up leaves all indexes', async () => {
    await using folder = await temporaryFolder()
    const path = folder.file('store.db')
    const store = await openStore(`sqlite:${path}`)
    const all = indexesOf(path)
    const writer = await store.openLoad({ holder: 'a test', rawContainers: new Set() })
    assert.ok(!indexesOf(path).includes(EVENTS))
    await writer.abandon()
    assert.deepEqual(indexesOf(path), all)
    await store.close()
  })
})
