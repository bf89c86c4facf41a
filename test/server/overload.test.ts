import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import type { Store } from '../../src/store/index.ts'
import { SECURITY_HEADERS, send } from './send.ts'
import { type Gateway, type GatewayOptions, startGateway, withSnapshots } from './start-gateway.ts'

/** In the lane of the cheapest. */
const RUNNING = 8
const WAITING = 240

/** A gateway whose operations read only while the gate is open. */
async function startGated(options: GatewayOptions = {}) {
  let gate = Promise.withResolvers<void>()
  let begun = 0
  const wrap = (store: Store) =>
    withSnapshots(store, async asked => {
      begun++
      await gate.promise
      return store.openSnapshot(asked)
    })
  const gateway = await startGateway({ wrap, ...options })
  return {
    gateway,
    begun: () => begun,
    open: () => gate.resolve(),
    shut() {
      gate = Promise.withResolvers()
    },
  }
}

let asked = 0
/** Each is another document, so that no answer is kept. */
const body = () => `{"query":"{ __typename # ${asked++}\\n }"}`
const HEADERS = { 'content-type': 'application/json' }

const ask = (gateway: Gateway, headers: Readonly<Record<string, string>> = {}, path = '/graphql') =>
  send(gateway.url + path, { method: 'POST', headers: { ...HEADERS, ...headers }, body: body(), agent: false })

const statusesOf = (answers: readonly { readonly status: number | undefined }[]) =>
  Object.fromEntries(
    [...new Set(answers.map(({ status }) => status))].map(status => [
      status,
      answers.filter(answer => answer.status === status).length,
    ]),
  )

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise(resolve => setTimeout(resolve, 5))
}

suite('overload', () => {
  test('a burst that finds the gateway idle is answered whole, a few at a time', async () => {
    const { gateway, begun, open } = await startGated()
    const answers = Array.from({ length: 100 }, () => ask(gateway))
    await until(() => begun() === RUNNING)
    assert.equal((await send(`${gateway.url}/healthz`, { agent: false })).status, 200)
    assert.equal(begun(), RUNNING)
    open()
    assert.deepEqual(statusesOf(await Promise.all(answers)), { 200: 100 })
    await gateway.close()
  })

  test('when the queue is full, further operations are refused, those that wait too long are dropped, and the rest is answered', async () => {
    const { gateway, begun, open } = await startGated({ cors: ['https://app.example'] })
    const running = Array.from({ length: RUNNING }, () => ask(gateway))
    await until(() => begun() === RUNNING)
    // More than fit. All of them are settled although nothing runs on.
    const others = await Promise.all(Array.from({ length: WAITING + 20 }, () => ask(gateway)))
    assert.deepEqual(statusesOf(others), { 503: WAITING + 20 })
    for (const { headers, body } of others) {
      assert.equal(headers['retry-after'], '1')
      assert.equal(headers['cache-control'], 'private, no-store')
      assert.equal(headers['x-frame-options'], SECURITY_HEADERS['x-frame-options'])
      const { errors } = JSON.parse(String(body))
      assert.equal(errors[0].extensions.code, 'OVERLOADED')
      assert.match(errors[0].message, /more to do than it can answer in time\. Retry in a moment\.$/)
    }
    const fromPage = await ask(gateway, { origin: 'https://app.example' })
    assert.deepEqual([fromPage.status, fromPage.headers['retry-after']], [503, '1'])
    assert.equal(fromPage.headers['access-control-allow-origin'], 'https://app.example')
    const unusual = await ask(gateway, {}, '/graphql/')
    assert.deepEqual([unusual.status, unusual.headers['retry-after']], [503, '1'])
    assert.equal((await send(`${gateway.url}/healthz`, { agent: false })).status, 200)
    assert.equal(begun(), RUNNING)
    open()
    assert.deepEqual(statusesOf(await Promise.all(running)), { 200: RUNNING })
    assert.equal((await ask(gateway)).status, 200)
    assert.ok(!gateway.log.some(({ level }) => Number(level) >= 50))
    await gateway.close()
  })

  test('kept answers are sent while the queue is full', async () => {
    const { gateway, begun, open, shut } = await startGated()
    open()
    const known = { method: 'POST', headers: HEADERS, body: body(), agent: false }
    for (let i = 0; i < 3; i++) assert.equal((await send(`${gateway.url}/graphql`, known)).status, 200)
    shut()
    const before = begun()
    const running = Array.from({ length: RUNNING }, () => ask(gateway))
    await until(() => begun() === before + RUNNING)
    const waiting = Array.from({ length: WAITING + 1 }, () => ask(gateway))
    await Promise.race(waiting)
    assert.equal((await send(`${gateway.url}/graphql`, known)).status, 200)
    open()
    assert.deepEqual(statusesOf(await Promise.all(running)), { 200: RUNNING })
    await Promise.all(waiting)
    await gateway.close()
  })

  test('clients that leave free their places', async () => {
    const { gateway, begun, open } = await startGated()
    const controller = new AbortController()
    const leaving = Array.from({ length: RUNNING * 2 }, () =>
      send(`${gateway.url}/graphql`, {
        method: 'POST',
        headers: HEADERS,
        body: body(),
        agent: false,
        signal: controller.signal,
      }),
    )
    const settled = Promise.allSettled(leaving)
    await until(() => begun() === RUNNING)
    controller.abort()
    await settled
    const next = ask(gateway)
    await until(() => begun() > RUNNING)
    open()
    assert.equal((await next).status, 200)
    await gateway.close()
  })
})
