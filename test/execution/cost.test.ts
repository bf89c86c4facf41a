import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { costOf } from './estimate-text.ts'

const cost = (query: string, variables: Record<string, unknown> = {}) => costOf(query, variables).cost

const difference = (one: string, other: string) => cost(other) - cost(one)

suite('the cost of an operation', () => {
  test('page sizes multiply down the document', () => {
    const nested = (rows: number, frames: number) =>
      cost(
        `{ dataRows(first: ${rows}) { nodes { labels { groups { frames(first: ${frames}) { nodes { number } } } } } } }`,
      )
    // Two labels with three groups each are assumed.
    assert.equal(nested(11, 101) - nested(10, 101) - (nested(11, 1) - nested(10, 1)), (2 * 3 * 100 * (5 + 2)) / 10)
  })

  test('page sizes come from variables, else from their defaults, else they are 50', () => {
    const query = 'query ($first: Int = 30) { labels(first: $first) { nodes { id } } }'
    const of = (first: number) => cost(`{ labels(first: ${first}) { nodes { id } } }`)
    assert.equal(cost(query, { first: 7 }), of(7))
    assert.equal(cost(query), of(30))
    assert.equal(cost(query, { first: null }), of(50))
    assert.equal(cost('{ labels { nodes { id } } }'), of(50))
    assert.equal(cost('query ($last: Int) { labels(last: $last) { nodes { id } } }', { last: 7 }), of(7))
  })

  test('sizes out of range read nothing beyond the largest page, since they are an error of the field', () => {
    const of = (first: number) => cost(`{ labels(first: ${first}) { nodes { id } } }`)
    assert.equal(of(2_000_000_000), of(1_000))
    assert.equal(of(-5), of(0))
  })

  test('edges count like nodes, and an object each', () => {
    const nodes = cost('{ labels(first: 1000) { nodes { createdBy } } }')
    assert.equal(cost('{ labels(first: 1000) { edges { node { createdBy } } } }'), nodes + (1_000 * (1 + 1)) / 10)
  })

  test('ids count each, from variables too', () => {
    const query = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }'
    assert.equal(cost(query, { ids: Array(100).fill('a') }), Math.ceil((1 + 100 * 102) / 10))
    assert.equal(cost('{ nodes(ids: "a") { id } }'), Math.ceil((1 + 102) / 10))
  })

  test('a range of frames limits the page', () => {
    const frames = (args: string) =>
      cost(`{ label(id: "a") { groups(keys: AXIAL) { frames${args} { nodes { annotations { id } } } } } }`)
    assert.equal(frames('(first: 100, range: { from: 6, to: 8 })'), frames('(first: 3)'))
    assert.equal(frames('(first: 2, range: { from: 6, to: 800 })'), frames('(first: 2)'))
    assert.equal(frames('(range: { from: 8, to: 6 })'), frames('(first: 0)'))
  })

  test('keys limit the groups', () => {
    const groups = (keys: string) => cost(`{ labels(first: 1000) { nodes { groups${keys} { id } } } }`)
    assert.ok(groups('(keys: [AXIAL])') < groups('(keys: [AXIAL, CORONAL])'))
    assert.equal(groups('(keys: [AXIAL, SAGITTAL, CORONAL, OTHER])'), groups(''))
  })

  test('a filter counts each condition, relations and long lists', () => {
    const filtered = (filter: string) => cost(`{ annotations(filter: { ${filter} }, first: 1) { nodes { id } } }`)
    const one = filtered('name: { eq: "a" }')
    assert.ok(one > cost('{ annotations(first: 1) { nodes { id } } }'))
    assert.ok(filtered('name: { startsWith: "a", contains: "b" }') > one)
    assert.equal(filtered('name: { eq: "a" }, annotationKind: null'), one)
    assert.equal(filtered('and: [{ name: { eq: "a" } }]'), one)
    assert.equal(filtered('or: [{ name: { eq: "a" } }]'), one)
    assert.equal(filtered('not: { name: { eq: "a" } }'), one)
    const or = (n: number) => filtered(`or: [${'{ name: { contains: "a" } } '.repeat(n)}]`)
    assert.equal(or(20) - or(10), or(30) - or(20))
    const within = (n: number) => filtered(`name: { in: [${'"a" '.repeat(n)}] }`)
    assert.ok(within(100) > within(1))
    assert.ok(filtered('classification: { name: { eq: "a" } }') > 2 * one)
    assert.ok(filtered('label: { annotation: { label: { annotation: { name: { eq: "a" } } } } }') > 50 * one)
  })

  test('a condition on an id narrows the rows that are looked at', () => {
    const filtered = (filter: string) =>
      cost(`{ annotations(filter: ${filter}, orderBy: { field: AREA }, first: 1) { nodes { id } } }`)
    const whole = filtered('{ name: { eq: "a" } }')
    assert.ok(filtered('{ labelId: { eq: "a" } }') < whole / 50)
    assert.ok(filtered('{ and: [{ labelId: { in: ["a", "b"] } }, { name: { eq: "a" } }] }') < whole / 25)
    assert.ok(filtered('{ or: [{ labelId: { eq: "a" } }] }') > whole / 2)
    assert.ok(filtered('{ not: { labelId: { eq: "a" } } }') > whole / 2)
    assert.ok(filtered(`{ labelId: { in: [${'"a" '.repeat(200)}] } }`) > whole)
  })

  test('each sort field counts, and each further read of a sorted page', () => {
    const sorted = (rest: string, order = '{ field: AREA }') =>
      cost(`{ annotations(first: 1, ${rest} orderBy: [${order}]) { pageInfo { hasPreviousPage } } }`)
    const plain = cost('{ annotations(first: 1) { pageInfo { hasPreviousPage } } }')
    assert.ok(sorted('') > 1_000 * plain)
    assert.ok(sorted('', '{ field: AREA } { field: NAME }') > sorted(''))
    assert.ok(sorted('after: "a",') > 1.9 * sorted(''))
  })

  test('counts and stats look at all rows, once for each selected stat and dimension', () => {
    assert.ok(difference('{ labels { nodes { id } } }', '{ labels { totalCount nodes { id } } }') >= 800)
    const stats = (groupBy: string, fields: string) => cost(`{ annotationStats${groupBy} { ${fields} } }`)
    const plain = stats('', 'annotationCount')
    assert.ok(plain > 6_000)
    assert.ok(stats('', 'annotationCount area { median }') > plain)
    assert.ok(stats('', 'annotationCount area { median p95 }') > stats('', 'annotationCount area { median }'))
    assert.ok(stats('', 'annotationCount featureCount') > 5 * plain)
    assert.ok(stats('(groupBy: [NAME])', 'annotationCount') > 2 * plain)
    assert.ok(stats('(groupBy: NAME)', 'annotationCount') < stats('(groupBy: [NAME, GROUP])', 'annotationCount'))
    assert.ok(stats('(filter: { area: { gt: 1 } })', 'annotationCount') > plain)
  })

  test('measured fields of a mask count once for each mask, its image more', () => {
    const mask = (fields: string) =>
      cost(`{ annotations(first: 100) { nodes { ... on MaskAnnotation { mask { ${fields} } } } } }`)
    const addresses = mask('url sourceUrl compositeUrl colorRgb')
    assert.ok(addresses < 1_000)
    assert.ok(mask('area') > 40_000)
    assert.ok(mask('area width height centroid { x y }') < mask('area') + 500)
    assert.ok(mask('area rle { counts }') > mask('area'))
    assert.ok(mask('png') > mask('area') + 15_000)
    assert.ok(cost('{ annotations(first: 100) { nodes { boundingBox { left } } } }') > 40_000)
    assert.ok(
      cost('{ annotations(first: 100) { nodes { ... on PolygonAnnotation { boundingBox { left } } } } }') < 1_000,
    )
  })

  test('frames count as if they had to be fetched, once for each group', () => {
    const group = (fields: string) => cost(`{ labels(first: 100) { nodes { groups { ${fields} } } } }`)
    assert.ok(group('features { name }') > group('name frameCount') + 10_000)
    assert.ok(group('features { name } frames(first: 0) { totalCount }') < group('features { name }') + 2_000)
  })

  test('of the types of an interface, the most expensive one counts', () => {
    const points = '... on PolylineAnnotation { line { x y } }'
    const corners = '... on PolygonAnnotation { polygon { x y } }'
    const of = (fields: string) => cost(`{ annotations(first: 100) { nodes { id ${fields} } } }`)
    assert.equal(of(points + corners), of(points))
    assert.equal(of(`... on Node { ... on Annotation { ${points} } }`), of(points))
  })

  test('@skip and @include are honored', () => {
    const query = `query ($with: Boolean!) {
      labels { nodes { id raw @include(if: $with) ...More @skip(if: $with) ... @include(if: false) { groups { id } } } }
    } fragment More on Label { annotations { nodes { id } } }`
    assert.equal(cost(query, { with: true }), cost('{ labels { nodes { id raw } } }'))
    assert.equal(cost(query, { with: false }), cost('{ labels { nodes { id annotations { nodes { id } } } } }'))
    assert.equal(cost('{ labels @skip(if: true) { nodes { id } } }'), 0)
  })

  test('fragments count where they are spread, and are measured once', () => {
    const doubling = (steps: number, last: string) => {
      const fragments = Array.from({ length: steps }, (_, i) => `fragment F${i} on Query { ...F${i + 1} ...F${i + 1} }`)
      return `{ ...F0 } ${fragments.join(' ')} fragment F${steps} on Query { ${last} }`
    }
    const last = 'label(id: "a") { id }'
    assert.equal(cost(doubling(10, last)), Math.ceil((2 ** 10 * 53) / 10))
    assert.equal(cost(doubling(30, last)), Math.ceil((2 ** 30 * 53) / 10))
    // Without a memory, 2^500 steps.
    assert.equal(cost(doubling(500, last)), Math.ceil(Number.MAX_SAFE_INTEGER / 10))
  })

  test('introspection costs little', () => {
    assert.ok(cost('{ __type(name: "Label") { name fields { name } } }') < 10)
    assert.ok(cost('{ __typename }') <= 1)
  })

  test('the path leads to where most of the cost is', () => {
    const path = (query: string) => costOf(query).path
    assert.equal(
      path('{ dataRows(first: 1000) { nodes { id labels { id annotations { nodes { id name } } } } } }'),
      'dataRows.nodes.labels.annotations.nodes',
    )
    assert.equal(path('{ a: labels { nodes { id } } worst: labels(first: 900) { nodes { id } } }'), 'worst.nodes')
    assert.equal(
      path('{ labels { nodes { id } } labelStats { reworkedCount labelCount } }'),
      'labelStats.reworkedCount',
    )
    assert.equal(path('{ annotations(first: 10, orderBy: { field: AREA }) { nodes { id } } }'), 'annotations')
    assert.equal(path('{ a: labelStats { labelCount } b: labelStats { labelCount } c: labelStats { labelCount } }'), '')
    assert.equal(
      path('{ annotations { nodes { ... on MaskAnnotation { mask { png } } ... on PointAnnotation { id } } } }'),
      'annotations.nodes.mask.png',
    )
  })
})
