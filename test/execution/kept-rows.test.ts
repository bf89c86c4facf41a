import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { parse } from 'graphql'
import { createExecute } from '../../src/execution/index.ts'
import { rowListsOf } from '../../src/execution/row-lists.ts'
import { WrittenRows } from '../../src/execution/written-rows.ts'
import { createSchema } from '../../src/server/schema.ts'
import { openGraph } from '../support/graph.ts'

const schema = createSchema()

const LIST = `query ($first: Int) {
  dataRows(first: $first) { nodes { id key: globalKey ...Labels workflowEvents { action } } pageInfo { endCursor } }
}
fragment Labels on DataRow { labels { id createdAt dataRow { id } } }`

suite('rows of a list that were answered before', () => {
  test('are kept as they are sent, whatever page they are on', async () => {
    await using graph = await openGraph(['test/fixtures/samples'])
    const execute = createExecute({ schema })
    const document = parse(LIST)
    const ask = async (first: number) =>
      execute({ document, operationName: undefined, variables: { first } }, await graph.context())
    const fresh: string[] = []
    for (const first of [1, 2, 3]) fresh.push(JSON.stringify(await graph.execute(LIST, { first })))
    const reads = async (first: number) => {
      const before = graph.reads.length
      const answer = await ask(first)
      assert.equal(JSON.stringify(answer), fresh[first - 1])
      return { rows: answer.data?.dataRows as { nodes: unknown }, count: graph.reads.length - before }
    }
    await reads(3)
    const { rows } = await reads(3)
    assert.ok(rows.nodes instanceof WrittenRows)
    const { count } = await reads(2)
    assert.equal(count, 1, 'the page alone is read')
    assert.equal((await reads(1)).count, 1)
  })

  for (const [list, rows] of [
    ['dataRows', 'id globalKey labels { id createdAt } projects { project { id } }'],
    ['labels', 'id createdAt dataRow { globalKey } groups { name frameCount }'],
    ['workflowEvents', 'id action dataRow { id }'],
  ] as const)
    test(`of ${list}, those that were not are read alone`, async () => {
      await using graph = await openGraph(['test/fixtures/samples'])
      const execute = createExecute({ schema })
      const text = `query ($first: Int) { ${list}(first: $first) { nodes { ${rows} } } }`
      const document = parse(text)
      const ask = async (first: number) =>
        execute({ document, operationName: undefined, variables: { first } }, await graph.context())
      for (let time = 0; time < 2; time++) await ask(1)
      const before = graph.reads.length
      const answer = await ask(2)
      assert.ok(answer.data?.[list] && graph.reads.length > before)
      const most = Math.max(...graph.reads.slice(before).map(({ keys }) => keys ?? 0))
      assert.ok(most <= 1, `${most} rows were read, of which one was missing`)
      assert.equal(JSON.stringify(answer), JSON.stringify(await graph.execute(text, { first: 2 })))
    })

  test('are not those of an earlier version', async () => {
    await using graph = await openGraph(['test/fixtures/samples'])
    const execute = createExecute({ schema })
    const document = parse('{ dataRows { nodes { id labels { id } } } }')
    const ask = async () => execute({ document, operationName: undefined, variables: {} }, await graph.context())
    for (let time = 0; time < 3; time++) await ask()
    await graph.load(['test/fixtures/wire'])
    const now = JSON.stringify(await graph.execute('{ dataRows { nodes { id labels { id } } } }'))
    assert.equal(JSON.stringify(await ask()), now)
  })

  test('are kept by short keys, however long the variables and names of a query are', async () => {
    await using graph = await openGraph(['test/fixtures/samples'])
    const execute = createExecute({ schema })
    const long = 'x'.repeat(50_000)
    const document = parse(`query ($name: String!) { ${long}: labels { nodes { id group(name: $name) { id } } } }`)
    const keys: string[] = []
    for (const name of ['Axial', 'Axial', 'Axial', long, 'Axial']) {
      const context = await graph.context()
      const { keptTexts } = context.loaders
      assert.ok(keptTexts)
      const noting = {
        get: keptTexts.get,
        set(key: string, text: string) {
          keys.push(key)
          keptTexts.set(key, text)
        },
      }
      const loaders = new Proxy(context.loaders, {
        get: (target, property) => (property === 'keptTexts' ? noting : Reflect.get(target, property, target)),
      })
      const answer = await execute({ document, operationName: undefined, variables: { name } }, { ...context, loaders })
      assert.equal(answer.errors, undefined)
    }
    assert.ok(new Set(keys).size > 1)
    assert.ok(Math.max(...keys.map(key => key.length)) < 300)
  })

  const LISTED: Readonly<Record<string, readonly string[]>> = {
    '{ dataRows { nodes { id } } }': ['dataRows.nodes'],
    '{ a: labels { b: nodes { id } totalCount } workflowEvents { nodes { id dataRow { id } } } }': [
      'a.b',
      'workflowEvents.nodes',
    ],
    '{ dataRows { nodes { raw } } }': [],
    '{ labels { nodes { id groups { id } } } }': ['labels.nodes'],
    '{ labels { nodes { id ... on Label { annotations { totalCount } } } } }': ['labels.nodes'],
    'query ($p: ID) { dataRows { nodes { labels(projectId: $p) { id } } } }': ['dataRows.nodes'],
    '{ labels { nodes { annotations { nodes { ... on MaskAnnotation { mask { sourceUrl } } raw } } } } }': [],
    '{ labels { nodes { annotations { nodes { ...A } } } } } fragment A on Annotation { raw }': [],
    '{ annotations { nodes { id } } }': [],
    '{ exportTasks { nodes { id } } }': [],
    '{ projects { nodes { labels { nodes { id } } } } }': [],
    '{ dataRows { nodes { id } nodes { globalKey } } }': [],
    '{ dataRows { ...Rows } } fragment Rows on DataRowConnection { nodes { id } }': [],
    '{ dataRows { edges { node { id } } } }': [],
  }
  for (const [document, lists] of Object.entries(LISTED))
    test(`are kept ${lists.length > 0 ? 'of' : 'not of'} ${document}`, () => {
      const found = rowListsOf(schema, parse(document), undefined)
      assert.deepEqual(
        found.map(({ connection, nodes }) => `${connection}.${nodes}`),
        lists,
      )
    })
})
