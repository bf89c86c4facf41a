import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { createSchema } from '../../src/server/schema.ts'
import { askGenerated, plain, poolOf } from '../support/generated-queries.ts'
import { openGraph } from '../support/graph.ts'
import { crawl } from '../support/schema-checks.ts'
import { A, beginHiddenTasks, hiddenIn, loadsOfTwoProjects, MARK } from '../support/two-projects.ts'

/* A caller who may see project A, over a store that also holds B: queries of the whole schema. */

const schema = createSchema()
/** Generated queries; 10,000 in a long run. */
const QUERIES = Number(process.env.SLICEGRAPH_TEST_QUERIES ?? 300)
const IN_A = { scope: { projects: [A] } }

async function openBoth() {
  const graph = await openGraph([])
  for (const records of await loadsOfTwoProjects()) await graph.loadRecords(records)
  await beginHiddenTasks(graph.store)
  return graph
}

suite('a scope of one project', () => {
  test('holds nothing of another in any field of the schema', async () => {
    await using graph = await openBoth()
    assert.ok([...hiddenIn(plain(await graph.execute(crawl(schema, 20))))].length > 50)
    // Masks cannot be fetched here.
    const { errors = [], ...answer } = await graph.execute(crawl(schema, 20), {}, IN_A)
    assert.match(JSON.stringify(answer), /label-a/)
    assert.deepEqual([...hiddenIn([plain(answer), errors.map(({ message, path }) => ({ message, path }))])], [])
  })

  test('answers an id of another as it answers one that nothing has', async () => {
    await using graph = await openBoth()
    const pool = poolOf(plain(await graph.execute(crawl(schema, 20))))
    let foreign = 0
    const other = (text: string) => text.replaceAll(MARK, 'nobody')
    const ask = async (text: string, given: Record<string, unknown>) => {
      const { errors = [], ...answer } = await graph.execute(text, given, IN_A)
      return {
        data: plain(answer),
        errors: errors.map(({ message, path = [] }) => `${path.join('.')}: ${message}`).sort(),
      }
    }
    await askGenerated(schema, pool, QUERIES, async (document, variables) => {
      const answer = await ask(document, variables)
      assert.deepEqual([...hiddenIn(answer.data)], [])
      if (!`${document}${JSON.stringify(variables)}`.includes(MARK)) return
      foreign++
      const expected = await ask(other(document), JSON.parse(other(JSON.stringify(variables))))
      assert.deepEqual(JSON.parse(other(JSON.stringify(answer))), expected)
    })
    assert.ok(foreign > QUERIES / 10, `only ${foreign} queries asked for what is hidden`)
  })
})
