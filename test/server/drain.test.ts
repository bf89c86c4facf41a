import assert from 'node:assert/strict'
import { EventEmitter, once } from 'node:events'
import { suite, test } from 'node:test'
import { fastify } from 'fastify'
import { createDrain } from '../../src/server/drain.ts'

/** A server whose requests wait until they are finished. */
async function serve(deadlineMs?: number) {
  const drain = createDrain(deadlineMs)
  const arrivals = new EventEmitter()
  const http = fastify({ forceCloseConnections: true })
  http.get('/', { onRequest: drain.admit }, async request => {
    const finish = Promise.withResolvers<string>()
    arrivals.emit('request', { signal: drain.controllerOf(request).signal, finish: () => finish.resolve('done') })
    return finish.promise
  })
  const url = await http.listen({ host: '127.0.0.1', port: 0 })
  return {
    drain,
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
    await using server = await serve(1)
    const { signal } = await server.begin()
    await server.drain.finish()
    assert.equal(signal.aborted, true)
  })
})
