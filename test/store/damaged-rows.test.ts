import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'
import { suite, test } from 'node:test'
import { CHUNK_RANGE, HEAD } from '../../src/store/entities/index.ts'
import { openStore } from '../../src/store/index.ts'
import { openGraph } from '../support/graph.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

/* A change that SQLite does not see, of one row: that row is an error, and all others are answered. */

const IDS = ['row-1', 'row-2', 'row-3']

const rows = IDS.map(id => ({
  data_row: { id, global_key: `key of ${id}`, details: { dataset_id: 'd', dataset_name: 'n', own: id } },
  projects: {
    p: {
      name: 'project',
      labels: [
        { id: `label of ${id}`, annotations: { objects: [{ feature_id: id, name: 'n', point: { x: 1, y: 2 } }] } },
      ],
    },
  },
}))

/** A store with the rows, one of which is changed by a statement. */
async function openDamaged(statement: string) {
  const folder = await temporaryFolder()
  const storePath = folder.file('store.db')
  const loaded = await openGraph([], { storePath })
  await loaded.loadRecords(rows)
  await loaded[Symbol.asyncDispose]()
  const database = new DatabaseSync(storePath)
  assert.ok(database.prepare(statement).run().changes > 0, statement)
  database.close()
  const graph = await openGraph([], { storePath })
  return {
    async ask(query: string) {
      const { data, errors = [] } = await graph.execute(query)
      const codes = errors.map(({ path, originalError }) => [
        path?.join('.'),
        (originalError as { code?: string })?.code,
      ])
      return { data: JSON.parse(JSON.stringify(data)), codes }
    },
    async [Symbol.asyncDispose]() {
      await graph[Symbol.asyncDispose]()
      await folder[Symbol.asyncDispose]()
    },
  }
}

const each = (fields: string) => `{ ${IDS.map((id, i) => `r${i}: dataRow(id: "${id}") { ${fields} }`).join(' ')} }`

suite('a row that changed since it was written', () => {
  for (const statement of [
    `update data_row set body = replace(body, '{', '{ ') where id = 'row-2'`,
    `update data_row set dataset_name = 'm' where id = 'row-2'`,
    `update data_row set time = 'other' where id = 'row-2'`,
  ])
    test(`is STORE_CORRUPT alone: ${statement}`, async () => {
      await using graph = await openDamaged(statement)
      const { data, codes } = await graph.ask(each('id dataset { name }'))
      assert.deepEqual(codes, [['r1', 'STORE_CORRUPT']])
      assert.deepEqual([data.r0?.id, data.r1, data.r2?.dataset.name], ['row-1', null, 'n'])
    })

  test('is STORE_CORRUPT in its raw alone', async () => {
    await using graph = await openDamaged(`update data_row set raw = replace(raw, 'row-2', 'row-9') where id = 'row-2'`)
    const { data, codes } = await graph.ask(each('id raw'))
    assert.equal(codes.length, 1)
    assert.equal(codes[0]?.[1], 'STORE_CORRUPT')
    assert.deepEqual([data.r0?.id, data.r2?.id], ['row-1', 'row-3'])
  })

  test('is STORE_CORRUPT in the annotations of its label alone', async () => {
    await using graph = await openDamaged(`update content set groups = groups || ' '
      where no = (select content_no from label where id = 'label of row-2')`)
    const { data, codes } = await graph.ask(each('id labels { id objects { id } groups { name } }'))
    assert.deepEqual([...new Set(codes.map(([path, code]) => `${path?.slice(0, 2)} ${code}`))], ['r1 STORE_CORRUPT'])
    assert.equal(data.r0?.labels[0].objects.length, 1)
    assert.equal(data.r2?.labels[0].objects.length, 1)
  })

  for (const statement of [
    `delete from content where no = 1`,
    `update pack set body = body || ' '`,
    `delete from pack`,
    `delete from chunk where no % ${CHUNK_RANGE} <> ${HEAD}`,
  ])
    test(`is never null: ${statement}`, async () => {
      await using graph = await openDamaged(statement)
      const { codes } = await graph.ask(each('labels { objects { id } }'))
      assert.ok(codes.length > 0)
      assert.ok(codes.every(([, code]) => code === 'STORE_CORRUPT'))
    })

  test('and that is missing is STORE_CORRUPT at its label alone, also after the check at the start has found it', async () => {
    await using graph = await openDamaged(`delete from chunk where no in (select no from chunk
      where no % ${CHUNK_RANGE} <> ${HEAD} order by no desc limit 1)`)
    const { data, codes } = await graph.ask(each('labels { id objects { id } }'))
    assert.deepEqual([...new Set(codes.map(([path, code]) => `${path?.slice(0, 2)} ${code}`))], ['r2 STORE_CORRUPT'])
    assert.deepEqual(
      [data.r0, data.r1].map(row => row.labels[0].objects.length),
      [1, 1],
    )
  })

  test('ends a load that would write it again', async () => {
    await using folder = await temporaryFolder()
    const storePath = folder.file('store.db')
    const graph = await openGraph([], { storePath })
    await graph.loadRecords(rows)
    const database = new DatabaseSync(storePath)
    database.exec(`update data_row set dataset_name = 'm' where id = 'row-2'`)
    database.close()
    await assert.rejects(graph.loadRecords(rows.map(row => ({ ...row, media_attributes: {} }))), {
      code: 'STORE_CORRUPT',
    })
    await graph[Symbol.asyncDispose]()
  })

  test('is found in the row of the version as the store is opened', async () => {
    await using folder = await temporaryFolder()
    const url = `sqlite:${folder.file('store.db')}`
    await (await openStore(url)).close()
    const database = new DatabaseSync(folder.file('store.db'))
    database.exec('update state set version = 7')
    database.close()
    await assert.rejects(openStore(url), { code: 'STORE_CORRUPT' })
  })
})
