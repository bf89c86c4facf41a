import assert from 'node:assert/strict'
import { once } from 'node:events'
import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import { suite, test } from 'node:test'
import { makeToken } from '../../src/server/index.ts'
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

  test('counts operations by HTTP, subscriptions and images of a token together, and of each token apart', async () => {
    const rateLimit = { cost: 1000, milliseconds: MONTH }
    await using opened = new AsyncDisposableStack()
    const gateway = await startGateway({ auth: 'tokens', rateLimit })
    opened.defer(() => gateway.close())
    const [one, other] = [await addToken(gateway), await addToken(gateway)]
    const sockets = [await connect(gateway, one), await connect(gateway, other)] as const
    const image = (token: string) =>
      send(`${gateway.url}/media/masks/unknown`, { headers: { authorization: `Bearer ${token}` }, agent: false })
    const askAs = async (token: string) => (await ask(gateway, QUERY, { authorization: `Bearer ${token}` })).status

    assert.equal(await askAs(one), 200)
    // Nine times an image, which costs 100, and then not a tenth time.
    for (let i = 0; i < 9; i++) assert.equal((await image(one)).status, 404)
    const refused = await image(one)
    assert.equal(refused.status, 429)
    assert.ok(Number(refused.headers['retry-after']) > 1000)
    assert.equal(JSON.parse(String(refused.body)).errors[0].extensions.code, 'RATE_LIMITED')
    while ((await askAs(one)) === 200);
    assert.deepEqual(await sockets[0].subscribe(), ['RATE_LIMITED'])
    // The other token has all of its own.
    assert.deepEqual(await sockets[1].subscribe(), ['NOT_FOUND'])
    assert.equal(await askAs(other), 200)
    while ((await sockets[1].subscribe())[0] !== 'RATE_LIMITED');
    assert.deepEqual([await askAs(other), await askAs(one)], [429, 429])
    assert.equal(await askAs(await addToken(gateway)), 200)
    for (const { socket } of sockets) socket.close()
  })
})

async function addToken({ store }: Gateway): Promise<string> {
  const { token, digest } = makeToken()
  const id = crypto.randomUUID()
  const rest = { role: 'operator', projects: 'all', hides: [], expiresAt: null, createdAt: Date.now() } as const
  await store.tokens.add({ id, name: id, ...rest }, digest)
  return token
}

async function connect({ url }: Gateway, token: string) {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws')
  const message = async () => JSON.parse(String(((await once(socket, 'message'))[0] as MessageEvent).data))
  await once(socket, 'open')
  socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } }))
  assert.equal((await message()).type, 'connection_ack')
  let count = 0
  return {
    socket,
    /** The codes that a subscription to an unknown task is answered with. */
    async subscribe(): Promise<string[]> {
      const id = String(count++)
      const query = `subscription { exportTask(id: "task:none") { ${Array.from({ length: 100 }, (_, n) => `a${n}: id`).join(' ')} } }`
      socket.send(JSON.stringify({ type: 'subscribe', id, payload: { query } }))
      for (;;) {
        const { type, payload } = await message()
        if (type === 'error') return payload.map((error: { extensions: { code: string } }) => error.extensions.code)
        if (type === 'next')
          return (payload.errors ?? []).map((error: { extensions: { code: string } }) => error.extensions.code)
      }
    },
  }
}
