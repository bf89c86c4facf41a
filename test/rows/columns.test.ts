import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import * as fc from 'fast-check'
import {
  getNamedType,
  getNullableType,
  isInterfaceType,
  isLeafType,
  isListType,
  isObjectType,
  type GraphQLNamedType,
} from 'graphql'
import { storedOnly } from '../../src/ingest/index.ts'
import { createLoaders } from '../../src/loaders/index.ts'
import { formatInstant } from '../../src/model/index.ts'
import { compileColumns } from '../../src/rows/column.ts'
import { planRows } from '../../src/rows/index.ts'
import { readRows } from '../../src/rows/read-rows.ts'
import { createSchema } from '../../src/server/schema.ts'
import { EVERYTHING, type Hidden, type Scope } from '../../src/store/index.ts'
import { arbitraryExport } from '../support/arbitrary-export.ts'
import { openGraph } from '../support/graph.ts'
import { openLazy } from '../support/lazy.ts'
import { A, loadsOfTwoProjects } from '../support/two-projects.ts'

const schema = createSchema()
const LISTS = {
  dataRows: 'DataRow',
  dataRowProjects: 'DataRowProject',
  labels: 'Label',
  annotations: 'Annotation',
  features: 'Feature',
  workflowEvents: 'WorkflowEvent',
}
type ListName = keyof typeof LISTS
const DEEPEST = 3

/** A path of the graph, with the types of interfaces that it leads through, as a query has it. */
interface Path {
  readonly path: string
  readonly query: string
}

/** All columns without arguments, down to some depth. Where an interface has other fields by type, of each type. */
function* pathsFrom(type: GraphQLNamedType, depth = 0): Generator<Path> {
  if (!isObjectType(type) && !isInterfaceType(type)) return
  const types = isInterfaceType(type) ? schema.getPossibleTypes(type) : [type]
  for (const own of types)
    for (const field of Object.values(own.getFields())) {
      const { name } = field
      if (!compileColumns(schema, { own: { type: own.name, read: row => row } }, [name])[0]) continue
      const within = (query: string) => (isInterfaceType(type) ? `... on ${own.name} { ${query} }` : query)
      const next = getNamedType(field.type)
      if (isLeafType(next)) yield { path: name, query: within(name) }
      else if (!isListType(getNullableType(field.type)) && depth < DEEPEST - 1)
        for (const { path, query } of pathsFrom(next, depth + 1))
          yield { path: `${name}.${path}`, query: within(`${name} { ${query} }`) }
    }
}

interface Asking {
  readonly scope?: Scope
  readonly hides?: ReadonlySet<Hidden>
}

type Graph = Awaited<ReturnType<typeof openGraph>>
type Values = Readonly<Record<string, unknown>>

async function rowsOf(graph: Graph, name: string, parameters: Values, asking: Asking): Promise<Values[]> {
  const plan = planRows(schema, name, parameters, null) ?? assert.fail(`no rows ${name}`)
  await using opened = new AsyncDisposableStack()
  const { lazy, close } = await openLazy(graph.store, graph.folder.file('media-rows'))
  opened.defer(close)
  const found: Values[] = []
  const openContext = async () => {
    const reader = await graph.store.openSnapshot({ scope: EVERYTHING, ...asking })
    return { ...(await graph.context(asking)), loaders: createLoaders(reader, storedOnly(lazy)) }
  }
  for await (const { count, cells } of readRows(plan, openContext))
    for (let row = 0; row < count; row++)
      found.push(
        Object.fromEntries(
          plan.columns.map(({ path, type }, index) => {
            const value = cells[index]?.[row] ?? null
            return [path, type === 'instant' && value !== null ? formatInstant(value as number) : value]
          }),
        ),
      )
  return found
}

/** The value at a path of an answer. */
const at = (value: unknown, path: string): unknown =>
  path.split('.').reduce((own: unknown, name) => (own as Values | null | undefined)?.[name] ?? null, value)

/** Compares all columns of a list with a query of the same paths. Masks are not fetched by either. */
async function requireEqual(graph: Graph, name: ListName, asking: Asking = {}): Promise<number> {
  const type = schema.getType(LISTS[name]) ?? assert.fail()
  const all = [...pathsFrom(type)]
  const names = [...new Set(all.map(({ path }) => path))]
  let compared = 0
  for (let start = 0; start < names.length; start += 60) {
    const paths = names.slice(start, start + 60)
    const some = all.filter(({ path }) => paths.includes(path))
    const rows = await rowsOf(graph, name, { columns: paths.join() }, asking)
    const document = `{ ${name}(first: 1000) { nodes { ${some.map(({ query }) => query).join(' ')} } } }`
    const { data } = await graph.execute(document, {}, asking)
    const { nodes } = JSON.parse(JSON.stringify(data))[name] as { nodes: object[] }
    assert.equal(rows.length, nodes.length)
    for (const [index, node] of nodes.entries())
      for (const path of paths) {
        // Of boxes and masks it is another field of the graph, or none.
        if (path === 'area' && at(node, path) === null) continue
        assert.deepEqual(JSON.parse(JSON.stringify(rows[index]?.[path] ?? null)), at(node, path), `${name} ${path}`)
        compared++
      }
  }
  return compared
}

const ASKING: readonly Asking[] = [{}, { scope: { projects: [A] } }, { hides: new Set(['people', 'raw']) }]

suite('columns of rows', () => {
  test('are the values of the graph, for callers of one project and callers who must not see people too', async () => {
    await using graph = await openGraph([])
    for (const records of await loadsOfTwoProjects()) await graph.loadRecords(records)
    for (const asking of ASKING)
      for (const name of Object.keys(LISTS) as ListName[])
        assert.ok((await requireEqual(graph, name, asking)) > 30, name)
  })

  test('are the values of the graph over generated exports', async () => {
    const property = fc.asyncProperty(arbitraryExport({ unique: true }), async records => {
      await using graph = await openGraph([])
      await graph.loadRecords(records)
      for (const name of Object.keys(LISTS) as ListName[]) await requireEqual(graph, name)
    })
    await fc.assert(property, { numRuns: 4, endOnFailure: true })
  })

  test('that are asked for by nobody are a fixed set, and stats have their dimensions first', async () => {
    await using graph = await openGraph([])
    for (const records of await loadsOfTwoProjects()) await graph.loadRecords(records)
    const [event] = await rowsOf(graph, 'workflowEvents', {}, {})
    assert.ok(Object.keys(event ?? {}).includes('nextTaskName'))
    const stats = await rowsOf(graph, 'labelStats', { groupBy: 'PROJECT,CREATED_BY' }, {})
    assert.deepEqual(Object.keys(stats[0] ?? {}).slice(0, 4), ['project.id', 'project.name', 'createdBy', 'labelCount'])
    const asked = await graph.ask(
      '{ labelStats(groupBy: [PROJECT, CREATED_BY]) { project { id } createdBy labelCount secondsToCreate { median } } }',
    )
    const expected = (asked.labelStats as unknown as Values[]).map(row => [
      at(row, 'project.id'),
      row.createdBy,
      row.labelCount,
    ])
    assert.deepEqual(
      stats.map(row => [row['project.id'], row.createdBy, row.labelCount]),
      expected,
    )
  })

  test('of annotations have the areas that stats have, of boxes and measured masks too', async () => {
    await using graph = await openGraph([])
    const box = {
      feature_id: 'f1',
      name: 'Box',
      annotation_kind: 'ImageBoundingBox',
      bounding_box: { top: 1, left: 1, height: 4, width: 5 },
    }
    const label = { id: 'l', annotations: { objects: [box] } }
    await graph.loadRecords([{ data_row: { id: 'r' }, projects: { p: { labels: [label] } } }])
    assert.deepEqual(await rowsOf(graph, 'annotations', { columns: 'area,boundingBox.width,value' }, {}), [
      { area: 20, 'boundingBox.width': 5, value: null },
    ])
    const { annotationStats } = await graph.ask('{ annotationStats { area { sum } } }')
    assert.deepEqual(annotationStats, [{ area: { sum: 20 } }])
  })

  test('of reviews have their label beside them', async () => {
    await using graph = await openGraph([])
    for (const records of await loadsOfTwoProjects()) await graph.loadRecords(records)
    const { labels } = await graph.ask('{ labels(first: 1000) { nodes { id reviews { id score } } } }')
    const { nodes } = labels as unknown as {
      readonly nodes: readonly { readonly id: string; readonly reviews: readonly object[] | null }[]
    }
    const expected = nodes.flatMap(({ id, reviews }) => (reviews ?? []).map(own => ({ 'label.id': id, ...own })))
    assert.ok(expected.length > 0)
    assert.deepEqual(await rowsOf(graph, 'reviews', { columns: 'label.id,id,score' }, {}), expected)
  })

  test('of classifications are all answers of labels, groups, frames and annotations', async () => {
    await using graph = await openGraph([])
    for (const records of await loadsOfTwoProjects()) await graph.loadRecords(records)
    const own = [1, 2, 3].reduce(inner => `classifications { name text answers { name ${inner} } }`, '')
    const attached = `${own} relationships { ${own} }`
    const { labels } = await graph.ask(`{ labels(first: 1000) { nodes { id ${attached} objects { id ${own} }
      groups { key ${attached} objects { id ${own} } frames(first: 1000) { nodes { number ${attached} annotations { id ${own} } } } } } } }`)
    const expected: string[] = []
    function note(value: unknown, place: readonly unknown[]): void {
      const found = value as Readonly<Record<'name' | 'text' | 'answers' | 'classifications', never>>
      for (const { name, text, answers } of (found.classifications ?? []) as Values[] & { answers: Values[] }[]) {
        if ((answers as Values[]).length === 0) expected.push(JSON.stringify([...place, name, text, null]))
        for (const answer of answers as Values[]) {
          expected.push(JSON.stringify([...place, name, text, answer.name]))
          note(answer, place)
        }
      }
      for (const relationship of (value as { relationships?: Values[] }).relationships ?? []) note(relationship, place)
    }
    for (const label of (labels as unknown as { nodes: Values[] }).nodes) {
      note(label, [label.id, null, null, null])
      for (const object of label.objects as Values[]) note(object, [label.id, null, null, object.id])
      for (const group of label.groups as Values[]) {
        note(group, [label.id, group.key, null, null])
        for (const object of group.objects as Values[]) note(object, [label.id, group.key, null, object.id])
        for (const frame of (group.frames as { nodes: Values[] }).nodes) {
          note(frame, [label.id, group.key, frame.number, null])
          for (const each of frame.annotations as Values[]) note(each, [label.id, group.key, frame.number, each.id])
        }
      }
    }
    const columns = 'label.id,group.key,frame.number,annotation.id,name,text,answer.name'
    const rows = await rowsOf(graph, 'classifications', { columns }, {})
    assert.ok(rows.length > 10)
    assert.deepEqual(rows.map(row => JSON.stringify(Object.values(row))).sort(), expected.sort())
    const labelId = String(rows[0]?.['label.id'])
    const some = await rowsOf(
      graph,
      'classifications',
      { columns: 'label.id', labels: JSON.stringify({ id: { eq: labelId } }) },
      {},
    )
    assert.deepEqual([...new Set(some.map(row => row['label.id']))], [labelId])
  })

  test('take values of metadata by name, and keep lists as JSON', async () => {
    await using graph = await openGraph([])
    const metadata_fields = [
      {
        schema_id: 's1',
        schema_name: 'split',
        schema_kind: 'CustomMetadataEnum',
        value: [{ schema_id: 'o', schema_name: 'train' }],
      },
      { schema_id: 's2', schema_name: 'a.b', value: 'text' },
      { schema_id: 's3', schema_name: 'n', value: 5 },
    ]
    await graph.loadRecords([{ data_row: { id: 'r' }, metadata_fields, projects: {} }])
    const columns = 'metadata.split,metadata.a.b,metadata.n,metadata.none,metadata'
    const [row] = await rowsOf(graph, 'dataRows', { columns }, {})
    assert.deepEqual(Object.values(row ?? {}).slice(0, 4), ['train', 'text', 5, null])
    assert.equal(Object.keys(Object(row?.metadata)).length, 3)
  })

  test('refuse what is no path, and name its place and no value', () => {
    for (const columns of [
      'nope',
      'id,label.nope',
      'id.x',
      'dataRow.',
      '.id',
      'annotations',
      'reviews.id',
      'id,id',
      '',
    ])
      assert.throws(() => planRows(schema, 'labels', { columns }, null), /columns/, columns)
    assert.throws(
      () => planRows(schema, 'labels', { columns: 'secret-value' }, null),
      (error: Error) => {
        return !error.message.includes('secret-value') && error.message.includes('number 1')
      },
    )
    assert.equal(planRows(schema, 'nodes', {}, null), null)
    assert.equal(planRows(schema, '__proto__', {}, null), null)
  })
})
