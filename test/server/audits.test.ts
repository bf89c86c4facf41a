import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { serverAudits } from 'graphql-http'
import { type Gateway, startGateway } from './start-gateway.ts'

/* The audits of the specification "GraphQL over HTTP", by its authors. */

suite('GraphQL over HTTP', () => {
  let gateway: Gateway
  before(async () => {
    gateway = await startGateway({ empty: true })
  })
  after(() => gateway.close())

  for (const { id, name, fn } of serverAudits({ url: () => `${gateway.url}/graphql` })) {
    test(`${id}: ${name}`, async () => {
      const result = await fn()
      assert.equal(result.status, 'ok', 'reason' in result ? result.reason : undefined)
    })
  }
})
