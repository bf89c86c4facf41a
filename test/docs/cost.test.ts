import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { getIntrospectionQuery } from 'graphql'
import { WEIGHTS } from '../../src/execution/weights.ts'
import { costOf } from '../execution/estimate-text.ts'
import { DEFAULT_MAX_COST } from '../server/start-gateway.ts'
import { named, read, table } from './documents.ts'

const PAGE = read('docs/cost.md')
const number = (text: string) => Number(text.replaceAll(',', ''))

suite('docs/cost.md', () => {
  const examples = [...PAGE.matchAll(/```graphql\n([\s\S]*?)```\n\nCost: ([\d,]+)\n/g)]

  test('every example has its cost', () => {
    assert.equal(examples.length, PAGE.split('```graphql').length - 1)
    assert.ok(examples.length >= 5)
    assert.deepEqual(
      examples.map(([, , told = '']) => number(told)),
      examples.map(([, query = '']) => costOf(query).cost),
    )
  })

  test('only the last example is over the limit', () => {
    const over = examples.map(([, , told = '']) => number(told) > DEFAULT_MAX_COST)
    assert.deepEqual(over, [...over.slice(1).fill(false), true])
  })

  test('extensions.cost is that of the bench operation with a page of rows and their events', () => {
    const [, json = ''] = /```json\n([\s\S]*?)```/.exec(PAGE) ?? []
    const { cost } = JSON.parse(json)
    assert.deepEqual(
      cost,
      costOf(read('test/bench/operations/list.graphql'), { since: '2024-01-01' }, { maxCost: DEFAULT_MAX_COST }),
    )
  })

  test('assumed sizes are those of the weights', () => {
    const told = table('docs/cost.md', 'Assumed sizes').flatMap(([size, lists]) =>
      named(lists).map(list => [list, Number(size)]),
    )
    const there = Object.entries(WEIGHTS)
      .filter(([type]) => !type.startsWith('__'))
      .flatMap(([type, fields]) => Object.entries(fields).map(([name, { size }]) => [`${type}.${name}`, size]))
      .filter(([, size]) => typeof size === 'number')
    assert.deepEqual(told.sort(), there.sort())
  })

  test('weights in the text are those of the code', () => {
    const { dataRows, workflowEvents, annotations, features, labels, dataRowProjects } = WEIGHTS.Query ?? {}
    const scans = [dataRows, dataRowProjects, labels, features, workflowEvents, annotations].map(
      each => (each?.pages?.scan ?? 0) / 10,
    )
    assert.deepEqual(scans, [800, 800, 800, 1_500, 4_000, 6_000])
    assert.match(
      PAGE,
      /Once costs 800 for data rows, queue entries and labels, 1,500 for features, 4,000 for workflow events and 6,000 for annotations/,
    )
    const sorts = [dataRows, dataRowProjects, labels, workflowEvents, features, annotations].map(
      each => (each?.pages?.sort ?? 0) / 10,
    )
    assert.deepEqual(sorts, [1_000, 1_000, 1_000, 4_000, 10_000, 80_000])
    assert.match(PAGE, /Sorting costs 1,000, of workflow events 4,000, of features 10,000 and of annotations 80,000/)
    const stats = ['dataRowProjectStats', 'labelStats', 'workflowStats', 'annotationStats'] as const
    assert.deepEqual(
      stats.map(name => (WEIGHTS.Query?.[name]?.stats ?? 0) / 10),
      [800, 2 * 800, 4_000, 6_000],
    )
    const introspection = costOf(getIntrospectionQuery()).cost
    assert.ok(Math.abs(introspection - 8_000) < 800, String(introspection))
  })

  test('the default limit is told', () => {
    assert.match(PAGE, new RegExp(`by default ${DEFAULT_MAX_COST.toLocaleString('en-US')}\\.`))
  })
})
