import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import { execute as executeAtOnce, type GraphQLObjectType, getIntrospectionQuery, parse } from 'graphql'
import { demoExport } from '../../src/demo/index.ts'
import { createExecute } from '../../src/execution/index.ts'
import { createSchema } from '../../src/server/schema.ts'
import { openGraph } from '../support/graph.ts'
import { turnsDuring } from '../support/turns.ts'

const ROWS = 120
const PAGE = parse(
  `{ dataRows(first: ${ROWS}) { nodes { id labels { id groups { key frames { nodes { number } } } } } } }`,
)

/** An execution, with the number of times that the labels of a row were asked for. */
function countingExecute() {
  let rows = 0
  const schema = createSchema()
  const { labels } = (schema.getType('DataRow') as GraphQLObjectType).getFields()
  const { resolve } = labels ?? {}
  if (labels && resolve)
    labels.resolve = (...of) => {
      rows++
      return resolve(...of)
    }
  return { execute: createExecute({ schema }), rows: () => rows }
}

const openRows = async (dataRows = ROWS) => {
  const graph = await openGraph([])
  await graph.loadRecords([...demoExport({ dataRows, v1Records: 0 })])
  return graph
}

const operation = { document: PAGE, operationName: undefined, variables: undefined }

suite('execution in slices', () => {
  test('gives way to others, compiled or not, and answers the same', async context => {
    await using graph = await openRows()
    const { execute } = countingExecute()
    const plain = { schema: createSchema(), document: PAGE, contextValue: await graph.context() }
    const expected = JSON.stringify(await executeAtOnce(plain))
    // On a clock so fast that every turn is over at once.
    let time = 0
    context.mock.method(performance, 'now', () => {
      time += 100
      return time
    })
    for (const _ of ['graphql-js', 'compiled']) {
      const running = execute(operation, { ...(await graph.context()), cost: 10_000 })
      assert.ok((await turnsDuring(running)) > ROWS)
      assert.equal(JSON.stringify(await running), expected)
    }
  })

  test('gives way between items that are all resolved at one moment', async context => {
    await using graph = await openRows(1)
    const schema = createSchema()
    const { labels } = (schema.getType('DataRow') as GraphQLObjectType).getFields()
    const { id } = (schema.getType('Label') as GraphQLObjectType).getFields()
    const moment = Promise.withResolvers<{ readonly id: string }>()
    if (labels) labels.resolve = () => Array.from({ length: ROWS }, () => moment.promise.then(item => item))
    // A clock on which nothing takes time but the items, of which each takes longer than a turn.
    let time = performance.now()
    context.mock.method(performance, 'now', () => time)
    let items = 0
    if (id)
      id.resolve = label => {
        items++
        time += 100
        return (label as { readonly id: string }).id
      }
    const execute = createExecute({ schema })
    const document = parse('{ dataRows(first: 1) { nodes { labels { id } } } }')
    const answer = execute({ ...operation, document }, { ...(await graph.context()), cost: 10_000 })
    for (let i = 0; i < 20; i++) await turn()
    moment.resolve({ id: 'l1' })
    // A few are on their way when the turn is found to be over.
    assert.ok((await turnsDuring(answer)) > ROWS / 10)
    assert.equal(items, ROWS)
    const { data, errors } = await answer
    assert.deepEqual([errors, JSON.stringify(data).match(/"id":"l1"/g)?.length], [undefined, ROWS])
  })

  test('leaves no error unhandled when its signal is aborted while items wait', async context => {
    await using graph = await openRows()
    const schema = createSchema()
    const { labels } = (schema.getType('DataRow') as GraphQLObjectType).getFields()
    const controller = new AbortController()
    const { signal } = controller
    let items = 0
    function failing(): Promise<never> {
      items++
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    }
    if (labels) labels.resolve = () => Array.from({ length: 40 }, failing)
    const unhandled: unknown[] = []
    const note = (reason: unknown) => void unhandled.push(reason)
    process.on('unhandledRejection', note)
    const execute = createExecute({ schema })
    let time = 0
    context.mock.method(performance, 'now', () => {
      time += 100
      return time
    })
    const running = execute(operation, { ...(await graph.context()), cost: 10_000, signal })
    while (items === 0) await turn()
    controller.abort(new Error('The client has left.'))
    assert.match(String((await running).errors), /The client has left/)
    for (let i = 0; i < 20; i++) await turn()
    process.off('unhandledRejection', note)
    assert.deepEqual(unhandled, [])
  })

  test('of a list that is longer than its estimate gives way, however cheap the operation should be', async context => {
    await using graph = await openRows()
    const schema = createSchema()
    const { metadata, embeddings } = (schema.getType('DataRow') as GraphQLObjectType).getFields()
    const values = Array.from({ length: 2_000 }, (_, i) => ({ name: `name ${i}` }))
    let answer: unknown = values
    if (embeddings) embeddings.resolve = () => answer
    if (metadata) metadata.resolve = () => values
    const execute = createExecute({ schema })
    const document = parse('{ dataRows(first: 1) { nodes { embeddings { name } } } }')
    let time = 0
    context.mock.method(performance, 'now', () => {
      time += 100
      return time
    })
    for (const list of [values, Promise.resolve(values)]) {
      answer = list
      const running = execute({ ...operation, document }, { ...(await graph.context()), cost: 10 })
      assert.ok((await turnsDuring(running)) > values.length / 2)
      assert.deepEqual(JSON.parse(JSON.stringify((await running).data)), {
        dataRows: { nodes: [{ embeddings: values }] },
      })
    }
    // A promise of an item with nothing but scalars takes longer than the item does.
    const flat = { ...operation, document: parse('{ dataRows(first: 1) { nodes { metadata { value } } } }') }
    assert.ok((await turnsDuring(execute(flat, { ...(await graph.context()), cost: 10 }))) < values.length / 2)
  })

  test('of introspection gives way, too', async context => {
    await using graph = await openGraph([])
    const { execute } = countingExecute()
    const document = parse(getIntrospectionQuery())
    const expected = JSON.stringify(await executeAtOnce({ schema: createSchema(), document }))
    let time = 0
    context.mock.method(performance, 'now', () => {
      time += 100
      return time
    })
    for (const _ of ['graphql-js', 'compiled']) {
      const running = execute({ ...operation, document }, { ...(await graph.context()), cost: 10_000 })
      assert.ok((await turnsDuring(running)) > 100)
      assert.equal(JSON.stringify(await running), expected)
    }
  })

  test('ends when the context is aborted: no further resolvers run', async context => {
    await using graph = await openRows()
    const { execute, rows } = countingExecute()
    let time = 0
    context.mock.method(performance, 'now', () => {
      time += 100
      return time
    })
    for (const _ of ['graphql-js', 'compiled']) {
      const before = rows()
      const controller = new AbortController()
      const running = execute(operation, { ...(await graph.context()), cost: 10_000, signal: controller.signal })
      while (rows() === before) await turn()
      const asked = rows()
      controller.abort(new Error('The client has left.'))
      const { data, errors } = await running
      assert.deepEqual([data, errors?.map(({ message }) => message)], [null, ['The client has left.']])
      for (let turns = 0; turns < ROWS; turns++) await turn()
      assert.ok(asked - before < ROWS)
      assert.equal(rows(), asked)
    }
  })
})
