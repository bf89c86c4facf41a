import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonObject } from '../../src/model/index.ts'
import type { Hidden } from '../../src/store/index.ts'
import { openGraph } from '../support/graph.ts'

const row = (id: string, projects: JsonObject): JsonObject => ({ data_row: { id }, projects })
const tags = (...texts: readonly (string | null)[]) =>
  texts.map((text, index) => ({ id: `tag${index}`, text, color: 'FF0000' }))

async function openProjects() {
  const graph = await openGraph([])
  await graph.loadRecords([
    row('r1', {
      p1: { name: 'Liver CT', project_tags: tags('Urgent', 'ct') },
      p2: { name: 'Liver MR', project_tags: [] },
      p3: { project_tags: tags('of ann@example.com') },
    }),
    row('r2', { p4: { name: 'École', project_tags: tags(null) } }),
  ])
  const query = 'query ($filter: ProjectFilter) { projects(filter: $filter) { totalCount nodes { id } } }'
  return {
    ...graph,
    async found(filter: object, asking: Parameters<typeof graph.execute>[2] = {}): Promise<string[]> {
      const { data, errors } = await graph.execute(query, { filter }, asking)
      assert.equal(errors, undefined)
      const { projects } = data as { projects: { totalCount: number; nodes: { id: string }[] } }
      assert.equal(projects.totalCount, projects.nodes.length)
      return projects.nodes.map(({ id }) => id)
    },
  }
}

test('projects are filtered by name, and by the text of one of their tags', async () => {
  await using graph = await openProjects()
  const { found } = graph
  assert.deepEqual(await found({}), ['p1', 'p2', 'p3', 'p4'])
  assert.deepEqual(await found({ name: { startsWith: 'Liver' } }), ['p1', 'p2'])
  assert.deepEqual(await found({ name: { containsInsensitive: 'E\u0301COLE' } }), ['p4'])
  assert.deepEqual(await found({ name: { isNull: true } }), ['p3'])
  assert.deepEqual(await found({ tag: { eq: 'ct' } }), ['p1'])
  assert.deepEqual(await found({ tag: { eq: 'ct', ne: 'Urgent' } }), ['p1'])
  assert.deepEqual(await found({ tag: { eq: 'ct', contains: 'Urgent' } }), [])
  assert.deepEqual(await found({ tag: { isNull: true } }), ['p2', 'p4'])
  assert.deepEqual(await found({ tag: { in: [] } }), [])
  assert.deepEqual(await found({ name: { contains: 'MR' }, tag: { ne: 'ct' } }), ['p2'])
})

test('a scope has its own projects alone, and hidden people are no part of a tag', async () => {
  await using graph = await openProjects()
  const { found } = graph
  assert.deepEqual(await found({ name: { startsWith: 'Liver' } }, { scope: { projects: ['p2', 'p4'] } }), ['p2'])
  const hides = new Set<Hidden>(['people'])
  assert.deepEqual(await found({ tag: { contains: 'ann@' } }), ['p3'])
  assert.deepEqual(await found({ tag: { contains: 'ann@' } }, { hides }), [])
  assert.deepEqual(await found({ tag: { startsWith: 'of person_' } }, { hides }), ['p3'])
})

test('a record that says another name or other tags replaces them, and one that lacks them keeps them', async () => {
  await using graph = await openProjects()
  const { found } = graph
  await graph.loadRecords([row('r1', { p1: { name: 'Lungs', project_tags: tags('done') }, p2: {} })])
  assert.deepEqual(await found({ name: { eq: 'Lungs' }, tag: { eq: 'done' } }), ['p1'])
  assert.deepEqual(await found({ tag: { eq: 'ct' } }), [])
  assert.deepEqual(await found({ name: { eq: 'Liver MR' } }), ['p2'])
  await graph.loadRecords([row('r1', { p1: { project_tags: tags('again') } })])
  assert.deepEqual(await found({ name: { eq: 'Lungs' }, tag: { eq: 'again' } }), ['p1'])
})
