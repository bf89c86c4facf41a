import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import { type GraphQLObjectType, parse } from 'graphql'
import { demoExport } from '../../src/demo/index.ts'
import { createExecute } from '../../src/execution/index.ts'
import { createSchema } from '../../src/server/schema.ts'
import { openGraph } from '../support/graph.ts'
import { turnsDuring } from '../support/turns.ts'

const ROWS = 120
const PAGE = parse(
  `{ dataRows(first: ${ROWS}) { nodes { id labels { id groups { key frames { nodes { number } } } } } } }`,
)

/** Execution in slices, with the number of times that the labels of a row were asked for. */
function slicedExecute(slicedFrom = 0) {
  let rows = 0
  const copySchema = () => {
    const schema = createSchema()
    const { labels } = (schema.getType('DataRow') as GraphQLObjectType).getFields()
    const { resolve } = labels ?? {}
    if (labels && resolve)
      labels.resolve = (...of) => {
        rows++
        return resolve(...of)
      }
    return schema
  }
  const execute = createExecute({ schema: copySchema(), copySchema, slicedFrom })
  return { execute, rows: () => rows }
}

const openRows = async () => {
  const graph = await openGraph([])
  await graph.loadRecords([...demoExport({ dataRows: ROWS, v1Records: 0 })])
  return graph
}

const operation = { document: PAGE, operationName: undefined, variables: undefined }

suite('execution in slices', () => {
  test('gives way to others, compiled or not, and answers the same', async context => {
    await using graph = await openRows()
    const { execute } = slicedExecute()
    const cheap = slicedExecute(1)
    const expected = JSON.stringify(await cheap.execute(operation, await graph.context()))
    // On a clock so fast that every turn is over at once.
    let time = 0
    context.mock.method(performance, 'now', () => {
      time += 100
      return time
    })
    for (const _ of ['graphql-js', 'compiled']) {
      const running = execute(operation, await graph.context())
      assert.ok((await turnsDuring(running)) > ROWS)
      assert.equal(JSON.stringify(await running), expected)
    }
  })

  test('ends when the context is aborted: no further resolvers run', async context => {
    await using graph = await openRows()
    const { execute, rows } = slicedExecute()
    let time = 0
    context.mock.method(performance, 'now', () => {
      time += 100
      return time
    })
    for (const _ of ['graphql-js', 'compiled']) {
      const before = rows()
      const controller = new AbortController()
      const running = execute(operation, { ...(await graph.context()), signal: controller.signal })
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
