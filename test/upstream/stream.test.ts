import assert from 'node:assert/strict'
import type { RequestListener, ServerResponse } from 'node:http'
import { suite, test } from 'node:test'
import { UpstreamError } from '../../src/upstream/index.ts'
import { ACCEPT, failure, fetcher, KEY, local } from './fetcher.ts'
import { CERTIFICATE, serveHttp, serveHttps } from './servers.ts'

const BODY = Buffer.from('0123456789')
const OPEN_WORLD = { isPublic: () => true }
const toLoopback = async () => [{ address: '127.0.0.1', family: 4 }]

suite('a stream', () => {
  test('brings the bytes of a configured origin, without the key', async () => {
    await using server = await serveHttp((_request, response) => response.end(BODY))
    await using upstream = fetcher({ origins: [local(server.port)] })
    assert.deepEqual(await all(upstream.stream(`${local(server.port)}/file?signature=1`)), BODY)
    const [{ path, headers } = assert.fail()] = server.requests
    assert.equal(path, '/file?signature=1')
    assert.equal(headers.authorization, undefined)
    assert.equal(headers.range, undefined)
    assert.equal(headers['accept-encoding'], 'identity')
    assert.doesNotMatch(JSON.stringify(headers), new RegExp(KEY))
  })

  test('comes from any public https address, and from no other', async () => {
    await using storage = await serveHttps((_request, response) => response.end(BODY))
    await using plain = await serveHttp((_request, response) => response.end(BODY))
    const settings = { origins: ['https://api.test'], lookup: toLoopback, ca: CERTIFICATE }
    await using open = fetcher(settings, OPEN_WORLD)
    assert.deepEqual(await all(open.stream(`https://cdn.test:${storage.port}/file`)), BODY)
    assert.equal(storage.requests[0]?.headers.authorization, undefined)

    await using closed = fetcher(settings)
    const connections = storage.connections()
    for (const place of [
      `https://cdn.test:${storage.port}/file`,
      `https://127.0.0.1:${storage.port}/file`,
      `http://127.0.0.1:${plain.port}/file`,
      `https://user@cdn.test:${storage.port}/file`,
      'ftp://cdn.test/file',
      'file:///etc/passwd',
      'file',
    ]) {
      await failure(all(closed.stream(place)), 'UPSTREAM_BLOCKED')
    }
    assert.equal(storage.connections(), connections)
    assert.equal(plain.connections(), 0)
  })

  test('follows redirects by the same rules, never with the key', async () => {
    await using server = await serveHttp((request, response) => {
      if (request.url === '/file') response.writeHead(302, { location: '/there' }).end()
      else if (request.url === '/out') response.writeHead(302, { location: 'http://localhost:1/' }).end()
      else if (request.url === '/round') response.writeHead(302, { location: '/round' }).end()
      else ranged(BODY)(request, response)
    })
    await using upstream = fetcher({ origins: [local(server.port)] })
    assert.equal(`${await all(upstream.stream(`${local(server.port)}/file`, { from: 4 }))}`, '456789')
    await failure(all(upstream.stream(`${local(server.port)}/out`)), 'UPSTREAM_BLOCKED')
    await failure(all(upstream.stream(`${local(server.port)}/round`)), 'UPSTREAM_BLOCKED')
    assert.ok(server.requests.every(({ headers }) => headers.authorization === undefined))
  })

  test('begins where it is told to', async () => {
    const from4 = async (listener: RequestListener, size?: number) => {
      await using server = await serveHttp(listener)
      await using upstream = fetcher({ origins: [local(server.port)] })
      const bytes = await all(upstream.stream(`${local(server.port)}/`, { from: 4, ...(size && { size }) }))
      assert.equal(server.requests[0]?.headers.range, 'bytes=4-')
      return `${bytes}`
    }
    assert.equal(await from4(ranged(BODY), 10), '456789')
    assert.equal(await from4((_request, response) => response.end(BODY), 10), '456789', 'ranges ignored')
    assert.equal(await from4((_request, response) => spoonfuls(response), 10), '456789', 'ranges ignored, in pieces')
    assert.equal(await from4((_request, response) => response.writeHead(206).end('456789')), '456789', 'unsaid')
    const aligned = { 'content-range': 'bytes 2-9/10' }
    assert.equal(await from4((_request, response) => response.writeHead(206, aligned).end('23456789'), 10), '456789')
    const late = { 'content-range': 'bytes 5-9/10' }
    await failure(
      from4((_request, response) => response.writeHead(206, late).end('56789')),
      'UPSTREAM_BAD_RESPONSE',
    )
  })

  test('hands out nothing of a body that announces another length', async () => {
    for (const length of [9, 11]) {
      await using server = await serveHttp(ranged(Buffer.alloc(length)))
      await using upstream = fetcher({ origins: [local(server.port)] })
      for (const from of [0, 4]) {
        const seen: Uint8Array[] = []
        const stream = upstream.stream(`${local(server.port)}/`, { from, size: 10 })
        await failure(all(stream, seen), 'UPSTREAM_BAD_RESPONSE')
        assert.deepEqual(seen, [])
      }
    }
  })

  test('counts a body that announces nothing', async () => {
    await using server = await serveHttp((_request, response) => spoonfuls(response))
    await using upstream = fetcher({ origins: [local(server.port)] })
    const url = `${local(server.port)}/`
    assert.deepEqual(await all(upstream.stream(url, { size: 10 })), BODY)
    const short = await failure(all(upstream.stream(url, { size: 11 })), 'UPSTREAM_UNAVAILABLE')
    assert.ok(short instanceof UpstreamError && short.retryable)
    await failure(all(upstream.stream(url, { size: 9 })), 'UPSTREAM_BAD_RESPONSE')
  })

  test('that is cut can be resumed, and what came before stands', async () => {
    await using server = await serveHttp((_request, response) => {
      response.writeHead(200, { 'content-length': 10 }).write('0123', () => response.destroy())
    })
    await using upstream = fetcher({ origins: [local(server.port)] })
    const seen: Uint8Array[] = []
    const fault = await failure(all(upstream.stream(`${local(server.port)}/`), seen), 'UPSTREAM_UNAVAILABLE')
    assert.ok(fault instanceof UpstreamError && fault.retryable)
    assert.equal(BODY.toString().startsWith(Buffer.concat(seen).toString()), true)
    assert.equal(server.requests.length, 1, 'nothing is retried')
  })

  test('that is refused tells of the link and not of the key', async () => {
    await using server = await serveHttp((_request, response) => response.writeHead(403).end())
    await using upstream = fetcher({ origins: [local(server.port)] })
    const fault = await failure(all(upstream.stream(`${local(server.port)}/`)), 'UPSTREAM_FORBIDDEN')
    assert.match(fault.message, /link/)
  })

  test('comes in no encoding', async () => {
    await using server = await serveHttp((_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end('x')
    })
    await using upstream = fetcher({ origins: [local(server.port)] })
    await failure(all(upstream.stream(`${local(server.port)}/`)), 'UPSTREAM_BAD_RESPONSE')
  })

  test('is sent no faster than it is read, however long that takes', async () => {
    const whole = 64 * 2 ** 20
    let sent = 0
    await using server = await serveHttp(async (request, response) => {
      if (request.url === '/other') return void response.end(Buffer.alloc(2 ** 20))
      response.writeHead(200, { 'content-length': whole })
      const more = () => {
        while (sent < whole) {
          sent += 2 ** 16
          if (!response.write(Buffer.alloc(2 ** 16))) return
        }
        response.end()
      }
      response.on('drain', more)
      more()
    })
    const limits = { bodyMs: 500, totalMs: 500, retries: 0 }
    await using upstream = fetcher({ origins: [local(server.port)], limits })
    await using other = fetcher({ origins: [local(server.port)] })
    let received = 0
    for await (const piece of upstream.stream(`${local(server.port)}/`, { size: whole })) {
      // Longer than any deadline: the clock does not run while the reader is at work.
      const until = performance.now() + (received === 0 ? 1_500 : 0)
      while (performance.now() < until) {
        // Disposed of, since further answers would wait for memory.
        using _answer = await other.get(`${local(server.port)}/other`, ACCEPT)
      }
      if (received === 0) assert.ok(sent < whole / 2, `${sent}`)
      received += piece.length
    }
    assert.equal(received, whole)
  })

  test('that stalls is closed', async () => {
    await using server = await serveHttp((_request, response) => {
      response.writeHead(200, { 'content-length': 10 }).write('0123')
    })
    await using upstream = fetcher({ origins: [local(server.port)], limits: { bodyMs: 20 } })
    const seen: Uint8Array[] = []
    const fault = await failure(all(upstream.stream(`${local(server.port)}/`), seen), 'UPSTREAM_TIMEOUT')
    assert.ok(fault instanceof UpstreamError && fault.retryable)
    assert.equal(`${Buffer.concat(seen)}`, '0123')
    await server.idle()
  })

  test('gives back its slot and its connection, whichever side ends it', async () => {
    const ways = [
      (response: ServerResponse) => void response.writeHead(200, { 'content-length': 2 ** 30 }).write('0123'),
      (response: ServerResponse) => void response.writeHead(503).end(),
      (response: ServerResponse) => void response.end(BODY),
      (response: ServerResponse) => void response.end(BODY),
    ]
    await using server = await serveHttp((_request, response) => ways.at(server.requests.length - 1)?.(response))
    const limits = { concurrency: 1, retries: 0 }
    await using upstream = fetcher({ origins: [local(server.port)], limits })
    const url = `${local(server.port)}/`
    for await (const piece of upstream.stream(url)) {
      assert.equal(`${Buffer.from(piece)}`, '0123')
      break
    }
    await failure(all(upstream.stream(url)), 'UPSTREAM_UNAVAILABLE')
    assert.deepEqual(await all(upstream.stream(url)), BODY)
    assert.deepEqual(await all(upstream.stream(url)), BODY)
  })

  test('ends with its caller and with the fetcher', async () => {
    await using server = await serveHttp((_request, response) => {
      response.writeHead(200, { 'content-length': 2 ** 30 }).write('0123')
    })
    await using upstream = fetcher({ origins: [local(server.port)] })
    const controller = new AbortController()
    const { signal } = controller
    const abandoned = (async () => {
      for await (const _ of upstream.stream(`${local(server.port)}/`, { signal })) controller.abort(new Error('enough'))
    })()
    await assert.rejects(abandoned, /enough/)
    const closed = (async () => {
      for await (const _ of upstream.stream(`${local(server.port)}/`)) await upstream.close()
    })()
    await failure(closed, 'UPSTREAM_UNAVAILABLE')
    await failure(all(upstream.stream(`${local(server.port)}/`)), 'UPSTREAM_UNAVAILABLE')
    await server.idle()
  })
})

async function all(stream: AsyncIterable<Uint8Array>, seen: Uint8Array[] = []): Promise<Buffer> {
  for await (const piece of stream) seen.push(piece)
  return Buffer.concat(seen)
}

/** A storage that knows ranges. */
function ranged(bytes: Buffer): RequestListener {
  return ({ headers }, response) => {
    const from = Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1] ?? 0)
    const part = bytes.subarray(from)
    const range = { 'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` }
    response.writeHead(from > 0 ? 206 : 200, { 'content-length': part.length, ...(from > 0 && range) }).end(part)
  }
}

/** The body without a length, three bytes at a time. */
function spoonfuls(response: ServerResponse): void {
  for (let at = 0; at < BODY.length; at += 3) response.write(BODY.subarray(at, at + 3))
  response.end()
}
