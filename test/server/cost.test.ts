import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { createClient } from 'graphql-ws'
import { DEFAULT_MAX_COST, type Gateway, type GraphqlAnswer, post, startGateway } from './start-gateway.ts'

const EXPENSIVE = '{ labels(first: 1000) { nodes { annotations(first: 1000) { nodes { id } } } } }'
const REFUSED = {
  code: 'COST_LIMIT_EXCEEDED',
  cost: 5_292_206,
  limit: DEFAULT_MAX_COST,
  path: 'labels.nodes.annotations.nodes',
}
const JSON_ONLY = { accept: 'application/json' }
const RESPONSE = { accept: 'application/graphql-response+json' }
const TELL = { 'x-slicegraph-cost': '1' }

interface Answer extends Partial<GraphqlAnswer> {
  readonly extensions?: Record<string, unknown>
}

suite('the cost limit', () => {
  let gateway: Gateway
  before(async () => {
    gateway = await startGateway()
  })
  after(() => gateway.close())

  async function ask(query: string, headers: Record<string, string> = {}, variables?: Record<string, unknown>) {
    const response = await post(gateway, JSON.stringify({ query, variables }), headers)
    return { status: response.status, answer: (await response.json()) as Answer }
  }

  test('leaves a switch that is null to execution, whose error is part of the answer', async () => {
    const query = 'query ($s: Boolean = true) { labels(first: 1) { nodes { id @skip(if: $s) __typename } } }'
    for (let time = 1; time <= 3; time++) {
      const { status, answer } = await ask(`${query}${' '.repeat(time)}`, JSON_ONLY, { s: null })
      assert.equal(status, 200)
      assert.match(answer.errors?.[0]?.message ?? '', /Argument "if"/)
    }
  })

  test('refuses an operation before it runs, with the status of a validation error', async () => {
    for (const [headers, status] of [[RESPONSE, 400] as const, [JSON_ONLY, 200] as const]) {
      const { status: told, answer } = await ask(EXPENSIVE, headers)
      assert.equal(told, status)
      assert.deepEqual(Object.keys(answer), ['errors'])
      assert.deepEqual(
        answer.errors?.map(({ extensions }) => extensions),
        [REFUSED],
      )
      assert.equal((await ask('{ unknown }', headers)).status, status)
    }
  })

  test('refuses a GET too', async () => {
    const response = await fetch(`${gateway.url}/graphql?query=${encodeURIComponent(EXPENSIVE)}`, { headers: RESPONSE })
    assert.equal(response.status, 400)
    const { errors } = (await response.json()) as Answer
    assert.deepEqual(errors?.[0]?.extensions, REFUSED)
  })

  test('refuses lists that are too long as BAD_USER_INPUT', async () => {
    const query = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }'
    for (const [headers, status] of [[RESPONSE, 400] as const, [JSON_ONLY, 200] as const]) {
      const { status: told, answer } = await ask(query, headers, { ids: Array(1_001).fill('a') })
      assert.equal(told, status)
      assert.deepEqual(answer.errors?.[0]?.extensions, { code: 'BAD_USER_INPUT' })
    }
  })

  test('refuses variables and literals that nest too deep, without exhausting the stack', async () => {
    const query = 'query ($filter: LabelFilter) { labels(filter: $filter) { totalCount } }'
    const filter = (depth: number) => `${'{"not":'.repeat(depth)}{}${'}'.repeat(depth)}`
    for (const depth of [63, 3_000, 20_000]) {
      const body = `{"query":${JSON.stringify(query)},"variables":{"filter":${filter(depth)}}}`
      const { errors } = (await (await post(gateway, body, RESPONSE)).json()) as Answer
      assert.match(errors?.[0]?.message ?? '', /^(Variables nest at most 64|A filter may nest) /)
    }
    const { answer } = await ask(`{ labels(filter: ${filter(1_200).replaceAll('"', '')}) { totalCount } }`)
    assert.equal(answer.errors?.[0]?.extensions.code, 'BAD_USER_INPUT')
  })

  test('leaves errors of arguments and variables as they are', async () => {
    const page = await ask('{ labels(first: 1001) { nodes { id } } }')
    assert.deepEqual([page.status, page.answer.data], [200, { labels: null }])
    const { status, answer } = await ask('query ($first: Int) { labels(first: $first) { nodes { id } } }', RESPONSE, {
      first: 'a',
    })
    assert.deepEqual([status, answer.errors?.[0]?.extensions.code], [400, 'BAD_USER_INPUT'])
  })

  test('header x-slicegraph-cost: 1 asks for extensions.cost', async () => {
    const query = '{ dataRows(first: 20) { nodes { id labels { id } } } }'
    const told = { cost: 140, limit: DEFAULT_MAX_COST, path: 'dataRows.nodes.labels' }
    assert.deepEqual((await ask(query, TELL)).answer.extensions, { cost: told })
    assert.equal((await ask(query)).answer.extensions, undefined)
    assert.equal((await ask(query, { 'x-slicegraph-cost': '0' })).answer.extensions, undefined)
    const { code: _, ...cost } = REFUSED
    assert.deepEqual((await ask(EXPENSIVE, TELL)).answer.extensions, { cost })
    assert.equal((await ask('{ unknown }', TELL)).answer.extensions, undefined)
  })

  test('applies to subscriptions by WebSocket', async () => {
    const client = createClient({
      url: `${gateway.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      retryAttempts: 0,
    })
    const fields = Array.from({ length: 150 }, (_, i) => `a${i}: rejects(first: 1000) { nodes { reason excerpt } }`)
    const query = `subscription { exportTask(id: "task:a") { export { ${fields.join(' ')} } } }`
    const results = client.iterate({ query })
    await assert.rejects(results.next(), (errors: GraphqlAnswer['errors']) => {
      assert.deepEqual(
        errors.map(({ extensions }) => extensions.code),
        ['COST_LIMIT_EXCEEDED'],
      )
      assert.equal(errors[0]?.extensions.limit, DEFAULT_MAX_COST)
      return true
    })
    await client.dispose()
  })

  test('is none without maxCost', async () => {
    const unlimited = await startGateway({ empty: true, maxCost: null })
    const response = await post(unlimited, JSON.stringify({ query: EXPENSIVE }), TELL)
    await unlimited.close()
    assert.deepEqual(await response.json(), {
      data: { labels: { nodes: [] } },
      extensions: { cost: { cost: REFUSED.cost, limit: null, path: REFUSED.path } },
    })
  })
})
