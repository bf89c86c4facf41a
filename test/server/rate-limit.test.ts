import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { send } from './send.ts'
import { type Gateway, startGateway } from './start-gateway.ts'

const HEADERS = { 'content-type': 'application/json' }
/** Nothing is given back during a test. */
const MONTH = 30 * 86_400_000
const QUERY = '{ dataRows(first: 2) { nodes { id } } }'

const ask = (gateway: Gateway, query: string, headers: Readonly<Record<string, string>> = {}) =>
  send(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { ...HEADERS, ...headers },
    body: JSON.stringify({ query }),
    agent: false,
  })

async function costOf(query: string): Promise<number> {
  const gateway = await startGateway()
  const { body } = await ask(gateway, query, { 'x-slicegraph-cost': '1' })
  await gateway.close()
  return JSON.parse(String(body)).extensions.cost.cost
}

suite('the rate limit', () => {
  test('charges each client for the cost of its operations, kept answers included, and then refuses them', async () => {
    const rateLimit = { cost: (await costOf(QUERY)) * 5, milliseconds: MONTH }
    const gateway = await startGateway({ rateLimit, trustedProxies: ['127.0.0.1'] })
    const from = (address: string) => ask(gateway, QUERY, { 'x-forwarded-for': `9.9.9.9, ${address}` })
    // The first by Apollo, the next as a known document, the others from memory.
    for (let i = 0; i < 5; i++) assert.equal((await from('192.0.2.1')).status, 200)
    const refused = await from('192.0.2.1')
    assert.equal(refused.status, 429)
    assert.ok(Number(refused.headers['retry-after']) > 1000)
    const { errors } = JSON.parse(String(refused.body))
    assert.equal(errors[0].extensions.code, 'RATE_LIMITED')
    assert.match(errors[0].message, /SLICEGRAPH_RATE_LIMIT allows\. Retry in \d+ s/)
    const other = await ask(gateway, `${QUERY} # another document`, { 'x-forwarded-for': '192.0.2.1' })
    assert.equal(other.status, 429)
    for (let i = 0; i < 5; i++) assert.equal((await from('192.0.2.2')).status, 200)
    assert.equal((await from('192.0.2.2')).status, 429)
    assert.equal((await send(`${gateway.url}/healthz`, { agent: false })).status, 200)
    assert.ok(!gateway.log.some(({ level }) => Number(level) >= 50))
    await gateway.close()
  })

  test('believes X-Forwarded-For of trusted proxies only', async () => {
    const gateway = await startGateway({ rateLimit: { cost: await costOf(QUERY), milliseconds: MONTH } })
    assert.equal((await ask(gateway, QUERY, { 'x-forwarded-for': '192.0.2.1' })).status, 200)
    assert.equal((await ask(gateway, QUERY, { 'x-forwarded-for': '192.0.2.2' })).status, 429)
    await gateway.close()
  })

  test('gives back what was taken as time passes', async () => {
    const cost = await costOf(QUERY)
    const gateway = await startGateway({ rateLimit: { cost, milliseconds: 50 } })
    for (let answered = 0; answered < 5; )
      if ((await ask(gateway, QUERY)).status === 200) answered++
      else await new Promise(resolve => setTimeout(resolve, 10))
    await gateway.close()
  })

  test('is off by default without authentication', async () => {
    const gateway = await startGateway()
    for (let i = 0; i < 50; i++) assert.equal((await ask(gateway, QUERY)).status, 200)
    await gateway.close()
  })
})
