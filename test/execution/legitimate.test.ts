import assert from 'node:assert/strict'
import { globSync } from 'node:fs'
import { suite, test } from 'node:test'
import { getIntrospectionQuery, Kind, parse } from 'graphql'
import { blocksOf, PAGES, ROOT, read } from '../docs/documents.ts'
import { DEFAULT_MAX_COST } from '../server/start-gateway.ts'
import { costOf } from './estimate-text.ts'

/** Every operation that people are shown, and those of tools. */
const documents = [
  ...globSync(['test/queries/**/*.graphql', 'test/samples/*.graphql', 'test/bench/operations/*.graphql'], {
    cwd: ROOT,
  }).map(path => ({ name: path, text: read(path) })),
  ...PAGES.flatMap(blocksOf)
    .filter(({ language, marker }) => language === 'graphql' && marker !== 'refused')
    .map(({ page, text }) => ({ name: page, text })),
  { name: 'introspection', text: getIntrospectionQuery() },
  {
    name: 'introspection with everything',
    text: getIntrospectionQuery({
      descriptions: true,
      inputValueDeprecation: true,
      oneOf: true,
      schemaDescription: true,
      specifiedByUrl: true,
      directiveIsRepeatable: true,
    }),
  },
  {
    name: 'a row to its points',
    text: `{ dataRow(id: "a") { labels { groups { frames(first: 1000) { nodes { number annotations { id name classifications {
      name answers { name } } ... on PolylineAnnotation { line { x y } } ... on PolygonAnnotation { polygon { x y } } } } } } } } }`,
  },
  {
    name: '1,000 rows of a worklist',
    text: `{ dataRows(first: 1000) { nodes { id globalKey createdAt projects { priority taskName workflowStatus project { name } }
      labels { id createdBy createdAt } workflowEvents { action createdAt createdBy } } pageInfo { hasNextPage endCursor } } }`,
  },
  {
    name: '100 aliases',
    text: `{ ${Array.from({ length: 100 }, (_, i) => `a${i}: dataRow(id: "${i}") { id labels { id } }`)} }`,
  },
  {
    name: 'a dashboard',
    text: `{ ${['CREATED_BY', 'PROJECT', 'DATASET', 'LABEL_KIND', 'WORKFLOW_STATUS', 'DAY', 'WEEK', 'MONTH'].map(
      each =>
        `${each}: labelStats(groupBy: [${each}]) { labelCount annotationCount secondsToCreate { mean median p95 } }`,
    )} workflowStats(groupBy: [ACTION, DAY]) { eventCount } dataRowProjectStats(groupBy: [PROJECT, TASK]) { dataRowCount } }`,
  },
  {
    name: 'masks of a label',
    text: '{ label(id: "a") { annotations(first: 500) { nodes { id ... on MaskAnnotation { mask { area rle { counts } } } } } } }',
  },
]

suite('operations of the documentation and of tools are within the default limit', () => {
  for (const { name, text } of documents) {
    const operations = parse(text).definitions.filter(each => each.kind === Kind.OPERATION_DEFINITION)
    for (const { name: operation } of operations)
      test(`${name} ${operation?.value ?? ''}`, () => {
        const variables = SAMPLE_VARIABLES[name] ?? (name.endsWith('.graphql') ? variablesOf(name) : {})
        const { cost } = costOf(text, variables, { ...(operation && { operationName: operation.value }) })
        assert.ok(cost <= DEFAULT_MAX_COST, String(cost))
      })
  }

  test('introspection costs little', () => {
    assert.ok(costOf(getIntrospectionQuery()).cost < DEFAULT_MAX_COST / 25)
  })
})

const SAMPLE_VARIABLES: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'test/bench/operations/aggregate.graphql': { since: '2024-01-01' },
  'test/bench/operations/deep.graphql': { label: 'a', since: '2024-01-01' },
  'test/bench/operations/far-page.graphql': { after: 'a', since: '2024-01-01' },
  'test/bench/operations/filter.graphql': { createdBy: 'a', since: '2024-01-01', until: '2024-02-01' },
  'test/bench/operations/list.graphql': { since: '2024-01-01' },
}

/** The variables beside an operation of test/queries. */
function variablesOf(path: string): Readonly<Record<string, unknown>> {
  if (!path.startsWith('test/queries/')) return {}
  return (JSON.parse(read(path.replace('.graphql', '.json'))) as { variables: Record<string, unknown> }).variables
}
