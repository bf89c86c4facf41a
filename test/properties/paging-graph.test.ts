import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { formatInstant } from '../../src/model/index.ts'
import { arbitraryExport } from '../support/arbitrary-export.ts'
import { openGraph } from '../support/graph.ts'
import { type EntityKind, readExport } from '../support/oracle.ts'
import { arbitraryPagedQuery, expectedEntities, idsOf, joined, KINDS, type PagedQuery } from './list-query.ts'
import { loadExport } from './load-export.ts'
import { runProperty } from './run-property.ts'

/** Field of Query, and what its inputs are called after. */
const FIELDS: { readonly [K in EntityKind]: readonly [field: string, inputs: string] } = {
  dataRow: ['dataRows', 'DataRow'],
  dataRowProject: ['dataRowProjects', 'DataRowProject'],
  label: ['labels', 'Label'],
  annotation: ['annotations', 'Annotation'],
  feature: ['features', 'Feature'],
  workflowEvent: ['workflowEvents', 'WorkflowEvent'],
}

const documentOf = (kind: EntityKind) => {
  const [field, inputs] = FIELDS[kind]
  return `query Walk($first: Int, $after: String, $last: Int, $before: String,
      $filter: ${inputs}Filter, $orderBy: [${inputs}Order!]) {
    connection: ${field}(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      totalCount
      edges { cursor node { id } }
      nodes { id }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  }`
}

interface Connection {
  readonly totalCount: number
  readonly edges: readonly { readonly cursor: string; readonly node: { readonly id: string } }[]
  readonly nodes: readonly { readonly id: string }[]
  readonly pageInfo: {
    readonly hasNextPage: boolean
    readonly hasPreviousPage: boolean
    readonly startCursor: string | null
    readonly endCursor: string | null
  }
}

const exportWithQueries = arbitraryExport({ unique: true, rows: 8, v1Rows: 4 }).chain(records => {
  const found = readExport(records)
  const queries = fc.tuple(...KINDS.map(kind => arbitraryPagedQuery(found, [kind])))
  // Which rows a page lies between, as shares of the list, and how many rows it has at most.
  const window = fc.tuple(fc.nat(100), fc.nat(100), fc.nat(5))
  return fc.tuple(fc.constant(records), queries, fc.array(window, { minLength: 4, maxLength: 4 }))
})

test('through GraphQL: every list walked to its end, 60 cases, and pages between any two cursors', async () => {
  let cases = 0
  const property = fc.asyncProperty(exportWithQueries, async ([records, queries, windows]) => {
    const found = readExport(records)
    await using graph = await openGraph([])
    await loadExport(graph, records)

    async function read(query: PagedQuery, page: Record<string, unknown>): Promise<Connection> {
      const variables = { ...page, filter: inGraph(query.filter), orderBy: query.orderBy }
      const { connection } = await graph.ask(documentOf(query.kind), variables)
      return connection as unknown as Connection
    }

    for (const query of queries) {
      const expected = idsOf(expectedEntities(found, query))
      const cursors = await walk(query, expected, page => read(query, page))
      assert.equal(cursors.length, expected.length)
      for (const [from, to, limit] of windows) {
        const [start, end] = [placeAt(from, cursors.length), placeAt(to, cursors.length)].toSorted((a, b) => a - b)
        await checkWindow(query, expected, cursors, { start: start ?? 0, end: end ?? 0, limit }, page =>
          read(query, page),
        )
      }
      cases++
    }
  })
  await runProperty(property, 12)
  assert.equal(cases, 12 * KINDS.length)
})

type Read = (page: Record<string, unknown>) => Promise<Connection>

/** Answers the cursor of every row. */
async function walk(query: PagedQuery, expected: readonly string[], read: Read): Promise<readonly string[]> {
  const pages: (readonly string[])[] = []
  const cursors: (readonly string[])[] = []
  let cursor: string | null = null
  for (;;) {
    const connection = await read(pageArguments(query, cursor))
    const { edges, pageInfo, totalCount } = connection
    const seen = pages.flat().length
    pages.push(edges.map(({ node }) => node.id))
    cursors.push(edges.map(edge => edge.cursor))
    assert.equal(totalCount, expected.length)
    checkEdges(connection)
    const more = seen + edges.length < expected.length
    assert.equal(query.backward ? pageInfo.hasPreviousPage : pageInfo.hasNextPage, more)
    assert.equal(query.backward ? pageInfo.hasNextPage : pageInfo.hasPreviousPage, seen > 0)
    if (!more) break
    cursor = query.backward ? pageInfo.startCursor : pageInfo.endCursor
  }
  assert.deepEqual(joined(query, pages), expected)
  return joined(query, cursors)
}

interface Window {
  readonly start: number
  /** Exclusive. */
  readonly end: number
  readonly limit: number
}

/** A page of the rows from `start` to before `end`, by the cursors around them: what it shows, and what lies beyond. */
async function checkWindow(
  { backward }: PagedQuery,
  expected: readonly string[],
  cursors: readonly string[],
  { start, end, limit }: Window,
  read: Read,
): Promise<void> {
  const connection = await read({
    [backward ? 'last' : 'first']: limit,
    after: cursors[start - 1] ?? null,
    before: cursors[end] ?? null,
  })
  const first = backward ? Math.max(start, end - limit) : start
  const last = backward ? end : Math.min(end, start + limit)
  const { edges, pageInfo, totalCount } = connection
  assert.deepEqual(
    edges.map(({ node }) => node.id),
    expected.slice(first, last),
  )
  checkEdges(connection)
  const { hasNextPage, hasPreviousPage } = pageInfo
  assert.deepEqual(
    { hasPreviousPage, hasNextPage, totalCount },
    { hasPreviousPage: first > 0, hasNextPage: last < expected.length, totalCount: expected.length },
  )
}

function checkEdges({ edges, nodes, pageInfo: { startCursor, endCursor } }: Connection): void {
  assert.deepEqual(
    nodes,
    edges.map(({ node }) => node),
  )
  assert.deepEqual([startCursor, endCursor], [edges[0]?.cursor ?? null, edges.at(-1)?.cursor ?? null])
}

function pageArguments({ backward, limit }: PagedQuery, cursor: string | null): Record<string, unknown> {
  return backward ? { last: limit, before: cursor } : { first: limit, after: cursor }
}

/** From 0 to the length, both included. */
const placeAt = (percent: number, length: number) => Math.round((percent / 100) * length)

const TIMES = new Set(['createdAt', 'updatedAt', 'lastActivityAt', 'inTaskSince', 'time'])

/** A filter of the store as GraphQL takes it: its instants are written out. */
function inGraph(filter: unknown, isTime = false): unknown {
  if (Array.isArray(filter)) return filter.map(each => inGraph(each, isTime))
  if (typeof filter === 'number') return isTime ? formatInstant(filter) : filter
  if (typeof filter !== 'object' || filter === null) return filter
  return Object.fromEntries(
    Object.entries(filter).map(([key, value]) => [key, inGraph(value, isTime || TIMES.has(key))]),
  )
}
