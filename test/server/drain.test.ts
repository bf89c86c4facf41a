import assert from 'node:assert/strict'
import { EventEmitter, once } from 'node:events'
import { suite, test } from 'node:test'
import { fastify } from 'fastify'
import { createDrain } from '../../src/server/drain.ts'

/** A server whose requests wait until they are finished. */
async function serve() {
  const drain = createDrain()
  const arrivals = new EventEmitter()
  const http = fastify({ forceCloseConnections: true })
  http.addHook('onRequest', drain.announce)
  http.get('/other', async () => 'other')
  http.get('/', { onRequest: drain.admit }, async request => {
    const finish = Promise.withResolvers<string>()
    arrivals.emit('request', { signal: drain.controllerOf(request).signal, finish: () => finish.resolve('done') })
    return finish.promise
  })
  const url = await http.listen({ host: '127.0.0.1', port: 0 })
  return {
    drain,
    url,
    async begin(): Promise<{ readonly signal: AbortSignal; finish(): void; readonly answer: Promise<Response> }> {
      const arrived = once(arrivals, 'request')
      const answer = fetch(url)
      answer.catch(() => {})
      const [request] = await arrived
      return { ...request, answer }
    },
    [Symbol.asyncDispose]: () => http.close(),
  }
}

suite('drain', () => {
  test('finish resolves immediately without requests', async () => {
    const drain = createDrain()
    assert.equal(drain.draining, false)
    await drain.finish()
    assert.equal(drain.draining, true)
  })

  test('finish resolves when the last request ends', async () => {
    await using server = await serve()
    const first = await server.begin()
    const second = await server.begin()
    const drained = server.drain.finish()
    first.finish()
    await (await first.answer).text()
    assert.equal(second.signal.aborted, false)
    second.finish()
    await drained
  })

  test('the end of a request aborts its pending reads', async () => {
    await using server = await serve()
    const { signal, finish } = await server.begin()
    finish()
    if (!signal.aborted) await once(signal, 'abort')
    assert.equal(signal.aborted, true)
  })

  test('requests that outlast the deadline are aborted', async () => {
    await using server = await serve()
    const { signal, finish } = await server.begin()
    signal.addEventListener('abort', finish)
    await server.drain.finish({ deadlineMs: 1 })
    assert.equal(signal.aborted, true)
    assert.equal(signal.reason.code, 'OVERLOADED')
    assert.equal((await fetch(server.url)).status, 503)
  })

  test('requests are answered until the deadline, and each answer closes its connection', async () => {
    await using server = await serve()
    const first = await server.begin()
    const stops = Promise.withResolvers<void>()
    const drained = server.drain.finish({ graceMs: 1 }, stops.resolve)
    const second = await server.begin()
    const other = await fetch(`${server.url}/other`)
    await stops.promise
    const third = await server.begin()
    for (const { finish } of [first, second, third]) finish()
    const answers = await Promise.all([first, second, third].map(({ answer }) => answer))
    for (const answer of [...answers, other]) {
      assert.equal(answer.status, 200)
      assert.equal(answer.headers.get('connection'), 'close')
      await answer.text()
    }
    await drained
  })
})
