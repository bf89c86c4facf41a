import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { serverAudits } from 'graphql-http'
import { type Gateway, startGateway } from './start-gateway.ts'

/* The audits of the specification "GraphQL over HTTP", by those who wrote it. */

suite('GraphQL over HTTP', () => {
  let gateway: Gateway
  before(async () => {
    gateway = await startGateway({ empty: true })
  })
  after(() => gateway.close())

  /** As a client that a page cannot be: without such a header a GET is refused. */
  const fetchFn = (url: string, init: RequestInit = {}) =>
    fetch(url, { ...init, headers: { ...init.headers, 'apollo-require-preflight': '1' } })

  for (const { id, name, fn } of serverAudits({ url: () => `${gateway.url}/graphql`, fetchFn })) {
    test(`${id}: ${name}`, async () => {
      const result = await fn()
      assert.equal(result.status, 'ok', 'reason' in result ? result.reason : undefined)
    })
  }
})
