import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { suite, test } from 'node:test'
import * as fc from 'fast-check'
import { limitAnswer, serializeAnswer } from '../../src/execution/index.ts'
import { WrittenRows } from '../../src/execution/written-rows.ts'
import { ingestExports } from '../../src/ingest/index.ts'
import { listExports } from '../../src/source/index.ts'
import { ask, startGateway } from '../server/start-gateway.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { turnsDuring } from '../support/turns.ts'

suite('the size of an answer', () => {
  test('an answer within the limit is written as JSON.stringify writes it', async () => {
    const answers = [
      { data: { labels: { nodes: [{ id: 'ä"\n', raw: { a: [1, null, { b: [] }] } }, null], totalCount: 2 } } },
      { errors: [{ message: 'a', path: ['b', 0] }], data: null, extensions: undefined },
      { data: Object.assign(Object.create(null), { a: Object.assign(Object.create(null), { b: true }) }) },
      { data: {} },
    ]
    for (const answer of answers) assert.equal(await serializeAnswer(answer as never), JSON.stringify(answer))
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async value => {
        assert.equal(await serializeAnswer({ data: value as never }), JSON.stringify({ data: value }))
      }),
    )
  })

  test('beyond the limit, the error names the largest list', async () => {
    const rows = (labels: number, text: string) =>
      Array.from({ length: 10 }, () => ({
        name: text,
        labels: Array.from({ length: labels }, () => ({ id: 'abcdefgh' })),
      }))
    const path = async (data: Record<string, unknown>, limit = 100) => {
      const { data: answered, errors } = JSON.parse(await serializeAnswer({ data }, { limit }))
      assert.equal(answered, null)
      assert.equal(errors.length, 1)
      assert.equal(errors[0].extensions.code, 'COST_LIMIT_EXCEEDED')
      assert.ok(errors[0].message.includes(errors[0].extensions.path ?? 'The answer has more than 100 bytes. Ask'))
      return errors[0].extensions.path
    }
    assert.equal(await path({ dataRows: { nodes: rows(0, 'a'.repeat(50)) } }), 'dataRows.nodes')
    assert.equal(await path({ dataRows: { nodes: rows(9, 'a') } }), 'dataRows.nodes.labels')
    assert.equal(await path({ small: rows(0, 'a'), large: rows(0, 'a'.repeat(50)) }), 'large')
    assert.equal(await path({ a: { b: { c: { d: { e: rows(9, 'a') } } } } }), 'a.b.c.d.e.labels')
    const written = new WrittenRows(rows(9, 'a').map(row => JSON.stringify(row)))
    assert.equal(await path({ dataRows: { nodes: written } }), 'dataRows.nodes.labels')
    assert.equal(await path({ dataRow: { rowData: 'a'.repeat(200) } }), undefined)
  })

  test('the limit counts bytes of UTF-8', async () => {
    const data = { name: 'ä'.repeat(40) }
    const bytes = Buffer.byteLength(JSON.stringify({ data }))
    assert.equal(await serializeAnswer({ data }, { limit: bytes }), JSON.stringify({ data }))
    assert.match(await serializeAnswer({ data }, { limit: bytes - 1 }), /COST_LIMIT_EXCEEDED/)
  })

  test('a large answer is written in turns, between which others get theirs', async context => {
    // The turn that began on another clock is over.
    await new Promise(setImmediate)
    // On a clock so fast that every turn is over at once.
    let time = 0
    context.mock.method(performance, 'now', () => {
      time += 100
      return time
    })
    const data = { labels: { nodes: Array.from({ length: 6_400 }, (_, id) => ({ id })) } }
    const writing = serializeAnswer({ data })
    assert.ok((await turnsDuring(writing)) >= 50)
    assert.equal(await writing, JSON.stringify({ data }))
  })

  test('a value of JSON that holds a long list is written in turns too', async context => {
    // The turn that began on another clock is over.
    await new Promise(setImmediate)
    let time = 0
    context.mock.method(performance, 'now', () => {
      time += 100
      return time
    })
    const notes = Array.from({ length: 6_400 }, (_, id) => ({ id, tags: ['a', undefined] }))
    const data = {
      labels: { nodes: [{ raw: { content: { groups: [{ notes }, { b: {} }, {}] } } }, undefined, { raw: [] }] },
    }
    const writing = serializeAnswer({ data })
    assert.ok((await turnsDuring(writing)) >= 25)
    assert.equal(await writing, JSON.stringify({ data }))
  })

  test('an answer that is replaced as an object is the same error', () => {
    const small = { data: { a: 1 } }
    assert.equal(limitAnswer(small), small)
    const large = limitAnswer({ data: { list: Array.from({ length: 40 }, () => 'a'.repeat(1024 * 1024)) } })
    assert.equal(large.data, null)
    assert.deepEqual(large.errors?.[0]?.extensions, { code: 'COST_LIMIT_EXCEEDED', path: 'list' })
  })

  test('over HTTP, an answer over 32 MiB is data: null with COST_LIMIT_EXCEEDED and status 200', async () => {
    await using folder = await temporaryFolder()
    const path = folder.file('large.ndjson')
    const record = (id: number) => ({ data_row: { id: `row${id}`, row_data: 'a'.repeat(1024 * 1024) } })
    await writeFile(path, Array.from({ length: 33 }, (_, id) => `${JSON.stringify(record(id))}\n`).join(''))
    const gateway = await startGateway({ empty: true })
    try {
      await ingestExports({ store: gateway.store, files: await listExports([path]) })
      const page = (first: number) => ask(gateway, `{ dataRows(first: ${first}) { nodes { id rowData } } }`)
      assert.deepEqual((await page(31)).errors, [])
      const { status, data, errors } = await page(33)
      assert.deepEqual([status, data], [200, null])
      assert.deepEqual(errors, [
        {
          message:
            'The answer has more than 33,554,432 bytes. The largest list is dataRows.nodes. Ask for smaller pages or fewer fields.',
          extensions: { code: 'COST_LIMIT_EXCEEDED', path: 'dataRows.nodes' },
        },
      ])
    } finally {
      await gateway.close()
    }
  })
})
