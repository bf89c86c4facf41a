import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import type { NameWithRaw, StoreReader } from '../../src/store/index.ts'
import { BACKENDS } from '../support/backends.ts'
import { openBackend } from './opened-store.ts'
import { label, record } from './sample-records.ts'

/** A data row with a label and two events, each with a `raw` of its own. */
function rowWith(mark: string, projectId = 'p') {
  const made = record('d', projectId, [{ ...label('l', projectId), raw: { mark } }])
  const projects = made.projects.map(project => ({
    ...project,
    raw: { mark },
    events: project.events?.map(event => ({ ...event, raw: { mark, number: event.number } })) ?? [],
  }))
  return { ...made, dataRow: { ...made.dataRow, raw: { mark } }, projects }
}

async function rawsOf(reader: StoreReader, name: NameWithRaw, ids: readonly string[]): Promise<unknown[]> {
  return (await reader.raws(name, ids)).map(text => (text === null ? null : JSON.parse(text)))
}

for (const backend of BACKENDS)
  suite(`${backend.name}: raw`, () => {
    test('is read by id, in the order of the ids; null for one that is not there', async () => {
      await using opened = await openBackend(backend)
      await opened.load(rowWith('a'), record('e', 'p', []))
      const reader = await opened.read()
      assert.deepEqual(await rawsOf(reader, 'dataRow', ['e', 'none', 'd']), [
        { data_row: { id: 'e' } },
        null,
        { mark: 'a' },
      ])
      assert.deepEqual(await rawsOf(reader, 'label', ['l', 'none']), [{ mark: 'a' }, null])
      assert.deepEqual(await rawsOf(reader, 'dataRowProject', ['dataRowProject:d:p', 'd']), [{ mark: 'a' }, null])
      assert.deepEqual(
        await rawsOf(reader, 'workflowEvent', ['event:d:p:1', 'event:d:p:2', 'event:e:p:0', 'e', 'event:d:p:0']),
        [{ mark: 'a', number: 1 }, null, {}, null, { mark: 'a', number: 0 }],
      )
    })

    test('is not part of a node, whichever way it is read', async () => {
      await using opened = await openBackend(backend)
      await opened.load(rowWith('a'))
      const reader = await opened.read()
      const window = { limit: 9, backward: false }
      for (const name of ['dataRow', 'dataRowProject', 'label', 'workflowEvent'] as const)
        for (const { node } of (await reader.page(name, window)).rows) assert.equal('raw' in node, false)
      for (const node of (await reader.nodesOfDataRows('workflowEvent', ['d'])).flat())
        assert.equal('raw' in node, false)
    })

    test('is of the version of its snapshot, beside rows that are kept in memory', async () => {
      await using opened = await openBackend(backend)
      const rawsIn = async (reader: Awaited<ReturnType<typeof opened.read>>) => [
        ...(await rawsOf(reader, 'dataRow', ['d'])),
        ...(await rawsOf(reader, 'dataRowProject', ['dataRowProject:d:p'])),
        ...(await rawsOf(reader, 'label', ['l'])),
        ...(await rawsOf(reader, 'workflowEvent', ['event:d:p:1'])),
      ]
      const expected = (mark: string) => [{ mark }, { mark }, { mark }, { mark, number: 1 }]
      await opened.load(rowWith('a'))
      const before = await opened.read()
      await before.nodesOfDataRows('label', ['d'])
      await opened.load(rowWith('b'))
      assert.deepEqual(await rawsIn(before), expected('a'))
      assert.deepEqual(await rawsIn(await opened.read()), expected('b'))
    })

    test('is seen like its node: not by a caller who may not see the project', async () => {
      await using opened = await openBackend(backend)
      await opened.load(rowWith('a'))
      const reader = await opened.read(['another'])
      assert.deepEqual(await rawsOf(reader, 'dataRow', ['d']), [null])
      assert.deepEqual(await rawsOf(reader, 'dataRowProject', ['dataRowProject:d:p']), [null])
      assert.deepEqual(await rawsOf(reader, 'label', ['l']), [null])
      assert.deepEqual(await rawsOf(reader, 'workflowEvent', ['event:d:p:1']), [null])
    })

    test('keeps the keys that a later record lacks', async () => {
      await using opened = await openBackend(backend)
      await opened.load(rowWith('a'))
      const again = rowWith('a')
      const thinner = { ...again, dataRow: { ...again.dataRow, raw: {} } }
      await opened.load(thinner)
      assert.deepEqual(await rawsOf(await opened.read(), 'dataRow', ['d']), [{ mark: 'a' }])
    })
  })
