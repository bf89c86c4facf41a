import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { SnapshotOptions, Store } from '../../src/store/index.ts'
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

test('draining finishes running requests, rejects new ones and answers 503 to /readyz', async () => {
  let hold: ReturnType<typeof held> | undefined
  const gateway = await startGateway({
    wrap: store => {
      hold = held(store)
      return hold.store
    },
  })
  assert.ok(hold)
  const running = ask(gateway, '{ __typename }')
  await hold.opened
  const stopping = gateway.stop()

  const ready = await fetch(`${gateway.url}/readyz`)
  assert.equal(ready.status, 503)
  assert.deepEqual(await ready.json(), { status: 'draining' })
  const late = await ask(gateway, '{ __typename }')
  assert.equal(late.status, 503)
  assert.equal(late.errors[0]?.extensions.code, 'OVERLOADED')

  hold.release()
  assert.deepEqual((await running).data, { __typename: 'Query' })
  await stopping
  await assert.rejects(fetch(`${gateway.url}/healthz`))
  await gateway.close()
})

test('the reads of a request end when its client disconnects', async () => {
  let hold: ReturnType<typeof held> | undefined
  const gateway = await startGateway({
    wrap: store => {
      hold = held(store)
      return hold.store
    },
  })
  assert.ok(hold)
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
