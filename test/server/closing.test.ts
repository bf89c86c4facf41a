import assert from 'node:assert/strict'
import { Agent } from 'node:http'
import { test } from 'node:test'
import type { SnapshotOptions, Store } from '../../src/store/index.ts'
import { send } from './send.ts'
import { ask, startGateway, withSnapshots } from './start-gateway.ts'

/** The store with snapshots that wait to be released. */
function held(store: Store) {
  const opened = Promise.withResolvers<SnapshotOptions>()
  const release = Promise.withResolvers<void>()
  const wrapped = withSnapshots(store, async options => {
    opened.resolve(options)
    await release.promise
    return store.openSnapshot(options)
  })
  return { store: wrapped, opened: opened.promise, release: release.resolve }
}

async function openHeld() {
  let hold: ReturnType<typeof held> | undefined
  const gateway = await startGateway({
    wrap: store => {
      hold = held(store)
      return hold.store
    },
  })
  assert.ok(hold)
  return { gateway, hold }
}

/** Until the grace period has begun. */
async function draining(url: string): Promise<void> {
  for (;;) {
    const answer = await fetch(`${url}/readyz`)
    const state = await answer.json()
    if (answer.status !== 503) continue
    assert.deepEqual(state, { status: 'draining' })
    assert.equal(answer.headers.get('connection'), 'close')
    return
  }
}

test('in the grace period /readyz is 503 and requests are answered; afterwards the port is closed and running requests end', async () => {
  const { gateway, hold } = await openHeld()
  const agent = new Agent({ keepAlive: true })
  const body = '{"query":"{ __typename }"}'
  const post = { agent, method: 'POST', headers: { 'content-type': 'application/json' }, body }
  const running = send(`${gateway.url}/graphql`, post)
  await hold.opened
  const stopping = gateway.stop({ graceMs: 500 })
  await draining(gateway.url)
  const late = send(`${gateway.url}/graphql`, post)
  const health = await send(`${gateway.url}/healthz`, { agent })
  assert.deepEqual([health.status, health.headers.connection], [200, 'close'])
  while (await fetch(`${gateway.url}/healthz`).catch(() => null));
  hold.release()
  for (const answer of await Promise.all([running, late])) {
    assert.deepEqual([answer.status, answer.headers.connection], [200, 'close'])
    assert.equal(`${answer.body}`, '{"data":{"__typename":"Query"}}\n')
  }
  await stopping
  await gateway.close()
})

test('operations that outlast the deadline end with an error of GraphQL', async () => {
  const { gateway, hold } = await openHeld()
  const running = ask(gateway, '{ dataRows { totalCount } }')
  const { signal } = await hold.opened
  const stopping = gateway.stop({ deadlineMs: 1 })
  if (!signal?.aborted) await new Promise(resolve => signal?.addEventListener('abort', resolve))
  hold.release()
  const { errors } = await running
  assert.deepEqual(
    errors.map(({ extensions }) => extensions.code),
    ['OVERLOADED'],
  )
  await stopping
  await gateway.close()
})

test('the reads of a request end when its client disconnects', async () => {
  const { gateway, hold } = await openHeld()
  const client = new AbortController()
  const running = fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"query":"{ __typename }"}',
    signal: client.signal,
  })
  const { signal } = await hold.opened
  assert.ok(signal && !signal.aborted)
  client.abort()
  await assert.rejects(running)
  if (!signal.aborted) await new Promise(resolve => signal.addEventListener('abort', resolve))
  hold.release()
  await gateway.close()
})

test('closing twice is the same as closing once', async () => {
  const gateway = await startGateway({ empty: true })
  await Promise.all([gateway.stop(), gateway.stop()])
  await gateway.close()
})
