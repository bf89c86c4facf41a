import assert from 'node:assert/strict'
import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import { suite, test } from 'node:test'
import { createRateLimit } from '../../src/server/rate-limit.ts'
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

  test('takes all addresses of a network of IPv6 for one client, and finds addresses with ports', async () => {
    const gateway = await startGateway({
      rateLimit: { cost: await costOf(QUERY), milliseconds: MONTH },
      trustedProxies: ['127.0.0.1'],
    })
    const from = async (address: string) => (await ask(gateway, QUERY, { 'x-forwarded-for': address })).status
    assert.equal(await from('2001:db8::1'), 200)
    assert.equal(await from('2001:db8:0:0:1::2'), 429)
    assert.equal(await from('[2001:db8::3]:443'), 429)
    assert.equal(await from('2001:db8:0:1::1'), 200)
    assert.equal(await from('192.0.2.1:1000'), 200)
    assert.equal(await from('192.0.2.2:1000'), 200)
    assert.equal(await from('192.0.2.1:2000'), 429)
    await gateway.close()
  })

  test('charges documents that are refused, too, and then reads no more of them', async () => {
    const gateway = await startGateway({ rateLimit: { cost: 200, milliseconds: MONTH } })
    const statuses: (number | undefined)[] = []
    for (let i = 0; i < 20; i++) statuses.push((await ask(gateway, `{ unknown${i} }`)).status)
    assert.deepEqual([...new Set(statuses)], [400, 429])
    await gateway.close()
  })

  test('gives back what an operation was charged that gets no turn', async () => {
    const rateLimit = createRateLimit({ cost: 100, milliseconds: MONTH }, () => 'somebody')
    const request = () => new IncomingMessage(new Socket())
    const busy = () => Promise.reject(new Error('busy'))
    for (let i = 0; i < 3; i++) await assert.rejects(rateLimit.begin(request(), 100, busy), /busy/)
    const next = request()
    await rateLimit.begin(next, 100, async () => {})
    assert.equal(rateLimit.secondsUntilRead(next), 0)
    await assert.rejects(
      rateLimit.begin(request(), 100, async () => {}),
      { extensions: { code: 'RATE_LIMITED', http: { status: 429, headers: new Map([['retry-after', '2592000']]) } } },
    )
    assert.ok(rateLimit.secondsUntilRead(request()) > 0)
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
