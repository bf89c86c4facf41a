import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { type Gateway, post, startGateway } from './start-gateway.ts'

const STUDIO = 'https://studio.apollographql.com'

suite('cors', () => {
  let gateway: Gateway
  before(async () => {
    gateway = await startGateway({ empty: true, cors: ['studio', 'https://app.example'] })
  })
  after(() => gateway.close())

  const preflight = (origin: string, headers: Record<string, string> = {}) =>
    fetch(`${gateway.url}/graphql`, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type',
        ...headers,
      },
    })

  for (const origin of [STUDIO, 'https://app.example']) {
    test(`${origin} is allowed`, async () => {
      const response = await preflight(origin)
      assert.equal(response.status, 204)
      assert.equal(response.headers.get('access-control-allow-origin'), origin)
      assert.match(response.headers.get('access-control-allow-methods') ?? '', /POST/)
      assert.match(response.headers.get('access-control-allow-headers') ?? '', /content-type/)
      assert.match(response.headers.get('vary') ?? '', /origin/i)
      const answer = await post(gateway, '{"query":"{__typename}"}', { origin })
      assert.equal(answer.headers.get('access-control-allow-origin'), origin)
      assert.deepEqual(await answer.json(), { data: { __typename: 'Query' } })
    })
  }

  test('a public page may reach a loopback address if the preflight asks for it', async () => {
    const asked = await preflight(STUDIO, { 'access-control-request-private-network': 'true' })
    assert.equal(asked.headers.get('access-control-allow-private-network'), 'true')
    const unasked = await preflight(STUDIO)
    assert.equal(unasked.headers.get('access-control-allow-private-network'), null)
  })

  test('another origin is not allowed', async () => {
    const response = await preflight('https://evil.example', { 'access-control-request-private-network': 'true' })
    assert.equal(response.headers.get('access-control-allow-origin'), null)
    assert.equal(response.headers.get('access-control-allow-private-network'), null)
  })
})
