import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import * as fc from 'fast-check'
import { type ExecutionResult, parse, validate } from 'graphql'
import type { Json, JsonObject } from '../../src/model/index.ts'
import { createSchema } from '../../src/server/schema.ts'
import { arbitraryDocument, type Pool } from '../support/arbitrary-document.ts'
import { openGraph, readJson } from '../support/graph.ts'
import { crawl } from '../support/schema-checks.ts'

/* A caller who may see project A, over a store that also holds B: queries of the whole schema. */

const schema = createSchema()
const A = 'project-1'
const B = 'project-hidden'
/** Part of every text of B. */
const MARK = 'hidden'
/** Generated queries; 10,000 in a long run. */
const QUERIES = Number(process.env.SLICEGRAPH_TEST_QUERIES ?? 300)
const IN_A = { scope: { projects: [A] } }

const file = (name: string) => new URL(`../fixtures/wire/${name}`, import.meta.url)

/** The value with the mark in every text, keys that are ids included. */
function marked(value: Json, key = ''): Json {
  if (typeof value === 'string') return FIXED.has(key) || DATE.test(value) ? value : `${value}-${MARK}`
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(each => marked(each as Json, key))
  const entries = Object.entries(value).map(([name, each]) => [
    /^obj-/.test(name) ? `${name}-${MARK}` : name,
    marked(each, name),
  ])
  return Object.fromEntries(entries) as JsonObject
}

const FIXED = new Set(['annotation_kind', 'label_kind', 'action', 'workflow_status', 'type'])
const DATE = /^\d{4}-\d\d-\d\d/

async function openBoth() {
  const full = await readJson<JsonObject>(file('v2-consensus-and-workflow.json'))
  const dicom = await readJson<JsonObject>(file('v2-dicom-classifications.json'))
  const projectOf = (record: JsonObject) => (record.projects as JsonObject)[A] as Json
  const of = (record: JsonObject, projects: JsonObject): JsonObject => ({ ...record, projects })
  const shared = {
    ...full,
    data_row: { ...(full.data_row as JsonObject), id: 'row-shared', [MARK]: MARK },
    experiments: { [MARK]: MARK },
    projects: { [A]: { name: 'Scans', labels: [] }, [B]: marked(projectOf(full)) },
  }
  const graph = await openGraph([])
  await graph.loadRecords([of(full, { [A]: projectOf(full) }), of(dicom, { [A]: projectOf(dicom) })])
  await graph.loadRecords([
    shared,
    of(marked(dicom) as JsonObject, { [B]: marked(projectOf(dicom)) }),
    `{"${MARK}": 1}`,
  ])
  for (const scope of ['catalog', `project:${B}`])
    await graph.store.tasks.begin({
      ...{ id: `task:${MARK}-${scope}`, scope, startedAt: 1 },
      input: { scope: MARK } as never,
    })
  return graph
}

type Graph = Awaited<ReturnType<typeof openBoth>>

const plain = ({ data }: ExecutionResult) => JSON.parse(JSON.stringify(data ?? null)) as unknown

/** Ids and texts of everything, those of B included. */
async function poolOf(graph: Graph): Promise<Pool> {
  const ids = new Set<string>()
  const texts = new Set<string>()
  const collect = (value: unknown, key = ''): void => {
    if (typeof value === 'string') (/(^id|Id|ID)$/.test(key) ? ids : texts).add(value)
    else if (typeof value === 'object' && value !== null)
      for (const [name, each] of Object.entries(value)) collect(each, Array.isArray(value) ? key : name)
  }
  collect(plain(await graph.execute(crawl(schema, 20))))
  return { ids: [...ids], texts: [...texts] }
}

/** Texts of an answer that are of B alone. Ids that the query gave come back only within cursors. */
function* hiddenIn(value: unknown): Generator<string> {
  if (typeof value === 'string') {
    if (value.includes(MARK) || Buffer.from(value, 'base64url').includes(MARK)) yield value
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, each] of Object.entries(value)) {
      if (key.includes(MARK)) yield key
      yield* hiddenIn(each)
    }
  }
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
    const pool = await poolOf(graph)
    let foreign = 0
    await fc.assert(
      fc.asyncProperty(arbitraryDocument(schema, pool), async ({ document, variables }) => {
        if (validate(schema, parse(document)).length > 0) return
        const ask = async (text: string, given: Record<string, unknown>) => {
          const { errors = [], ...answer } = await graph.execute(text, given, IN_A)
          return {
            data: plain(answer),
            errors: errors.map(({ message, path = [] }) => `${path.join('.')}: ${message}`).sort(),
          }
        }
        const answer = await ask(document, { ...variables })
        assert.deepEqual([...hiddenIn(answer.data)], [])
        const other = (text: string) => text.replaceAll(MARK, 'nobody')
        if (!`${document}${JSON.stringify(variables)}`.includes(MARK)) return
        foreign++
        const expected = await ask(other(document), JSON.parse(other(JSON.stringify(variables))))
        assert.deepEqual(JSON.parse(other(JSON.stringify(answer))), expected)
      }),
      { numRuns: QUERIES },
    )
    assert.ok(foreign > QUERIES / 10, `only ${foreign} queries asked for what is hidden`)
  })
})
