import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { ExportRecord, RejectedRecord } from '../../src/model/index.ts'
import { EVERYTHING, openStore, type PageRequest, type Store } from '../../src/store/index.ts'
import { BACKENDS } from '../support/backends.ts'
import { label, record } from './sample-records.ts'

/* What a store promises, whichever backend it stands on: the sentences of store.ts. */

let loads = 0

async function put(store: Store, records: readonly ExportRecord[], rejects: readonly RejectedRecord[] = []) {
  const writer = await store.openLoad({ holder: 'a test', rawContainers: new Set(['data_row']) })
  await writer.put({ records, rejects })
  return writer.publish({ source: 'test', digest: `digest-${++loads}`, byteCount: 1 })
}

const read = (store: Store) => store.openSnapshot({ scope: EVERYTHING })
const FIRST: PageRequest<'label'> = { limit: 10, backward: false }

for (const backend of BACKENDS) {
  describe(backend.name, () => {
    async function open() {
      const place = await backend.makePlace()
      const store = await openStore(place.url, backend.options)
      return {
        store,
        url: place.url,
        async [Symbol.asyncDispose]() {
          await store.close()
          await place[Symbol.asyncDispose]()
        },
      }
    }

    test('a new store is empty, and has a version', async () => {
      await using opened = await open()
      const reader = await read(opened.store)
      assert.equal(reader.version, '0')
      assert.deepEqual((await reader.page('label', FIRST)).rows, [])
      assert.equal(await reader.count('dataRow', null), 0)
    })

    test('a load is seen whole when it is published, and not before', async () => {
      await using opened = await open()
      const writer = await opened.store.openLoad({ holder: 'a test', rawContainers: new Set() })
      await writer.put({ records: [record('r1', 'p1', [label('l1', 'p1')])], rejects: [] })
      const before = await read(opened.store)
      assert.deepEqual(await before.nodes('label', ['l1']), [null])
      await writer.publish({ source: 'test', digest: 'd', byteCount: 1 })
      assert.deepEqual(await before.nodes('label', ['l1']), [null])
      assert.equal(await before.count('annotation', null), 0)
      const after = await read(opened.store)
      assert.notEqual(after.version, before.version)
      assert.equal((await after.nodes('label', ['l1']))[0]?.id, 'l1')
    })

    test('a snapshot keeps what a load replaces and takes away', async () => {
      await using opened = await open()
      await put(opened.store, [record('r1', 'p1', [label('l1', 'p1', { createdBy: 'ann' }), label('l2', 'p1')])])
      const before = await read(opened.store)
      await put(opened.store, [record('r1', 'p1', [label('l1', 'p1', { createdBy: 'bob' }, ['f1', 'f2'])])])
      const after = await read(opened.store)
      assert.deepEqual(
        (await before.nodes('label', ['l1', 'l2'])).map(found => found?.createdBy ?? found),
        ['ann', (await before.nodes('label', ['l2']))[0]],
      )
      assert.equal(await before.count('annotation', null), 2)
      assert.deepEqual(
        (await after.nodes('label', ['l1', 'l2'])).map(found => found?.createdBy ?? null),
        ['bob', null],
      )
      assert.equal(await after.count('annotation', null), 2)
      assert.equal(
        (await after.pagesOf('annotation', { kind: 'label', ids: ['l1'] }, FIRST as never))[0]?.rows.length,
        2,
      )
    })

    test('an abandoned load leaves nothing, and the next one can begin', async () => {
      await using opened = await open()
      await put(opened.store, [record('r1', 'p1', [label('l1', 'p1')])])
      const writer = await opened.store.openLoad({ holder: 'a test', rawContainers: new Set() })
      await writer.put({ records: [record('r1', 'p1', []), record('r2', 'p1', [])], rejects: [] })
      await writer.abandon()
      const reader = await read(opened.store)
      assert.equal(reader.version, '1')
      assert.deepEqual(
        (await reader.nodes('dataRow', ['r1', 'r2'])).map(row => row?.id ?? null),
        ['r1', null],
      )
      await put(opened.store, [record('r2', 'p1', [])])
      const next = await read(opened.store)
      assert.deepEqual(
        (await next.nodes('dataRow', ['r1', 'r2'])).map(row => row?.id),
        ['r1', 'r2'],
      )
      assert.equal((await next.nodes('label', ['l1']))[0]?.id, 'l1')
    })

    test('after many loads of one row, old versions are taken away and the newest answers', async () => {
      await using opened = await open()
      for (let i = 0; i < 6; i++) {
        await put(opened.store, [record('r1', 'p1', [label('l1', 'p1', { createdBy: `by ${i}` }, [`f${i}`])])])
      }
      const reader = await read(opened.store)
      assert.equal((await reader.nodes('label', ['l1']))[0]?.createdBy, 'by 5')
      assert.equal(await reader.count('annotation', null), 1)
      assert.equal(await reader.count('label', null), 1)
    })

    test('a record that comes twice in one load counts once', async () => {
      await using opened = await open()
      const made = await put(opened.store, [
        record('r1', 'p1', [label('l1', 'p1', {}, ['f1', 'f2'])], { globalKey: 'k', createdBy: 'ann' }),
        record('r1', 'p1', [label('l1', 'p1', {}, ['f3'])], { createdBy: 'bob' }),
      ])
      const reader = await read(opened.store)
      const [row] = await reader.nodes('dataRow', ['r1'])
      assert.deepEqual([row?.globalKey, row?.createdBy], ['k', 'bob'])
      assert.equal(await reader.count('annotation', null), 1)
      assert.equal(await reader.count('workflowEvent', null), 2)
      assert.deepEqual([made.recordCount, made.dataRowCount, made.labelCount], [2, 1, 1])
    })

    test('nulls come last in either direction, and ids break ties upwards', async () => {
      await using opened = await open()
      const scores = { l1: 0.5, l2: null, l3: 0.9, l4: 0.5, l5: null }
      const labels = Object.entries(scores).map(([id, consensusScore]) => label(id, 'p1', { consensusScore }))
      await put(opened.store, [record('r1', 'p1', labels)])
      const reader = await read(opened.store)
      const order = async (direction: 'ASC' | 'DESC', backward: boolean) => {
        const orderBy = [{ field: 'CONSENSUS_SCORE', direction } as const]
        const found = await reader.page('label', { ...FIRST, orderBy, backward })
        return found.rows.map(({ node }) => node.id).join(' ')
      }
      assert.equal(await order('ASC', false), 'l1 l4 l3 l2 l5')
      assert.equal(await order('DESC', false), 'l3 l1 l4 l2 l5')
      assert.equal(await order('ASC', true), 'l1 l4 l3 l2 l5')
    })

    test('a cursor is rejected where it does not belong', async () => {
      await using opened = await open()
      await put(opened.store, [record('r1', 'p1', [label('l1', 'p1')])])
      const reader = await read(opened.store)
      const { rows } = await reader.page('label', FIRST)
      const after = rows[0]?.cursor() ?? ''
      const refused = { code: 'INVALID_CURSOR' }
      await assert.rejects(reader.page('dataRow', { ...FIRST, after } as never), refused)
      await assert.rejects(
        reader.page('label', { ...FIRST, after, orderBy: [{ field: 'CREATED_AT', direction: 'ASC' }] }),
        refused,
      )
      await assert.rejects(reader.page('label', { ...FIRST, after: 'nonsense' }), refused)
      await assert.rejects(reader.page('label', { ...FIRST, after: '' }), refused)
      assert.deepEqual((await reader.page('label', { ...FIRST, after })).rows, [])
    })

    test('a cursor whose values are of other types than its order is rejected', async () => {
      await using opened = await open()
      await put(opened.store, [record('r1', 'p1', [label('l1', 'p1', { createdAt: 5 })])])
      const reader = await read(opened.store)
      const refused = { code: 'INVALID_CURSOR' }
      const forged = (...values: readonly unknown[]) => Buffer.from(JSON.stringify(values)).toString('base64url')
      const orderBy = [{ field: 'CREATED_AT', direction: 'ASC' }] as const
      const own = await reader.page('label', { ...FIRST, orderBy, after: forged('label CREATED_AT ASC', null, 'l0') })
      assert.equal(own.rows.length, 0)
      for (const values of [['5', 'l1'], [true, 'l1'], [5, 1], [5, null], [{}, 'l1'], [5]]) {
        const after = forged('label CREATED_AT ASC', ...values)
        await assert.rejects(reader.page('label', { ...FIRST, orderBy, after }), refused)
      }
      await assert.rejects(reader.page('label', { ...FIRST, after: forged('label', 1) }), refused)
    })

    test('startsWith compares every character, NUL and those outside the basic plane too', async () => {
      await using opened = await open()
      const kinds = { l1: 'a\0b', l2: 'a', l3: 'a\0', l4: 'a🧠b', l5: 'ab', l6: '' }
      const labels = Object.entries(kinds).map(([id, labelKind]) => label(id, 'p1', { labelKind }))
      await put(opened.store, [record('r1', 'p1', labels)])
      const reader = await read(opened.store)
      const begins = async (startsWith: string) => {
        const { rows } = await reader.page('label', { ...FIRST, filter: { labelKind: { startsWith } } })
        return rows.map(({ node }) => node.id).join(' ')
      }
      assert.equal(await begins('a'), 'l1 l2 l3 l4 l5')
      assert.equal(await begins('a\0'), 'l1 l3')
      assert.equal(await begins('a\0b'), 'l1')
      assert.equal(await begins('a🧠'), 'l4')
      assert.equal(await begins(''), 'l1 l2 l3 l4 l5 l6')
      assert.equal(await begins('A'), '')
    })

    test('a lone surrogate is found by its own value, in lookups and filters', async () => {
      await using opened = await open()
      const lone = 'key \ud800'
      await put(opened.store, [record('r1', 'p1', [], { globalKey: lone }), record('r2', 'p1', [], { globalKey: 'k' })])
      const reader = await read(opened.store)
      const found = await reader.dataRowsByGlobalKey([lone, 'key \udc00', 'k'])
      assert.deepEqual(
        found.map(row => row?.id ?? null),
        ['r1', null, 'r2'],
      )
      assert.equal(found[0]?.globalKey, lone)
      for (const globalKey of [{ eq: lone }, { in: [lone] }, { startsWith: lone }, { contains: lone }])
        assert.equal(await reader.count('dataRow', { globalKey }), 1)
    })

    test('a label is found by the classifications of its objects as by its own', async () => {
      await using opened = await open()
      const own = label('l1', 'p1')
      const onObject = label('l2', 'p1')
      const named = { name: 'finding', value: 'finding', answer: 'good', text: null }
      const answer = { ...named, annotation: 0, groupName: null, featureId: 'good' }
      const content = { ...onObject.content, classifications: [answer] }
      await put(opened.store, [record('r1', 'p1', [own, { ...onObject, content }])])
      const reader = await read(opened.store)
      const count = (name: string) =>
        reader.count('label', { classification: { name: { eq: name }, answer: { eq: 'good' } } })
      assert.deepEqual([await count('quality'), await count('finding'), await count('none')], [1, 1, 0])
      assert.equal(await reader.count('annotation', { classification: { name: { eq: 'finding' } } }), 1)
      assert.equal(await reader.count('annotation', { classification: { name: { eq: 'quality' } } }), 0)
    })

    test('a filter may have thousands of alternatives', async () => {
      await using opened = await open()
      await put(opened.store, [record('r1', 'p1', [label('l1', 'p1'), label('l2', 'p1')])])
      const reader = await read(opened.store)
      const or = Array.from({ length: 5000 }, (_, i) => ({ id: { eq: `l${i + 2}` } }))
      assert.equal(await reader.count('label', { or }), 1)
      assert.equal(await reader.count('label', { not: { and: or } }), 2)
    })

    test('pages by parent are each parent’s own', async () => {
      await using opened = await open()
      await put(opened.store, [
        record('r1', 'p1', [label('l1', 'p1'), label('l2', 'p1'), label('l3', 'p1')]),
        record('r2', 'p2', [label('l4', 'p2')]),
      ])
      const reader = await read(opened.store)
      const parent = { kind: 'project', ids: ['p2', 'p1', 'none'] } as const
      const pages = await reader.pagesOf('label', parent, { limit: 2, backward: true })
      assert.deepEqual(
        pages.map(({ rows, more }) => [rows.map(({ node }) => node.id), more]),
        [
          [['l4'], false],
          [['l2', 'l3'], true],
          [[], false],
        ],
      )
      assert.deepEqual(await reader.countsOf('label', parent, null), [1, 3, 0])
      assert.deepEqual(await reader.countsOf('dataRow', parent, null), [1, 1, 0])
    })

    test('rejected records are kept with their reason, and shown in part', async () => {
      await using opened = await open()
      const reject = { line: 3, byteOffset: 99, path: '$.x', reason: 'expected y', bytes: Buffer.from('é'.repeat(500)) }
      const made = await put(opened.store, [], [reject])
      const reader = await read(opened.store)
      const [page] = await reader.pagesOf('reject', { kind: 'export', ids: [made.id] }, { limit: 5, backward: false })
      assert.deepEqual(
        page?.rows.map(({ node }) => node),
        [{ line: 3, byteOffset: 99, path: '$.x', reason: 'expected y', excerpt: 'é'.repeat(200) }],
      )
      assert.equal(made.rejectedCount, 1)
    })

    test('content comes back as it was written', async () => {
      await using opened = await open()
      const long = Array.from({ length: 500 }, (_, i) => `feature-${i}`)
      await put(opened.store, [record('r1', 'p1', [label('l1', 'p1', {}, long)])])
      const reader = await read(opened.store)
      const [content] = await reader.contents(['l1'])
      assert.equal(content?.head, '{"head":true}')
      assert.deepEqual(
        content?.groups.map(group => [group.idName, group.name, group.remote]),
        [
          ['Axial', 'axial', false],
          ['Other', 'Other', true],
        ],
      )
      const [entries] = await reader.chunkDirectory([{ labelId: 'l1', groupName: 'Axial' }])
      const [chunk] = await reader.chunks([entries?.[0]?.chunk ?? -1])
      assert.deepEqual(JSON.parse(chunk?.text ?? ''), { features: long })
    })

    test('what is read twice is read once: the newest store is found again after opening', async () => {
      await using opened = await open()
      await put(opened.store, [record('r1', 'p1', [label('l1', 'p1')])])
      const second = await openStore(opened.url)
      assert.equal((await read(second)).version, '1')
      await put(second, [record('r2', 'p1', [])])
      assert.equal((await read(opened.store)).version, '2')
      await second.close()
    })
  })
}
