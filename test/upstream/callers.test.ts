import assert from 'node:assert/strict'
import { EventEmitter, once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { suite, test } from 'node:test'
import { inspect } from 'node:util'
import { createSemaphore } from '../../src/upstream/semaphore.ts'
import { ACCEPT, failure, fetcher, KEY, local, outcomes } from './fetcher.ts'
import { CERTIFICATE, serveHttp, serveHttps } from './servers.ts'

suite('the cap', () => {
  test('is never exceeded, and the line is served in order', async () => {
    const { held, arrivals, listener } = holding()
    await using server = await serveHttp(listener)
    await using upstream = fetcher({ origins: [local(server.port)], limits: { concurrency: 4 } })
    const calls = Array.from({ length: 40 }, (_, at) => upstream.get(`${local(server.port)}/${at}`, ACCEPT))
    let most = 0
    for (let answered = 0; answered < 40; answered += 1) {
      while (held.length < Math.min(4, 40 - answered)) await once(arrivals, 'request')
      most = Math.max(most, held.length)
      held.shift()?.end('here')
    }
    assert.deepEqual(await outcomes(calls), { 200: 40 })
    assert.equal(most, 4)
    assert.ok(server.connections() <= 4)
    const order = server.requests.map(({ path }) => Number(path.slice(1)))
    // Four travel at once, each on its own connection, and may overtake one another.
    for (const [at, number] of order.entries()) assert.ok(Math.abs(at - number) < 4, `${order}`)
  })

  test('is a cap per origin', async () => {
    const one = holding()
    const two = holding()
    await using first = await serveHttp(one.listener)
    await using second = await serveHttp(two.listener)
    const origins = [local(first.port), local(second.port)]
    await using upstream = fetcher({ origins, limits: { concurrency: 1 } })
    const calls = origins.map(origin => upstream.get(`${origin}/`, ACCEPT))
    while (one.held.length + two.held.length < 2)
      await Promise.race([once(one.arrivals, 'request'), once(two.arrivals, 'request')])
    for (const response of [...one.held, ...two.held]) response.end('here')
    assert.deepEqual(await outcomes(calls), { 200: 2 })
  })

  test('is one with a fetcher that is limited to some of the origins, which asks no other', async () => {
    const { held, arrivals, listener } = holding()
    await using server = await serveHttp(listener)
    const origins = [local(server.port), 'https://api.test']
    await using upstream = fetcher({ origins, limits: { concurrency: 1 } })
    const some = upstream.limitedTo([local(server.port)])
    const calls = [upstream, some].map(each => each.get(`${local(server.port)}/`, ACCEPT))
    await once(arrivals, 'request')
    assert.equal(server.requests.length, 1)
    held.shift()?.end('here')
    while (held.length === 0) await once(arrivals, 'request')
    held.shift()?.end('here')
    assert.deepEqual(await outcomes(calls), { 200: 2 })
    await failure(some.get('https://api.test/', ACCEPT), 'UPSTREAM_BLOCKED')
  })

  test('keeps no place for a caller who gives up', async () => {
    const { held, arrivals, listener } = holding()
    await using server = await serveHttp(listener)
    await using upstream = fetcher({ origins: [local(server.port)], limits: { concurrency: 1 } })
    const controller = new AbortController()
    const gone = new Error('gone')
    const get = (path: string, signal?: AbortSignal) =>
      upstream.get(`${local(server.port)}${path}`, signal === undefined ? ACCEPT : { ...ACCEPT, signal })
    const first = get('/first')
    const waiting = get('/given-up', controller.signal)
    const last = get('/last')
    await once(arrivals, 'request')
    assert.equal(server.requests.length, 1)
    controller.abort(gone)
    await assert.rejects(waiting, gone)
    assert.equal(server.requests.length, 1)
    held.shift()?.end('here')
    await first
    while (held.length === 0) await once(arrivals, 'request')
    held.shift()?.end('here')
    await last
    assert.deepEqual(
      server.requests.map(({ path }) => path),
      ['/first', '/last'],
    )
    const next = get('/next')
    while (held.length === 0) await once(arrivals, 'request')
    held.shift()?.end('here')
    await next
  })

  test('loses no slot when some come free and some give up at the same moment', async () => {
    const take = createSemaphore(2)
    const { signal } = new AbortController()
    const controller = new AbortController()
    const [a, b] = await Promise.all([take(signal, false), take(signal, false)])
    const quitter = take(controller.signal, false)
    const fresh = take(signal, false)
    const begun = take(signal, true)
    controller.abort(new Error('gone'))
    a()
    b()
    await assert.rejects(quitter, /gone/)
    const gives = await Promise.all([begun, fresh])
    let isThird = false
    const third = take(signal, false).then(give => {
      isThird = true
      return give
    })
    await new Promise(resolve => setImmediate(resolve))
    assert.equal(isThird, false)
    for (const give of gives) give()
    const last = await Promise.all([third, take(signal, false)])
    for (const give of last) give()
  })

  test('serves what has begun before what has not', async () => {
    const take = createSemaphore(1)
    const { signal } = new AbortController()
    const order: string[] = []
    const give = await take(signal, false)
    const visit = async (name: string, started: boolean) => {
      const leave = await take(signal, started)
      order.push(name)
      leave()
    }
    const visits = [visit('fresh', false), visit('begun', true), visit('last', false)]
    give()
    await Promise.all(visits)
    assert.deepEqual(order, ['begun', 'fresh', 'last'])
  })
})

suite('a caller who aborts', () => {
  test('gets the reason, and the connection is given up', async () => {
    const { arrivals, listener } = holding()
    await using server = await serveHttp(listener)
    await using upstream = fetcher({ origins: [local(server.port)] })
    const controller = new AbortController()
    const call = upstream.get(`${local(server.port)}/`, { ...ACCEPT, signal: controller.signal })
    await once(arrivals, 'request')
    const gone = new Error('gone')
    controller.abort(gone)
    await assert.rejects(call, gone)
    await server.idle()
    assert.equal(server.requests.length, 1)
  })

  test('in the middle of a body gets the reason as well', async () => {
    await using server = await serveHttp((_request, response) => {
      response.writeHead(200)
      response.write('some')
      arrivals.emit('request')
    })
    const arrivals = new EventEmitter()
    await using upstream = fetcher({ origins: [local(server.port)] })
    const controller = new AbortController()
    const call = upstream.get(`${local(server.port)}/`, { ...ACCEPT, signal: controller.signal })
    await once(arrivals, 'request')
    controller.abort(new Error('gone'))
    await assert.rejects(call, /gone/)
    await server.idle()
  })

  test('before a retry is not retried for', async () => {
    const controller = new AbortController()
    await using server = await serveHttp((_request, response) => {
      response.writeHead(503, { 'retry-after': '9' }).end()
      response.on('close', () => controller.abort(new Error('gone')))
    })
    await using upstream = fetcher({ origins: [local(server.port)] })
    await assert.rejects(upstream.get(`${local(server.port)}/`, { ...ACCEPT, signal: controller.signal }), /gone/)
    assert.equal(server.requests.length, 1)
  })

  test('before asking opens no connection', async () => {
    await using server = await serveHttp((_request, response) => response.end('here'))
    await using upstream = fetcher({ origins: [local(server.port)] })
    const signal = AbortSignal.abort(new Error('gone'))
    await assert.rejects(upstream.get(`${local(server.port)}/`, { ...ACCEPT, signal }), /gone/)
    assert.equal(server.connections(), 0)
  })
})

suite('the key', () => {
  test('goes with the request and is not shown', async () => {
    await using server = await serveHttps((_request, response) => response.writeHead(401).end(KEY))
    const origin = `https://127.0.0.1:${server.port}`
    await using upstream = fetcher({ origins: [`${origin}/`], ca: CERTIFICATE })
    const error = await failure(
      upstream.get(`${origin}/a#part`, { accept: 'application/x-ndjson' }),
      'UPSTREAM_FORBIDDEN',
    )
    assert.match(error.message, /LABELBOX_API_KEY/)
    const { path, headers } = server.requests[0] ?? {}
    assert.equal(path, '/a')
    assert.equal(headers?.authorization, `Bearer ${KEY}`)
    assert.equal(headers?.accept, 'application/x-ndjson')
    assert.equal(headers?.['accept-encoding'], 'gzip, deflate, br, zstd')
    for (const shown of [upstream, error]) {
      assert.doesNotMatch(inspect(shown, { depth: null, showHidden: true }), new RegExp(KEY))
    }
  })

  test('need not be there', async () => {
    await using server = await serveHttp((_request, response) => response.writeHead(401).end())
    await using upstream = fetcher({ key: null, origins: [local(server.port)] })
    const error = await failure(upstream.get(`${local(server.port)}/`, ACCEPT), 'UPSTREAM_FORBIDDEN')
    assert.match(error.message, /no API key is set/)
    assert.equal(server.requests[0]?.headers.authorization, undefined)
  })

  test('is not given to a server that cannot prove its name', async () => {
    await using server = await serveHttps((_request, response) => response.end('here'))
    const origin = `https://127.0.0.1:${server.port}`
    await using upstream = fetcher({ origins: [origin] })
    await failure(upstream.get(`${origin}/`, ACCEPT), 'UPSTREAM_UNAVAILABLE')
    assert.equal(server.requests.length, 0)
  })
})

suite('closing', () => {
  test('ends what is under way and every connection', async () => {
    const { held, arrivals, listener } = holding()
    await using server = await serveHttp(listener)
    const upstream = fetcher({ origins: [local(server.port)], limits: { concurrency: 2 } })
    const get = () => upstream.get(`${local(server.port)}/`, ACCEPT)
    const calls = [get(), get(), get()]
    while (held.length < 2) await once(arrivals, 'request')
    held.shift()?.end('here')
    await Promise.race(calls)
    await upstream.close()
    assert.deepEqual(await outcomes(calls), { 200: 1, UPSTREAM_UNAVAILABLE: 2 })
    await server.idle()
    await failure(get(), 'UPSTREAM_UNAVAILABLE')
    await upstream.close()
  })
})

/** A server that answers when the test says so. */
function holding() {
  const held: ServerResponse[] = []
  const arrivals = new EventEmitter()
  const listener = (_request: unknown, response: ServerResponse) => {
    held.push(response)
    arrivals.emit('request')
  }
  return { held, arrivals, listener }
}
