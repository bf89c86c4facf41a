import assert from 'node:assert/strict'
import type { ServerResponse } from 'node:http'
import { suite, test } from 'node:test'
import type { Upstream } from '../../src/upstream/index.ts'
import { ACCEPT, failure, fetcher, local, outcomes } from './fetcher.ts'
import { serveHttp, serveRaw } from './servers.ts'

const times = (count: number) => Array.from({ length: count }, (_, at) => at)

suite('an outage', () => {
  test('costs 1,000 calls at once at most 1,100 requests, and ends for callers when it ends', async () => {
    let isWell = false
    await using server = await serveHttp((_request, response) => answer(response, isWell ? 200 : 503))
    await using upstream = fetcher({ origins: [local(server.port)], limits: { breakerRestMs: 20 } })
    const get = () => upstream.get(`${local(server.port)}/`, ACCEPT)

    const counts = await outcomes(times(1_000).map(get))
    assert.deepEqual(Object.keys(counts).sort(), ['UPSTREAM_CIRCUIT_OPEN', 'UPSTREAM_UNAVAILABLE'])
    assert.ok(server.requests.length <= 1_100, `${server.requests.length}`)
    assert.ok(server.requests.length < 200, 'the breaker opened')

    isWell = true
    await until(get)
    assert.deepEqual(await outcomes(times(100).map(get)), { 200: 100 })
  })

  test('costs 1,000 calls one after another at most 1,100 requests', async () => {
    await using server = await serveRaw(socket => socket.resetAndDestroy())
    await using upstream = fetcher({ origins: [local(server.port)] })
    for (const _ of times(1_000)) await upstream.get(`${local(server.port)}/`, ACCEPT).catch(() => {})
    assert.ok(server.requests.length <= 1_100, `${server.requests.length}`)
  })

  test('costs 1,000 calls at most 1,100 requests without a breaker, too', async () => {
    await using server = await serveHttp((_request, response) => answer(response, 429))
    await using upstream = fetcher({ origins: [local(server.port)] })
    const counts = await outcomes(times(1_000).map(() => upstream.get(`${local(server.port)}/`, ACCEPT)))
    assert.deepEqual(counts, { UPSTREAM_RATE_LIMITED: 1_000 })
    assert.ok(server.requests.length <= 1_100, `${server.requests.length}`)
  })

  test('that hangs is noticed, and its end is as well, though requests still hang', async () => {
    let isWell = false
    await using server = await serveHttp((_request, response) => {
      if (isWell) answer(response, 200)
    })
    const limits = { totalMs: 50, concurrency: 8, breakerSample: 8, breakerRestMs: 10 }
    await using upstream = fetcher({ origins: [local(server.port)], limits })
    const get = () => upstream.get(`${local(server.port)}/`, ACCEPT)
    const counts = await outcomes(times(1_000).map(get))
    assert.deepEqual(Object.keys(counts).sort(), ['UPSTREAM_CIRCUIT_OPEN', 'UPSTREAM_TIMEOUT'])
    assert.ok(server.requests.length < 100, `${server.requests.length}`)
    isWell = true
    await until(get)
  })

  test('opens no socket while the breaker is open, but for one request in each rest', async () => {
    await using server = await serveRaw(socket => socket.resetAndDestroy())
    const limits = { breakerSample: 5, breakerRestMs: 3_600_000 }
    await using upstream = fetcher({ origins: [local(server.port)], limits })
    const get = () => upstream.get(`${local(server.port)}/`, ACCEPT)
    await outcomes(times(20).map(get))
    const before = server.connections()
    assert.deepEqual(await outcomes(times(1_000).map(get)), { UPSTREAM_CIRCUIT_OPEN: 1_000 })
    assert.equal(server.connections(), before)
  })

  test('of one origin leaves the others alone', async () => {
    await using ill = await serveHttp((_request, response) => answer(response, 500))
    await using well = await serveHttp((_request, response) => answer(response, 200))
    const limits = { breakerRestMs: 3_600_000 }
    await using upstream = fetcher({ origins: [local(ill.port), local(well.port)], limits })
    await outcomes(times(100).map(() => upstream.get(`${local(ill.port)}/`, ACCEPT)))
    assert.deepEqual(await outcomes(times(100).map(() => upstream.get(`${local(well.port)}/`, ACCEPT))), { 200: 100 })
    await failure(upstream.get(`${local(ill.port)}/`, ACCEPT), 'UPSTREAM_CIRCUIT_OPEN')
  })
})

suite('the breaker stays closed', () => {
  for (const status of [400, 401, 403, 404, 408, 413, 429]) {
    test(`however often the answer is ${status}`, async () => {
      await using server = await serveHttp((_request, response) => answer(response, status))
      await using upstream = fetcher({ origins: [local(server.port)] })
      const counts = await outcomes(times(101).map(() => upstream.get(`${local(server.port)}/`, ACCEPT)))
      assert.equal(counts.UPSTREAM_CIRCUIT_OPEN, undefined)
    })
  }

  test('while every other request succeeds', async () => {
    await using server = await serveHttp((request, response) => answer(response, request.url === '/0' ? 200 : 503))
    await using upstream = fetcher({ origins: [local(server.port)] })
    const counts = await outcomes(times(400).map(at => upstream.get(`${local(server.port)}/${at % 2}`, ACCEPT)))
    assert.deepEqual(counts, { 200: 200, UPSTREAM_UNAVAILABLE: 200 })
  })

  test('however many callers give up', async () => {
    let isWell = false
    await using server = await serveHttp((_request, response) => {
      if (isWell) answer(response, 200)
    })
    await using upstream = fetcher({ origins: [local(server.port)], limits: { breakerSample: 5 } })
    const controller = new AbortController()
    const calls = times(100).map(() => upstream.get(`${local(server.port)}/`, { ...ACCEPT, signal: controller.signal }))
    controller.abort(new Error('gone'))
    for (const result of await Promise.allSettled(calls)) assert.equal(result.status, 'rejected')
    isWell = true
    assert.equal((await upstream.get(`${local(server.port)}/`, ACCEPT)).status, 200)
  })
})

suite('retries', () => {
  test('are spent on failures and earned by successes, a tenth each', async () => {
    let isWell = false
    await using server = await serveHttp((_request, response) => answer(response, isWell ? 200 : 429))
    await using upstream = fetcher({ origins: [local(server.port)] })
    const get = () => upstream.get(`${local(server.port)}/`, ACCEPT)
    await outcomes(times(20).map(get))
    assert.equal(server.requests.length, 20 + 10)
    isWell = true
    await outcomes(times(39).map(get))
    isWell = false
    await outcomes(times(20).map(get))
    assert.equal(server.requests.length, 20 + 39 + 20 + 13)
  })

  for (const [form, header] of [
    ['seconds', () => '1'],
    ['a date', () => new Date(Date.now() + 2_000).toUTCString()],
  ] as const) {
    test(`wait for a Retry-After in ${form}`, async () => {
      let dueAt = 0
      let cameAt = 0
      await using server = await serveHttp((_request, response) => {
        cameAt = Date.now()
        if (dueAt > 0) return answer(response, 200)
        const retryAfter = header()
        dueAt = retryAfter === '1' ? cameAt + 1_000 : Date.parse(retryAfter)
        answer(response, 503, retryAfter)
      })
      await using upstream = fetcher({ origins: [local(server.port)] })
      assert.equal((await upstream.get(`${local(server.port)}/`, ACCEPT)).status, 200)
      // A timer may be early by a millisecond.
      assert.ok(cameAt >= dueAt - 1, `${dueAt - cameAt} ms too early`)
    })
  }

  for (const [name, status, code] of [
    ['429', 429, 'UPSTREAM_RATE_LIMITED'],
    ['503', 503, 'UPSTREAM_UNAVAILABLE'],
  ] as const) {
    test(`do not wait for a Retry-After beyond the bound with ${name}`, async () => {
      const headers = ['11', '999999999999999999999', new Date(Date.now() + 3_600_000).toUTCString()]
      for (const header of headers) {
        await using server = await serveHttp((_request, response) => answer(response, status, header))
        await using upstream = fetcher({ origins: [local(server.port)] })
        await failure(upstream.get(`${local(server.port)}/`, ACCEPT), code)
        assert.equal(server.requests.length, 1)
      }
    })
  }

  test('do not wait beyond the time that the call has', async () => {
    await using server = await serveHttp((_request, response) => answer(response, 503, '5'))
    await using upstream = fetcher({ origins: [local(server.port)], limits: { totalMs: 4_000 } })
    await failure(upstream.get(`${local(server.port)}/`, ACCEPT), 'UPSTREAM_UNAVAILABLE')
    assert.equal(server.requests.length, 1)
  })

  test('take a Retry-After that says nothing for none', async () => {
    await using server = await serveHttp((_request, response) => answer(response, 503, 'soon'))
    await using upstream = fetcher({ origins: [local(server.port)] })
    await failure(upstream.get(`${local(server.port)}/`, ACCEPT), 'UPSTREAM_UNAVAILABLE')
    assert.equal(server.requests.length, 3)
  })
})

function answer(response: ServerResponse, status: number, retryAfter?: string): void {
  response.writeHead(status, retryAfter === undefined ? {} : { 'retry-after': retryAfter }).end('here')
}

/** Asks until the answer comes: the runner's own limit ends a wait in vain. */
async function until(get: () => ReturnType<Upstream['get']>): Promise<void> {
  while ((await get().catch(() => null)) === null) await new Promise(resolve => setImmediate(resolve))
}
