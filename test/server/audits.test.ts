import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { serverAudits } from 'graphql-http'
import { makeToken } from '../../src/server/index.ts'
import { type Gateway, startGateway } from './start-gateway.ts'

/* The audits of the specification "GraphQL over HTTP", by its authors. */

const SETTINGS = {
  'by default': {},
  'in development': { nodeEnv: 'development' },
  'with tokens': { auth: 'tokens' },
} as const
const { token, digest } = makeToken()

for (const [title, settings] of Object.entries(SETTINGS)) {
  suite(`GraphQL over HTTP, ${title}`, () => {
    let gateway: Gateway
    before(async () => {
      gateway = await startGateway({ ...settings, empty: true })
      const principal = { id: 'a', name: 'a', role: 'viewer', projects: 'all', hides: [] } as const
      await gateway.store.tokens.add({ ...principal, expiresAt: null, createdAt: 0 }, digest)
    })
    after(() => gateway.close())

    const fetchFn = (url: string, { headers, ...others }: RequestInit = {}) =>
      fetch(url, { ...others, headers: { ...headers, authorization: `Bearer ${token}` } })
    const url = () => `${gateway.url}/graphql`
    for (const { id, name, fn } of serverAudits({ url, ...(title === 'with tokens' && { fetchFn }) })) {
      test(`${id}: ${name}`, async () => {
        const result = await fn()
        assert.equal(result.status, 'ok', 'reason' in result ? result.reason : undefined)
      })
    }
  })
}
