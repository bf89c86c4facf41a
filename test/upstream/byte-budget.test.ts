import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { createByteBudget } from '../../src/upstream/byte-budget.ts'
import { ACCEPT, fetcher, local } from './fetcher.ts'
import { serveHttp } from './servers.ts'

const NEVER = new AbortController().signal

/** Whether the promise is still pending after all that can happen now has happened. */
async function isWaiting(promise: Promise<unknown>): Promise<boolean> {
  const pending = Symbol('pending')
  const turn = new Promise(resolve => setImmediate(resolve, pending))
  return (await Promise.race([promise, turn])) === pending
}

suite('a byte budget', () => {
  test('lets in what fits, and the others in their order once there is room', async () => {
    const budget = createByteBudget(100)
    const first = await budget.reserve(60, NEVER)
    const second = budget.reserve(50, NEVER)
    const third = budget.reserve(10, NEVER)
    assert.ok(await isWaiting(second))
    assert.ok(await isWaiting(third), 'a small one does not overtake: the large one would wait for ever')
    first.shrinkTo(50)
    const held = await second
    assert.ok(await isWaiting(third))
    held[Symbol.dispose]()
    await third
  })

  test('takes bytes back once', async () => {
    const budget = createByteBudget(100)
    const first = await budget.reserve(60, NEVER)
    for (const left of [40, 70]) first.shrinkTo(left)
    for (let times = 0; times < 3; times++) first[Symbol.dispose]()
    await budget.reserve(100, NEVER)
    assert.ok(await isWaiting(budget.reserve(1, NEVER)))
  })

  test('lets in more than the whole alone', async () => {
    const budget = createByteBudget(100)
    const small = await budget.reserve(1, NEVER)
    const large = budget.reserve(1000, NEVER)
    assert.ok(await isWaiting(large))
    small[Symbol.dispose]()
    await large
  })

  test('who leaves the line makes way for those behind', async () => {
    const budget = createByteBudget(100)
    await budget.reserve(60, NEVER)
    const controller = new AbortController()
    const second = budget.reserve(50, controller.signal)
    const third = budget.reserve(40, NEVER)
    controller.abort(new Error('left'))
    await assert.rejects(second, /left/)
    await third
    await assert.rejects(budget.reserve(1, controller.signal), /left/)
  })
})

suite('the answers in memory', () => {
  const BODY = Buffer.alloc(200_000, 'x')

  for (const [name, headers, body] of [
    ['of a declared length', { 'content-length': BODY.length }, BODY],
    ['of an unknown length', {}, BODY],
    ['that are compressed', { 'content-encoding': 'gzip' }, gzipSync(BODY)],
  ] as const) {
    test(`${name} wait for each other`, async () => {
      await using server = await serveHttp((_, response) => {
        response.writeHead(200, { 'content-type': 'image/png', ...headers })
        response.write(body.subarray(0, 100_000))
        response.end(body.subarray(100_000))
      })
      const limits = { bufferedBytes: 300_000, decodedBytes: 250_000, compressedBytes: 250_000 }
      await using upstream = fetcher({ origins: [local(server.port)], limits })
      const ask = () => upstream.get(`${local(server.port)}/`, ACCEPT)
      const first = await ask()
      const second = ask()
      const controller = new AbortController()
      const third = upstream.get(`${local(server.port)}/`, { ...ACCEPT, signal: controller.signal })
      // A request of another origin's budget is answered meanwhile: by then the second would have been, too.
      await using other = fetcher({ origins: [local(server.port)], limits })
      await other.get(`${local(server.port)}/`, ACCEPT)
      assert.ok(await isWaiting(second))
      controller.abort(new Error('left'))
      await assert.rejects(third, /left/)
      assert.equal(first.body.length, BODY.length)
      first[Symbol.dispose]()
      assert.equal((await second).body.length, BODY.length)
    })
  }

  test('are given back by those that fail', async () => {
    let asked = 0
    await using server = await serveHttp((_, response) => {
      response.writeHead(200, { 'content-type': 'image/png', 'content-length': BODY.length })
      if (asked++ === 0) response.write('x', () => response.destroy())
      else response.end(BODY)
    })
    const limits = { bufferedBytes: 200_001, retries: 0 }
    await using upstream = fetcher({ origins: [local(server.port)], limits })
    await assert.rejects(upstream.get(`${local(server.port)}/`, ACCEPT), { code: 'UPSTREAM_UNAVAILABLE' })
    using answer = await upstream.get(`${local(server.port)}/`, ACCEPT)
    assert.equal(answer.status, 200)
  })
})
