import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'
import { suite, test } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { StoreReader } from '../../../src/store/index.ts'
import { BACKENDS } from '../../support/backends.ts'
import { openBackend } from '../opened-store.ts'
import { label, record } from '../sample-records.ts'

const version = (createdBy: string) => record('r1', 'p1', [label('l1', 'p1', { createdBy })], { externalId: createdBy })
const PAGE = { limit: 10, backward: false } as const

const READS: Readonly<Record<string, (reader: StoreReader) => Promise<unknown>>> = {
  'a node': reader => reader.nodes('label', ['l1']),
  'a page': reader => reader.page('label', PAGE),
  'a count': reader => reader.count('label', null),
  'the labels of a data row': reader => reader.nodesOfDataRows('label', ['r1']),
  'the content of a label': reader => reader.contents(['l1']),
  'the raw of a label': reader => reader.raws('label', ['l1']),
}

// Kept answers would stay right.
const UNKEPT = BACKENDS.map(backend => ({ ...backend, options: { ...backend.options, keptBytes: 0 } }))

for (const backend of UNKEPT)
  suite(`a request of an older version: ${backend.name}`, () => {
    for (const [name, read] of Object.entries(READS))
      test(`reads ${name} until the second load after it is published, and is OVERLOADED from then on`, async () => {
        await using opened = await openBackend(backend)
        await opened.load(version('ann'))
        const [before, early, late] = [await opened.read(), await opened.read(), await opened.read()]
        const answer = await read(before)
        await opened.load(version('bob'))
        assert.equal(JSON.stringify(await read(early)), JSON.stringify(answer))
        // The third load begins by deleting what the first one wrote.
        for (const name of ['cyd', 'dan']) await opened.load(version(name))
        await assert.rejects(read(late), { code: 'OVERLOADED' })
      })

    test('a row of a page that is not there is damage, not a load', async () => {
      await using opened = await openBackend(backend)
      await opened.load(version('ann'))
      const reader = await opened.read()
      assert.equal((await reader.page('label', PAGE)).rows.length, 1)
      const database = new DatabaseSync(opened.url.slice('sqlite:'.length))
      database.exec('delete from label')
      database.close()
      // Reads of one turn of the event loop see one state of the file.
      await nextTurn()
      // The rows of the page are known to the request, and not what they hold.
      await assert.rejects(reader.page('label', PAGE), { code: 'STORE_CORRUPT' })
    })
  })
