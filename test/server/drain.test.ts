import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { createTraffic } from '../../src/server/drain.ts'

suite('traffic', () => {
  test('drain resolves immediately without requests', async () => {
    const traffic = createTraffic()
    assert.equal(traffic.draining, false)
    await traffic.drain()
    assert.equal(traffic.draining, true)
  })

  test('drain resolves when the last request ends', async () => {
    const traffic = createTraffic()
    const first = traffic.begin()
    const second = traffic.begin()
    const drained = traffic.drain()
    first.end()
    assert.equal(second.signal.aborted, false)
    second.end()
    await drained
  })

  test('the end of a request aborts its pending reads', () => {
    const { signal, end } = createTraffic().begin()
    end()
    assert.equal(signal.aborted, true)
  })

  test('requests that outlast the deadline are aborted', async () => {
    const traffic = createTraffic(1)
    const { signal } = traffic.begin()
    await traffic.drain()
    assert.equal(signal.aborted, true)
  })
})
