import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { ask, type Gateway, post, startGateway } from './start-gateway.ts'

const SECRET = 'Jane Roe'

suite('errors about values that the client sent', () => {
  let gateway: Gateway
  before(async () => {
    gateway = await startGateway({ empty: true })
  })
  after(() => gateway.close())

  async function refusal(query: string, variables?: Record<string, unknown>) {
    const { errors } = await ask(gateway, query, variables)
    assert.equal(errors.length, 1, JSON.stringify(errors))
    assert.doesNotMatch(JSON.stringify(errors), /Jane Roe|JaneRoe|4711/)
    assert.doesNotMatch(JSON.stringify(gateway.log), /Jane Roe|JaneRoe|4711/)
    return { message: errors[0]?.message, code: errors[0]?.extensions.code }
  }

  const DATE_TIME = 'RFC 3339, a date, YYYY-MM-DD hh:mm:ss (UTC) or epoch milliseconds, between 1684 and 2255'
  const literals: [title: string, query: string, message: string][] = [
    [
      'a DateTime',
      `{ labels(filter: {and: [{}, {createdAt: {gte: "${SECRET}"}}]}) { totalCount } }`,
      `Argument "filter" of Query.labels at "filter.and[1].createdAt.gte": expected DateTime, ${DATE_TIME}.`,
    ],
    [
      'a TimeZone',
      `{ labelStats(timeZone: "${SECRET}") { labelCount } }`,
      'Argument "timeZone" of Query.labelStats: expected TimeZone!, an IANA name such as "Europe/Berlin" or "UTC".',
    ],
    [
      'a TimeZone that is no string',
      '{ labelStats(timeZone: 4711) { labelCount } }',
      'Argument "timeZone" of Query.labelStats: expected TimeZone!, an IANA name such as "Europe/Berlin" or "UTC".',
    ],
    [
      'an enum',
      '{ labels(orderBy: [{field: JaneRoe}]) { totalCount } }',
      'Argument "orderBy" of Query.labels at "orderBy[0].field": expected LabelOrderField!, one of ID, CREATED_AT, UPDATED_AT, SECONDS_TO_CREATE, SECONDS_TO_REVIEW, CONSENSUS_SCORE, BENCHMARK_SCORE, ANNOTATION_COUNT.',
    ],
    [
      'an Int',
      `{ labels(first: "${SECRET}") { totalCount } }`,
      'Argument "first" of Query.labels: expected Int, a whole number of 32 bits.',
    ],
    [
      'a list of ids',
      '{ labels(filter: {id: {in: [4711.5]}}) { totalCount } }',
      'Argument "filter" of Query.labels at "filter.id.in[0]": expected ID!.',
    ],
    [
      'an input type',
      `{ labels(filter: "${SECRET}") { totalCount } }`,
      'Argument "filter" of Query.labels: expected LabelFilter.',
    ],
    [
      'an argument of a directive',
      `{ labels { totalCount @skip(if: "${SECRET}") } }`,
      'Argument "if" of @skip: expected Boolean!.',
    ],
    [
      "a variable's default",
      `query ($f: LabelFilter = {createdAt: {lt: "${SECRET}"}}) { labels(filter: $f) { totalCount } }`,
      `Default of variable "$f" at "f.createdAt.lt": expected DateTime, ${DATE_TIME}.`,
    ],
    [
      'a field that its input type lacks',
      `{ labels(filter: {made: "${SECRET}"}) { totalCount } }`,
      'Argument "filter" of Query.labels at "filter.made": Field "made" is not defined by type "LabelFilter".',
    ],
  ]
  for (const [title, query, message] of literals) {
    test(`${title} in the document`, async () => {
      assert.deepEqual(await refusal(query), { message, code: 'GRAPHQL_VALIDATION_FAILED' })
    })
  }

  const variables: [title: string, type: string, value: unknown, message: string][] = [
    [
      'a DateTime',
      'LabelFilter',
      { createdAt: { gte: SECRET } },
      `at "v.createdAt.gte": expected DateTime, ${DATE_TIME}.`,
    ],
    [
      'an Int',
      'LabelFilter',
      { annotationCount: { in: [1, SECRET] } },
      'at "v.annotationCount.in[1]": expected Int!, a whole number of 32 bits.',
    ],
    [
      'an enum',
      'LabelFilter',
      { annotation: { group: { eq: SECRET } } },
      'at "v.annotation.group.eq": expected GroupKey, one of AXIAL, SAGITTAL, CORONAL, OTHER.',
    ],
    ['an input type', 'LabelFilter', { not: SECRET }, 'at "v.not": expected LabelFilter.'],
    [
      'a field that its input type lacks',
      'LabelFilter',
      { or: [{ [SECRET]: 1 }] },
      'at "v.or[0]": a field is not defined by type "LabelFilter".',
    ],
  ]
  for (const [title, type, value, message] of variables) {
    test(`${title} in a variable`, async () => {
      const query = `query ($v: ${type}) { labels(filter: $v) { totalCount } }`
      assert.deepEqual(await refusal(query, { v: value }), {
        message: `Variable "$v" ${message}`,
        code: 'BAD_USER_INPUT',
      })
    })
  }

  test('a time zone in a variable', async () => {
    const query = 'query ($zone: TimeZone!) { labelStats(timeZone: $zone) { labelCount } }'
    for (const zone of [SECRET, 4711, ['UTC']])
      assert.deepEqual(await refusal(query, { zone }), {
        message: 'Variable "$zone": expected TimeZone!, an IANA name such as "Europe/Berlin" or "UTC".',
        code: 'BAD_USER_INPUT',
      })
  })

  test('an argument found invalid at run time', async () => {
    const query = `query ($id: ID = "a") { nodes(ids: ["${SECRET}", $id]) { id } }`
    assert.deepEqual(await refusal(query, { id: null }), {
      message: 'Argument "ids" of Query.nodes: expected [ID!]!.',
      code: 'BAD_USER_INPUT',
    })
  })

  test('a page size', async () => {
    const { message } = await refusal('query ($n: Int) { labels(first: $n) { nodes { id } } }', { n: 4711 })
    assert.equal(message, 'first must be from 0 to 1000.')
  })

  test('a syntax error', async () => {
    assert.deepEqual(await refusal(`{ labels "${SECRET}" }`), {
      message: 'Syntax Error: Expected Name, found String.',
      code: 'GRAPHQL_PARSE_FAILED',
    })
    assert.deepEqual(await refusal('{ labels 4711 }'), {
      message: 'Syntax Error: Expected Name, found Int.',
      code: 'GRAPHQL_PARSE_FAILED',
    })
  })
  test('an operation name', async () => {
    const body = JSON.stringify({ query: 'query A { __typename }', operationName: SECRET })
    const { errors } = (await (await post(gateway, body)).json()) as { errors: { message: string }[] }
    assert.equal(errors[0]?.message, 'The document has no operation with this operationName.')
  })
})
