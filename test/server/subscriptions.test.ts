import assert from 'node:assert/strict'
import { once } from 'node:events'
import { after, before, suite, test } from 'node:test'
import { createClient } from 'graphql-ws'
import { type Gateway, post, startGateway } from './start-gateway.ts'

/** Conditions on the root field of a subscription, at which GraphQL's own rule throws or finds nothing to run. */
const CONDITIONAL = [
  'subscription { exportTask(id: "Jane Roe") @skip { id } }',
  'subscription { exportTask(id: "Jane Roe") @skip(if: true) { id } }',
  'subscription { exportTask(id: "Jane Roe") @include(if: "Jane Roe") { id } }',
  'subscription ($b: Boolean!) { exportTask(id: "Jane Roe") @include(if: $b) { id } }',
  'subscription ($b: Boolean!) { ... @skip(if: $b) { exportTask(id: "Jane Roe") { id } } }',
  'subscription ($b: Boolean!) { ...F @skip(if: $b) } fragment F on Subscription { exportTask(id: "Jane Roe") { id } }',
  'subscription ($b: Boolean!) { ...F } fragment F on Subscription { exportTask(id: "Jane Roe") @skip(if: $b) { id } }',
]

suite('subscriptions that a client gets wrong', () => {
  let gateway: Gateway
  before(async () => {
    gateway = await startGateway()
  })
  after(() => gateway.close())
  const urlOf = () => `${gateway.url.replace('http:', 'ws:')}/graphql`
  const troubles = () => gateway.log.filter(({ level }) => Number(level) > 30)

  /** The errors of an operation by WebSocket. */
  async function failuresOf(query: string, variables: Record<string, unknown>): Promise<unknown> {
    const client = createClient({ url: urlOf(), retryAttempts: 0 })
    try {
      const results = []
      for await (const result of client.iterate({ query, variables })) results.push(result)
      return results
    } catch (errors) {
      return errors
    } finally {
      await client.dispose()
    }
  }

  test('conditions on the root field are an error of the document, by HTTP and WebSocket', async () => {
    for (const query of CONDITIONAL)
      for (const variables of [{}, { b: true }, { b: 'Jane Roe' }]) {
        const answer = await post(gateway, JSON.stringify({ query, variables }))
        const told = [await answer.text(), JSON.stringify(await failuresOf(query, variables))]
        assert.equal(answer.status, 400)
        for (const text of told) assert.match(text, /takes no @skip and no @include.*GRAPHQL_VALIDATION_FAILED/)
      }
    assert.deepEqual(troubles(), [])
  })

  test('one beside a query does not keep the query from being checked', async () => {
    const query = `${CONDITIONAL[3]?.replace('subscription', 'subscription S')} query Q { __typename }`
    const answer = await post(gateway, JSON.stringify({ query, operationName: 'Q' }))
    assert.equal(answer.status, 400)
    assert.deepEqual(troubles(), [])
  })

  test('conditions below the root field are allowed', async () => {
    const query = 'subscription ($b: Boolean!) { exportTask(id: "x") { id @skip(if: $b) status } }'
    assert.match(JSON.stringify(await failuresOf(query, { b: true })), /NOT_FOUND/)
  })

  test('a message that only gateways send closes the WebSocket, and nothing is written to the console', async t => {
    const written = t.mock.method(console, 'error')
    const messages = [
      '{"type":"next","id":"1","payload":{}}',
      '{"type":"connection_ack"}',
      '{"type":"Jane Roe"}',
      '[',
      '7',
    ]
    for (const message of messages) {
      const socket = new WebSocket(urlOf(), 'graphql-transport-ws')
      await once(socket, 'open')
      socket.send(message)
      const [closed] = await once(socket, 'close')
      assert.equal(closed.code, 4400)
    }
    assert.equal(written.mock.callCount(), 0)
    assert.deepEqual(troubles(), [])
  })
})
