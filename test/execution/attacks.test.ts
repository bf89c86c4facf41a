import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { GraphQLError } from 'graphql'
import { DEFAULT_MAX_COST } from '../server/start-gateway.ts'
import { costOf } from './estimate-text.ts'

const repeat = (count: number, text: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => text(i)).join(' ')

/** The code that refuses an operation, with its message. */
function refusalOf(query: string, variables: Readonly<Record<string, unknown>> = {}): string {
  try {
    return `runs at ${costOf(query, variables, { maxCost: DEFAULT_MAX_COST }).cost}`
  } catch (error) {
    assert.ok(error instanceof GraphQLError)
    return `${error.extensions.code} ${error.message}`
  }
}

/** Operations that keep a store of 12,653 data rows busy for more than three seconds. */
const ATTACKS: Readonly<Record<string, string>> = {
  'nested pages':
    '{ labels(first: 1000) { nodes { annotations(first: 1000) { nodes { label { annotations(first: 1000) { nodes { id } } } } } } } }',
  'a page down to its points': `{ dataRows(first: 1000) { nodes { labels { groups { frames(first: 1000) { nodes { annotations {
    ... on PolylineAnnotation { line { x y } } } } } } } } } }`,
  'ten-fold ping-pong of a page': `{ labels(first: 1000) { nodes { ${'dataRow { labels { '.repeat(10)} id ${'} } '.repeat(10)} } } }`,
  '300 aliases of a full page': `{ ${repeat(300, i => `a${i}: dataRows(first: 1000) { nodes { id } }`)} }`,
  '10 aliases of a sorted annotation list': `{ ${repeat(10, i => `a${i}: annotations(orderBy: { field: AREA }) { nodes { id } }`)} }`,
  '900 filters of classifications': `{ annotations(filter: { or: [${repeat(900, () => '{ classification: { name: { eq: "a" } } }')}] }) { totalCount } }`,
  '999 filters by contains': `{ annotations(filter: { or: [${repeat(999, () => '{ name: { contains: "a" } }')}] }) { totalCount } }`,
  '40 stats of annotations with medians': `{ ${repeat(40, i => `a${i}: annotationStats(groupBy: [NAME]) { area { median } }`)} }`,
  'relation filters nested to the limit': `{ labels(filter: ${'{ annotation: { label: '.repeat(4)} { skipped: { eq: true } } ${'} } '.repeat(4)}) { totalCount } }`,
  'masks of 1,000 annotations': '{ annotations(first: 1000) { nodes { ... on MaskAnnotation { mask { area } } } } }',
  'pages of pages of each project': '{ projects(first: 1000) { nodes { labels(first: 1000) { nodes { id } } } } }',
  'one field of 1,000 rows by 1,000 aliases': `{ dataRows(first: 1000) { nodes { ${repeat(1_500, i => `a${i}: id`)} } } }`,
  'many lists of introspection': `{ __schema { ${repeat(450, i => `a${i}: types { fields { type { fields { name } } } }`)} } }`,
}

suite('operations that would take too long', () => {
  for (const [name, query] of Object.entries(ATTACKS))
    test(`${name}: COST_LIMIT_EXCEEDED`, () => assert.match(refusalOf(query), /^COST_LIMIT_EXCEEDED /))

  test('the message says cost, limit and path', () => {
    assert.equal(
      refusalOf('{ labels(first: 1000) { nodes { annotations(first: 1000) { nodes { id } } } } }'),
      'COST_LIMIT_EXCEEDED The operation costs 5,292,206, most of it at labels.nodes.annotations.nodes. The limit is ' +
        '250,000. Ask for smaller pages or fewer nested lists, or split it into several operations.',
    )
  })

  test('without a limit they run', () => {
    for (const query of Object.values(ATTACKS)) assert.ok(costOf(query).cost > DEFAULT_MAX_COST)
  })

  test('ping-pong from one label costs little: each object is read once', () => {
    const query = `{ label(id: "a") { ${'dataRow { labels { '.repeat(10)} id ${'} } '.repeat(10)} } }`
    assert.match(refusalOf(query), /^runs at \d{1,4}$/)
  })
})

suite('limits of lists and aliases', () => {
  const labels = (args: string) => `{ labels(${args}) { nodes { id } } }`

  test('orderBy has at most 8 sort fields', () => {
    const ordered = (count: number) => labels(`orderBy: [${repeat(count, () => '{ field: ID }')}]`)
    assert.match(refusalOf(ordered(8)), /^runs/)
    assert.equal(refusalOf(ordered(9)), 'BAD_USER_INPUT orderBy takes at most 8 sort fields.')
    const query =
      'query ($orderBy: [LabelOrder!]) { label(id: "a") { project { labels(orderBy: $orderBy) { totalCount } } } }'
    assert.match(refusalOf(query, { orderBy: Array(500).fill({ field: 'ID' }) }), /^BAD_USER_INPUT orderBy/)
  })

  test('groupBy has each dimension once', () => {
    const query = 'query ($groupBy: [LabelDimension!]!) { labelStats(groupBy: $groupBy) { labelCount } }'
    assert.match(refusalOf(query, { groupBy: ['PROJECT', 'DAY'] }), /^runs/)
    assert.equal(
      refusalOf(query, { groupBy: ['DAY', 'PROJECT', 'DAY'] }),
      'BAD_USER_INPUT groupBy takes each dimension once.',
    )
  })

  test('ids, in, and, or have at most 1,000 entries in total', () => {
    const message =
      'BAD_USER_INPUT The lists ids, in, and, or of an operation have at most 1,000 entries in total. Send several operations.'
    const nodes = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }'
    assert.match(refusalOf(nodes, { ids: Array(1_000).fill('a') }), /^runs/)
    assert.equal(refusalOf(nodes, { ids: Array(1_001).fill('a') }), message)
    // Before variables are coerced, which takes long.
    assert.equal(refusalOf(nodes, { ids: Array(1_001).fill({}) }), message)
    const within = `query ($in: [ID!]) { ${repeat(3, i => `a${i}: dataRows(filter: { id: { in: $in } }) { nodes { id } }`)} }`
    assert.match(refusalOf(within, { in: Array(333).fill('a') }), /^runs/)
    assert.equal(refusalOf(within, { in: Array(334).fill('a') }), message)
    const or = 'query ($or: [DataRowFilter!]) { dataRows(filter: { label: { dataRow: { or: $or } } }) { totalCount } }'
    assert.match(refusalOf(or, { or: Array(100).fill({ externalId: { contains: 'a' } }) }), /^runs/)
    assert.equal(refusalOf(or, { or: Array(5_000).fill({ externalId: { contains: 'a' } }) }), message)
    // A fragment counts where it is spread. Rows of a page share their filters.
    const spread = `query ($in: [String!]) { ...F ...F ...F } fragment F on Query { labels(first: 1000) { nodes {
      annotations(first: 0, filter: { name: { in: $in } }) { totalCount } } } }`
    assert.match(refusalOf(spread, { in: Array(334).fill('a') }), /^BAD_USER_INPUT/)
  })

  test('50 root fields may look at all rows', () => {
    const aliases = (count: number, field: string) => `{ ${repeat(count, i => `a${i}: ${field}`)} }`
    const message =
      'BAD_USER_INPUT An operation has at most 50 root fields that are stats, filtered or sorted lists, or counts. Send several operations.'
    for (const field of [
      'labelStats { labelCount }',
      'labels(first: 1, filter: { skipped: { eq: true } }) { nodes { id } }',
      'labels(first: 1, orderBy: { field: ID }) { nodes { id } }',
      'labels { totalCount }',
    ]) {
      assert.match(refusalOf(aliases(50, field)), /^runs/)
      assert.equal(refusalOf(aliases(51, field)), message)
    }
    assert.match(refusalOf(aliases(100, 'labels(first: 1) { nodes { id } }')), /^runs/)
    assert.match(refusalOf(aliases(100, 'label(id: "a") { id }')), /^runs/)
    // The same field twice is one.
    assert.match(refusalOf(`{ ${repeat(60, () => 'labels { totalCount }')} }`), /^runs/)
  })
})
