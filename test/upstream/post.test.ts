import assert from 'node:assert/strict'
import type { ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { suite, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { failure, fetcher, KEY, local } from './fetcher.ts'
import { closedPort, serveHttp, serveRaw } from './servers.ts'

const ONCE = { repeatable: false }
const AGAIN = { repeatable: true }

suite('a post', () => {
  test('brings JSON with the key and takes the answer back', async () => {
    const bodies: string[] = []
    await using server = await serveHttp(async (request, response) => {
      bodies.push(await text(request))
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"data":1}')
    })
    await using upstream = fetcher({ origins: [local(server.port)] })
    const answer = await upstream.post(`${local(server.port)}/graphql`, { query: '{ ü }' }, ONCE)
    assert.deepEqual(answer, {
      status: 200,
      contentType: 'application/json',
      body: Buffer.from('{"data":1}'),
      failure: null,
    })
    assert.deepEqual(bodies, ['{"query":"{ ü }"}'])
    const { authorization, accept, 'content-type': type } = server.requests[0]?.headers ?? {}
    assert.deepEqual([authorization, accept, type], [`Bearer ${KEY}`, 'application/json', 'application/json'])
  })

  test('goes to configured origins alone', async () => {
    await using server = await serveHttp((_request, response) => response.end('{}'))
    await using upstream = fetcher({ origins: ['https://api.test'] })
    await failure(upstream.post(`${local(server.port)}/graphql`, {}, AGAIN), 'UPSTREAM_BLOCKED')
    assert.equal(server.connections(), 0)
  })

  test('is not sent on by a redirect', async () => {
    await using server = await serveHttp((request, response) => {
      if (request.url === '/b') response.end('{}')
      else response.writeHead(307, { location: '/b' }).end()
    })
    await using upstream = fetcher({ origins: [local(server.port)] })
    await failure(upstream.post(`${local(server.port)}/a`, {}, AGAIN), 'UPSTREAM_BLOCKED')
    assert.equal(server.requests.length, 1)
  })

  for (const [status, code] of [
    [400, 'UPSTREAM_BAD_RESPONSE'],
    [401, 'UPSTREAM_FORBIDDEN'],
    [404, 'UPSTREAM_NOT_FOUND'],
    [500, 'UPSTREAM_UNAVAILABLE'],
  ] as const) {
    test(`that is refused with ${status} says why`, async () => {
      await using server = await refusing(response => response.writeHead(status).end('{"message":"so it is"}'))
      await using upstream = fetcher({ origins: [local(server.port)] })
      const answer = await upstream.post(`${local(server.port)}/`, {}, ONCE)
      assert.equal(answer.status, status)
      assert.equal(answer.body.toString(), '{"message":"so it is"}')
      assert.equal(answer.failure?.code, code)
      assert.equal(server.requests.length, 1)
    })
  }

  test('that is refused without words, or with unreadable ones, is refused all the same', async () => {
    const answers = [
      (response: ServerResponse) => response.writeHead(502).end(),
      (response: ServerResponse) => response.writeHead(502, { 'content-encoding': 'gzip' }).end('no gzip'),
      (response: ServerResponse) => response.writeHead(502).end(Buffer.alloc(1_000_000)),
    ]
    for (const answer of answers) {
      await using server = await refusing(answer)
      await using upstream = fetcher({ origins: [local(server.port)] })
      const { status, body } = await upstream.post(`${local(server.port)}/`, {}, ONCE)
      assert.deepEqual([status, body.length], [502, 0])
    }
  })

  test('has its answer decoded', async () => {
    await using server = await refusing(response =>
      response.writeHead(400, { 'content-encoding': 'gzip' }).end(gzipSync('{"message":"no"}')),
    )
    await using upstream = fetcher({ origins: [local(server.port)] })
    const { body } = await upstream.post(`${local(server.port)}/`, {}, ONCE)
    assert.equal(body.toString(), '{"message":"no"}')
  })

  test('that may be repeated is, where that may help', async () => {
    await using server = await serveHttp((_request, response) => {
      if (server.requests.length === 1) response.socket?.resetAndDestroy()
      else if (server.requests.length === 2) response.writeHead(503).end()
      else response.end('{}')
    })
    await using upstream = fetcher({ origins: [local(server.port)] })
    assert.equal((await upstream.post(`${local(server.port)}/`, {}, AGAIN)).status, 200)
    assert.equal(server.requests.length, 3)
  })

  test('that recovers too late ends in the last refusal', async () => {
    await using server = await refusing(response => response.writeHead(503).end(`${response.statusCode}`))
    await using upstream = fetcher({ origins: [local(server.port)] })
    const { status, failure, body } = await upstream.post(`${local(server.port)}/`, {}, AGAIN)
    assert.deepEqual([status, failure?.code, body.toString()], [503, 'UPSTREAM_UNAVAILABLE', '503'])
    assert.equal(server.requests.length, 3)
  })

  test('that may not be repeated is asked once when it may have been heard', async () => {
    await using lost = await serveRaw(socket => socket.resetAndDestroy())
    await using upstream = fetcher({ origins: [local(lost.port)] })
    await failure(upstream.post(`${local(lost.port)}/`, {}, ONCE), 'UPSTREAM_UNAVAILABLE')
    assert.equal(lost.requests.length, 1)

    await using silent = await serveHttp(() => {})
    await using hasty = fetcher({ origins: [local(silent.port)], limits: { postMs: 500 } })
    await failure(hasty.post(`${local(silent.port)}/`, {}, ONCE), 'UPSTREAM_TIMEOUT')
    assert.equal(silent.requests.length, 1)
  })

  test('that may not be repeated is asked again when nothing can have happened', async () => {
    await using server = await serveHttp((_request, response) => {
      if (server.requests.length < 3) response.writeHead(429).end('{"message":"You have exceeded"}')
      else response.end('{}')
    })
    await using upstream = fetcher({ origins: [local(server.port)] })
    assert.equal((await upstream.post(`${local(server.port)}/`, {}, ONCE)).status, 200)

    const origin = `http://api.test:${await closedPort()}`
    let lookups = 0
    const lookup = async () => {
      lookups += 1
      return [{ address: '127.0.0.1', family: 4 }]
    }
    await using nobody = fetcher({ origins: [origin], lookup })
    await failure(nobody.post(`${origin}/`, {}, ONCE), 'UPSTREAM_UNAVAILABLE')
    assert.equal(lookups, 3)
  })

  test('may be answered later than a get', async () => {
    const { promise, resolve } = Promise.withResolvers<ServerResponse>()
    await using server = await serveHttp((_request, response) => {
      if (server.requests.length === 1) resolve(response)
    })
    const limits = { headersMs: 20, totalMs: 20, retries: 0 }
    await using upstream = fetcher({ origins: [local(server.port)], limits })
    const answer = upstream.post(`${local(server.port)}/slow`, {}, ONCE)
    const response = await promise
    await failure(upstream.get(`${local(server.port)}/slow`, { accept: '*/*' }), 'UPSTREAM_TIMEOUT')
    response.end('{}')
    assert.equal((await answer).status, 200)
  })

  test('is spared an origin that is down', async () => {
    await using server = await refusing(response => response.writeHead(500).end('{}'))
    const limits = { breakerSample: 5, breakerRestMs: 3_600_000, retries: 0 }
    await using upstream = fetcher({ origins: [local(server.port)], limits })
    for (let calls = 0; calls < 5; calls += 1) await upstream.post(`${local(server.port)}/`, {}, AGAIN)
    await failure(upstream.post(`${local(server.port)}/`, {}, AGAIN), 'UPSTREAM_CIRCUIT_OPEN')
    assert.equal(server.requests.length, 5)
  })

  test('ends with its caller and with the fetcher', async () => {
    await using server = await serveHttp(() => controller.abort(new Error('enough')))
    await using upstream = fetcher({ origins: [local(server.port)] })
    const controller = new AbortController()
    const { signal } = controller
    await assert.rejects(upstream.post(`${local(server.port)}/`, {}, { ...AGAIN, signal }), /enough/)
    await assert.rejects(upstream.post(`${local(server.port)}/`, {}, { ...AGAIN, signal }), /enough/)
    const late = upstream.post(`${local(server.port)}/`, {}, AGAIN)
    await Promise.all([failure(late, 'UPSTREAM_UNAVAILABLE'), upstream.close()])
  })
})

function refusing(answer: (response: ServerResponse) => void) {
  return serveHttp((_request, response) => answer(response))
}
