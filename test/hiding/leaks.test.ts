import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { createSchema } from '../../src/server/schema.ts'
import { EVERYTHING, type Hidden, openStore } from '../../src/store/index.ts'
import type { Pool } from '../support/arbitrary-document.ts'
import { askGenerated, plain, poolOf } from '../support/generated-queries.ts'
import { openGraph } from '../support/graph.ts'
import { crawl } from '../support/schema-checks.ts'
import { crowd, FREE, KNOWN, plantedExport } from './planted-export.ts'

/* A caller who must not see people gets pseudonyms, on every path through the schema. */

const schema = createSchema()
const PEOPLE = { scope: EVERYTHING, hides: new Set<Hidden>(['people']) }
const BOTH = { scope: EVERYTHING, hides: new Set<Hidden>(['people', 'raw']) }
/** Generated queries; 10,000 in a long run. */
const QUERIES = Number(process.env.SLICEGRAPH_TEST_QUERIES ?? 400)

async function openPlanted() {
  const graph = await openGraph([])
  const { rejected, records } = await graph.loadRecords(plantedExport())
  assert.deepEqual([records, rejected], [4, 1])
  await graph.store.tasks.begin({
    ...{ id: 'task:1', scope: 'catalog', startedAt: 1 },
    input: { scope: { catalog: true }, filters: { globalKeys: [crowd()] }, params: {} } as never,
  })
  await graph.store.tasks.update('task:1', { status: 'FAILED', errors: [{ message: crowd(), raw: { row: crowd() } }] })
  return graph
}

type Graph = Awaited<ReturnType<typeof openPlanted>>

const ADDRESS = /[^\s@"]+@[^\s@"]+\.[^\s@"]+/g
const known = Object.values(KNOWN).map(person => person.toLowerCase())

/** People that an answer names. */
function peopleIn(text: string): string[] {
  const lower = text.toLowerCase()
  const others = (text.match(ADDRESS) ?? []).filter(address => !address.includes(FREE))
  return [...known.filter(person => lower.includes(person)), ...others]
}

function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') {
    yield value
    // Cursors.
    yield Buffer.from(value, 'base64url').toString()
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, each] of Object.entries(value)) {
      yield key
      yield* textsIn(each)
    }
  }
}

const leaksIn = (value: unknown) => [...textsIn(value)].flatMap(peopleIn)

const IDS = 'row1 row2 row-v1 label-row1-p1 group:label-row1-p1:Axial v1 task:1 event:row1:p1:0'.split(' ')
const TEXTS = [...Object.values(KNOWN), 'person_', '@', 'clinic']

const poolOfAll = async (graph: Graph): Promise<Pool> =>
  poolOf(plain(await graph.execute(crawl(schema, 20))), { ids: IDS, texts: TEXTS })

suite('people are hidden', () => {
  test('in every field of the schema', async () => {
    await using graph = await openPlanted()
    const shown = await graph.execute(crawl(schema, 20))
    assert.ok(leaksIn(plain(shown)).length > 100)
    for (const asking of [PEOPLE, BOTH]) {
      const hidden = await graph.execute(crawl(schema, 20), {}, asking)
      assert.equal(hidden.errors, undefined)
      assert.deepEqual(leaksIn(plain(hidden)), [])
      assert.match(JSON.stringify(hidden.data), /person_[a-z2-7]{16}/)
    }
    // What is kept for one caller is not shown to another.
    assert.deepEqual(plain(await graph.execute(crawl(schema, 20))), plain(shown))
  })

  test('in the answers to generated queries', async () => {
    await using graph = await openPlanted()
    let seen = 0
    await askGenerated(schema, await poolOfAll(graph), QUERIES, async (document, variables) => {
      const data = plain(await graph.execute(document, variables, PEOPLE))
      assert.deepEqual(leaksIn(data), [])
      if (JSON.stringify(data).includes('person_')) seen++
    })
    assert.ok(seen > QUERIES / 20, `only ${seen} answers had people`)
  })

  test('and every raw is null, and every excerpt empty, where these are hidden too', async () => {
    await using graph = await openPlanted()
    const answer = JSON.stringify((await graph.execute(crawl(schema, 20), {}, BOTH)).data)
    assert.doesNotMatch(answer, /"raw":[^n]/)
    assert.doesNotMatch(answer, /"excerpt":"[^"]/)
    assert.match(answer, /"excerpt":""/)
    assert.match(JSON.stringify((await graph.execute(crawl(schema, 20), {}, PEOPLE)).data), /"raw":\{/)
  })

  test('and where the excerpt of a rejected record is cut', async () => {
    await using graph = await openPlanted()
    const people = [
      KNOWN.reviewer,
      KNOWN.actor,
      JSON.stringify(KNOWN.nameless).replace('ö', '\\u00f6'),
      'x.y@z.example',
    ]
    const records = people.map(person => `{"pad":"${'x'.repeat(200 - 9 - person.length / 2)} ${person}"}`)
    const { rejected } = await graph.loadRecords(records)
    assert.equal(rejected, people.length)
    const answer = await graph.execute('{ exports { nodes { rejects { nodes { excerpt } } } } }', {}, PEOPLE)
    const excerpts = [...textsIn(plain(answer))].filter(text => text.startsWith('{"pad"'))
    assert.equal(excerpts.length, people.length)
    for (const excerpt of excerpts) assert.match(excerpt, /^\{"pad":"x+ "?person_[a-z2-7]*$/)
  })

  test('in ids of batches and schemas, and groups are found by the names that are shown', async () => {
    await using graph = await openGraph([])
    const who = `of ${KNOWN.reviewer}`
    const object = {
      feature_id: 'o',
      feature_schema_id: who,
      name: 'x',
      annotation_kind: 'DICOMPolyline',
      line: [{ x: 0, y: 0 }],
    }
    const group = { name: who, classifications: [], relationships: [], objects: { o: object }, frames: {} }
    await graph.loadRecords([
      {
        data_row: { id: 'row' },
        projects: {
          p: {
            labels: [
              {
                ...{ id: 'label', label_kind: 'DICOM', label_details: { created_by: KNOWN.reviewer } },
                annotations: { groups: { [who]: group } },
              },
            ],
            project_details: { batch_id: who },
          },
        },
      },
    ])
    const ask = async (query: string) => plain(await graph.execute(query, {}, PEOPLE))
    const { labels } = (await ask('{ labels { nodes { createdBy } } }')) as never
    const shown = `of ${(labels as { nodes: { createdBy: string }[] }).nodes[0]?.createdBy}`
    const counts = (name: string) =>
      ask(`{
        dataRowProjects(filter: { batchId: { eq: "${name}" } }) { totalCount nodes { batchId } }
        annotations(filter: { schemaId: { eq: "${name}" } }) { totalCount nodes { schemaId } }
        label(id: "label") { group(name: "${name}") { name } }
      }`)
    assert.deepEqual(await counts(who), {
      ...{ dataRowProjects: { totalCount: 0, nodes: [] }, annotations: { totalCount: 0, nodes: [] } },
      label: { group: null },
    })
    assert.deepEqual(await counts(shown), {
      dataRowProjects: { totalCount: 1, nodes: [{ batchId: shown }] },
      annotations: { totalCount: 1, nodes: [{ schemaId: shown }] },
      label: { group: { name: shown } },
    })
  })

  test('but addresses of strangers stay in metadata values and text answers', async () => {
    await using graph = await openPlanted()
    const query = `{
      dataRow(id: "row1") { metadata { value } labels { group(name: "Axial") { frames { nodes { classifications { text raw } } } } } }
    }`
    const [before, after] = [await graph.execute(query), await graph.execute(query, {}, PEOPLE)].map(plain)
    const count = (value: unknown) => JSON.stringify(value).split(FREE).length - 1
    // The raw of an answer has the text once more.
    assert.deepEqual([count(before), count(after)], [6, 4])
  })
})

suite('filters, groups and orders compare pseudonyms', () => {
  const createdBy = (of: string) => `{ labels(filter: { createdBy: ${of} }) { totalCount nodes { createdBy } } }`
  const countOf = (value: unknown) => (value as { labels: { totalCount: number } }).labels.totalCount

  async function pseudonyms(graph: Graph): Promise<readonly string[]> {
    const { labels } = plain(await graph.execute('{ labels { nodes { createdBy } } }', {}, PEOPLE)) as never
    const nodes = (labels as { nodes: { createdBy: string }[] }).nodes
    return [...new Set(nodes.map(node => node.createdBy))]
  }

  test('by every operator', async () => {
    await using graph = await openPlanted()
    const ask = async (of: string) => countOf(plain(await graph.execute(createdBy(of), {}, PEOPLE)))
    const [alice = '', imported = ''] = await pseudonyms(graph)
    const address = JSON.stringify(KNOWN.labeler)
    assert.equal(countOf(plain(await graph.execute(createdBy(`{ eq: ${address} }`)))), 4)
    for (const filter of [`{ eq: ${address} }`, `{ in: [${address}] }`, '{ contains: "@" }', '{ startsWith: "Alice" }'])
      assert.equal(await ask(filter), 0, filter)
    assert.equal(await ask(`{ ne: ${address} }`), 5)
    assert.equal(await ask(`{ eq: "${alice}" }`), 4)
    assert.equal(await ask(`{ in: ["${alice}", "${imported}"] }`), 5)
    assert.equal(await ask('{ startsWith: "person_" }'), 5)
    assert.equal(await ask(`{ contains: "${imported.slice(9, 14)}" }`), 1)
    assert.equal(await ask('{ isNull: true }'), 0)
  })

  test('of stats, in reader threads too', async () => {
    await using graph = await openPlanted()
    const query = `{
      labelStats(groupBy: [CREATED_BY]) { createdBy labelCount }
      annotationStats(groupBy: [CREATED_BY]) { createdBy }
      workflowStats(groupBy: [CREATED_BY]) { createdBy actorId eventCount }
    }`
    const { labelStats, ...others } = plain(await graph.execute(query, {}, PEOPLE)) as Record<string, never>
    const rows = labelStats as unknown as readonly { createdBy: string; labelCount: number }[]
    assert.deepEqual(
      rows.map(row => row.createdBy),
      (await pseudonyms(graph)).toSorted(),
    )
    assert.deepEqual(rows.map(row => row.labelCount).toSorted(), [1, 4])
    assert.deepEqual(leaksIn([rows, others]), [])

    const store = await openStore(graph.url, { scanWork: 0 })
    const reader = await store.openSnapshot(PEOPLE)
    const fields = new Set(['labelCount'])
    const inThread = await reader.stats('label', { groupBy: ['CREATED_BY'], fields })
    assert.deepEqual(
      inThread.map(row => [row.createdBy, row.labelCount]),
      rows.map(row => [row.createdBy, row.labelCount]),
    )
    await graph.loadRecords([
      {
        ID: 'v1b',
        'DataRow ID': 'row-b',
        'Labeled Data': 'x',
        'External ID': 'seen by zoe-7.',
        'Created By': 'ZOE-7',
        Label: {},
      },
    ])
    const newest = await store.openSnapshot(PEOPLE)
    const idsWith = async (contains: string) => {
      const page = await newest.page('dataRow', { filter: { externalId: { contains } }, limit: 9, backward: false })
      return page.rows.map(({ node }) => node.id)
    }
    assert.deepEqual([await idsWith('zoe'), await idsWith('seen by person_')], [[], ['row-b']])
    await store.close()
  })

  test('an address has one pseudonym in any spelling, the same after a restart, and another in another store', async () => {
    const record = (id: string, by: string) => ({
      data_row: { id, details: { created_by: by } },
      projects: { p: { labels: [], project_details: {} } },
    })
    const records = [record('a', 'ann@example.com'), record('b', ' Ann@EXAMPLE.com '), record('c', 'cuser1')]
    const query = '{ dataRows { nodes { createdBy } } }'
    const names = async (graph: Graph) =>
      (
        plain(await graph.execute(query, {}, PEOPLE)) as { dataRows: { nodes: { createdBy: string }[] } }
      ).dataRows.nodes.map(node => node.createdBy)
    await using one = await openGraph([])
    await one.loadRecords(records)
    const [a, b, c] = await names(one)
    assert.match(a ?? '', /^person_[a-z2-7]{16}$/)
    assert.equal(a, b)
    assert.notEqual(a, c)
    await using again = await openGraph([], { storePath: one.url.slice('sqlite:'.length) })
    assert.deepEqual(await names(again), [a, b, c])
    await using other = await openGraph([])
    await other.loadRecords(records)
    assert.notDeepEqual(await names(other), [a, b, c])
  })
})
