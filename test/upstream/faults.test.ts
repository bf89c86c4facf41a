import assert from 'node:assert/strict'
import type { Socket } from 'node:net'
import { suite, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib'
import type { UpstreamCode } from '../../src/errors.ts'
import type { UpstreamLimits } from '../../src/upstream/index.ts'
import { ACCEPT, failure, fetcher, local } from './fetcher.ts'
import { closedPort, serveHttp, serveRaw } from './servers.ts'

/** undici looks at its clocks about once a second. */
const LIMITS = { headersMs: 100, bodyMs: 100, totalMs: 8_000, compressedBytes: 64 * 1024, decodedBytes: 256 * 1024 }

const BODY = Buffer.from('{"frameNumber":1}\n'.repeat(40))

interface Fault {
  readonly name: string
  readonly code: UpstreamCode
  /** How often it is asked for in all. */
  readonly requests: number
  readonly answer: (socket: Socket) => void
  readonly limits?: Partial<UpstreamLimits>
}

/** Every way to answer badly. A request that may be retried is made three times, unless the whole time is up before. */
const FAULTS: readonly Fault[] = [
  fault('401', 'UPSTREAM_FORBIDDEN', 1, status(401)),
  fault('403', 'UPSTREAM_FORBIDDEN', 1, status(403)),
  fault('404', 'UPSTREAM_NOT_FOUND', 1, status(404)),
  fault('410', 'UPSTREAM_NOT_FOUND', 1, status(410)),
  fault('408', 'UPSTREAM_TIMEOUT', 3, status(408)),
  fault('413', 'UPSTREAM_TOO_LARGE', 1, status(413)),
  fault('418', 'UPSTREAM_BAD_RESPONSE', 1, status(418)),
  fault('304', 'UPSTREAM_BAD_RESPONSE', 1, status(304)),
  fault('429', 'UPSTREAM_RATE_LIMITED', 3, status(429)),
  fault('500', 'UPSTREAM_UNAVAILABLE', 3, status(500)),
  fault('502 with HTML', 'UPSTREAM_UNAVAILABLE', 3, status(502, 'content-type: text/html', '<h1>Bad gateway</h1>')),
  fault('503', 'UPSTREAM_UNAVAILABLE', 3, status(503)),
  fault('an endless page with 500', 'UPSTREAM_UNAVAILABLE', 3, endless('500 Oh')),
  fault('reset before headers', 'UPSTREAM_UNAVAILABLE', 3, socket => socket.resetAndDestroy()),
  fault('closed before headers', 'UPSTREAM_UNAVAILABLE', 3, socket => socket.end()),
  fault('reset in headers', 'UPSTREAM_UNAVAILABLE', 3, cut('HTTP/1.1 200 OK\r\ncontent-le', 'reset')),
  fault('closed in headers', 'UPSTREAM_UNAVAILABLE', 3, cut('HTTP/1.1 200 OK\r\ncontent-le', 'close')),
  fault('reset in a body with a length', 'UPSTREAM_UNAVAILABLE', 3, cut(`${head('content-length: 99')}abcd`, 'reset')),
  fault('reset in a body of chunks', 'UPSTREAM_UNAVAILABLE', 3, cut(`${chunkedHead()}4\r\nabcd\r\n`, 'reset')),
  fault(
    'reset in the last chunked body of a connection',
    'UPSTREAM_UNAVAILABLE',
    3,
    cut(`${chunkedHead('connection: close')}4\r\nabcd\r\n`, 'reset'),
  ),
  fault(
    'reset in a body that lasts until the close',
    'UPSTREAM_UNAVAILABLE',
    3,
    cut(`${head('connection: close')}abcd`, 'reset'),
  ),
  fault('short body with a length', 'UPSTREAM_UNAVAILABLE', 3, cut(`${head('content-length: 99')}abcd`, 'close')),
  fault('short body of chunks', 'UPSTREAM_UNAVAILABLE', 3, cut(`${chunkedHead()}4\r\nabcd\r\n`, 'close')),
  fault(
    'short body at the end of a connection',
    'UPSTREAM_UNAVAILABLE',
    3,
    cut(`${chunkedHead('connection: close')}4\r\nabcd\r\n`, 'close'),
  ),
  fault('endless body', 'UPSTREAM_TOO_LARGE', 1, endless('200 OK')),
  fault('a length beyond the cap', 'UPSTREAM_TOO_LARGE', 1, cut(head('content-length: 9999999'), 'stay')),
  fault('dripping body', 'UPSTREAM_TIMEOUT', 1, drip, { totalMs: 1_500 }),
  fault('dripping headers', 'UPSTREAM_TIMEOUT', 3, socket => void dripHeaders(socket)),
  fault('hang before headers', 'UPSTREAM_TIMEOUT', 3, () => {}),
  fault('hang in the body', 'UPSTREAM_TIMEOUT', 3, cut(`${head('content-length: 99')}abcd`, 'stay')),
  fault('gzip bomb', 'UPSTREAM_TOO_LARGE', 1, encoded('gzip', gzipSync(Buffer.alloc(2 ** 24)))),
  fault('brotli bomb', 'UPSTREAM_TOO_LARGE', 1, encoded('br', brotliCompressSync(Buffer.alloc(2 ** 24)))),
  fault('zstd bomb', 'UPSTREAM_TOO_LARGE', 1, encoded('zstd', zstdCompressSync(Buffer.alloc(2 ** 24)))),
  fault('nested gzip bomb', 'UPSTREAM_TOO_LARGE', 1, encoded('gzip, gzip', gzipSync(gzipSync(Buffer.alloc(2 ** 24))))),
  fault('nested gzip', 'UPSTREAM_BAD_RESPONSE', 1, encoded('gzip, gzip', gzipSync(gzipSync(BODY)))),
  fault('nested beyond measure', 'UPSTREAM_BAD_RESPONSE', 1, encoded('gzip,gzip,gzip,gzip,gzip', BODY)),
  fault('gzip that ends too early', 'UPSTREAM_BAD_RESPONSE', 1, encoded('gzip', gzipSync(BODY).subarray(0, 30))),
  fault('gzip that is none', 'UPSTREAM_BAD_RESPONSE', 1, encoded('gzip', BODY)),
  fault('an encoding that was not asked for', 'UPSTREAM_BAD_RESPONSE', 1, encoded('compress', BODY)),
  fault('an encoding named like a method', 'UPSTREAM_BAD_RESPONSE', 1, encoded('constructor', BODY)),
  fault('no HTTP', 'UPSTREAM_BAD_RESPONSE', 1, cut('220 mail.example ESMTP\r\n', 'stay')),
  fault('headers without end', 'UPSTREAM_TOO_LARGE', 1, cut(head(`x-long: ${'x'.repeat(40_000)}`), 'stay')),
  fault('redirect to nowhere', 'UPSTREAM_BAD_RESPONSE', 1, status(302)),
]

suite('a fault of the upstream', { concurrency: 16 }, () => {
  for (const { name, code, requests, answer, limits } of FAULTS) {
    test(`${name}: ${code}`, async () => {
      await using server = await serveRaw((socket, path) => (path === '/well' ? well(socket) : answer(socket)))
      await using upstream = fetcher({ origins: [local(server.port)], limits: { ...LIMITS, ...limits } })
      const [sibling, error] = await Promise.all([
        upstream.get(`${local(server.port)}/well`, ACCEPT),
        failure(upstream.get(`${local(server.port)}/bad?token=secret`, ACCEPT), code),
      ])
      assert.deepEqual(sibling.body, BODY)
      assert.doesNotMatch(error.message, /secret|bad\?/)
      assert.equal(server.requests.filter(({ path }) => path.startsWith('/bad')).length, requests)
      assert.deepEqual((await upstream.get(`${local(server.port)}/well`, ACCEPT)).body, BODY)
      await upstream.close()
      await server.idle()
    })
  }

  test('a refused connection: UPSTREAM_UNAVAILABLE', async () => {
    const origin = `http://api.test:${await closedPort()}`
    let lookups = 0
    const lookup = async () => {
      lookups += 1
      return [{ address: '127.0.0.1', family: 4 }]
    }
    await using upstream = fetcher({ origins: [origin], lookup })
    const { message } = await failure(upstream.get(`${origin}/`, ACCEPT), 'UPSTREAM_UNAVAILABLE')
    assert.equal(message, `the connection to ${origin} was refused; try again later.`)
    assert.equal(lookups, 3)
  })

  test('the name is unknown: UPSTREAM_UNAVAILABLE', async () => {
    let lookups = 0
    const lookup = () => {
      lookups += 1
      return Promise.reject(Object.assign(new Error('getaddrinfo ENOTFOUND api.test'), { code: 'ENOTFOUND' }))
    }
    await using upstream = fetcher({ origins: ['https://api.test'], lookup })
    const { message } = await failure(upstream.get('https://api.test/', ACCEPT), 'UPSTREAM_UNAVAILABLE')
    assert.equal(message, 'the host name api.test cannot be resolved; check its spelling and the network.')
    assert.equal(lookups, 1)
  })

  test('the DNS does not answer: UPSTREAM_UNAVAILABLE', async () => {
    const lookup = () => Promise.reject(Object.assign(new Error('getaddrinfo EAI_AGAIN'), { code: 'EAI_AGAIN' }))
    await using upstream = fetcher({ origins: ['https://api.test'], lookup })
    const { message } = await failure(upstream.get('https://api.test/', ACCEPT), 'UPSTREAM_UNAVAILABLE')
    assert.match(message, /DNS did not answer for the host name api\.test;/)
  })

  test('an address on an origin that is not allowed: UPSTREAM_BLOCKED, with the setting that allows it', async () => {
    await using upstream = fetcher({ origins: ['https://api.test'] })
    const { message } = await failure(upstream.get('https://cdn.test:8443/a?token=b', ACCEPT), 'UPSTREAM_BLOCKED')
    assert.equal(
      message,
      'its address is on https://cdn.test:8443, which is not an allowed origin. ' +
        'Set SLICEGRAPH_UPSTREAM_ORIGINS=https://api.test,https://cdn.test:8443 if you trust it.',
    )
  })

  test('an empty body is an answer: what was asked for tells whether it may be empty', async () => {
    await using server = await serveHttp((_request, response) => response.end())
    await using upstream = fetcher({ origins: [local(server.port)] })
    const { status, body } = await upstream.get(`${local(server.port)}/`, ACCEPT)
    assert.deepEqual([status, body.length], [200, 0])
    const post = upstream.post(`${local(server.port)}/`, {}, { repeatable: true })
    await failure(post, 'UPSTREAM_BAD_RESPONSE')
  })

  test('the name is not resolved in time: UPSTREAM_TIMEOUT', async () => {
    const lookup = () => new Promise<never>(() => {})
    await using upstream = fetcher({ origins: ['https://api.test'], lookup, limits: { connectMs: 20 } })
    await failure(upstream.get('https://api.test/', ACCEPT), 'UPSTREAM_TIMEOUT')
  })

  test('a fault that heals is not noticed', async () => {
    await using server = await serveRaw((socket, _path, nth) => {
      if (nth === 1) socket.resetAndDestroy()
      else if (nth === 2) status(503)(socket)
      else well(socket)
    })
    await using upstream = fetcher({ origins: [local(server.port)] })
    assert.deepEqual((await upstream.get(`${local(server.port)}/`, ACCEPT)).body, BODY)
    assert.equal(server.requests.length, 3)
  })
})

suite('a body', () => {
  const forms: readonly (readonly [string, Buffer])[] = [
    ['gzip', gzipSync(BODY)],
    ['X-GZIP', gzipSync(BODY)],
    ['identity, gzip', gzipSync(BODY)],
    ['deflate', deflateSync(BODY)],
    ['deflate', deflateRawSync(BODY)],
    ['br', brotliCompressSync(BODY)],
    ['zstd', zstdCompressSync(BODY)],
    ['identity', BODY],
  ]
  for (const [coding, bytes] of forms) {
    test(`comes whole out of ${coding}`, async () => {
      await using server = await serveRaw(encoded(coding, bytes))
      await using upstream = fetcher({ origins: [local(server.port)] })
      const { status, contentType, body } = await upstream.get(`${local(server.port)}/`, ACCEPT)
      assert.deepEqual({ status, contentType, body }, { status: 200, contentType: 'image/png', body: BODY })
    })
  }

  test('may be absent with 204', async () => {
    await using server = await serveRaw(status(204))
    await using upstream = fetcher({ origins: [local(server.port)] })
    const answer = await upstream.get(`${local(server.port)}/`, ACCEPT)
    assert.deepEqual([answer.status, answer.contentType, answer.body], [204, null, Buffer.alloc(0)])
  })

  test('may have as many bytes as the caller says, and no more', async () => {
    await using server = await serveRaw(well)
    await using upstream = fetcher({ origins: [local(server.port)] })
    const get = (maxBytes: number) => upstream.get(`${local(server.port)}/`, { ...ACCEPT, maxBytes })
    assert.deepEqual((await get(BODY.length)).body, BODY)
    await failure(get(BODY.length - 1), 'UPSTREAM_TOO_LARGE')
  })
})

function fault(
  name: string,
  code: UpstreamCode,
  requests: number,
  answer: Fault['answer'],
  limits: Partial<UpstreamLimits> = {},
): Fault {
  return { name, code, requests, answer, limits }
}

function head(...headers: readonly string[]): string {
  return ['HTTP/1.1 200 OK', 'content-type: image/png', ...headers, '', ''].join('\r\n')
}

function chunkedHead(...headers: readonly string[]): string {
  return head('transfer-encoding: chunked', ...headers)
}

function status(code: number, header = 'x-nothing: 1', body = '') {
  const length = code === 204 || code === 304 ? '' : `content-length: ${body.length}\r\n`
  return (socket: Socket) => void socket.write(`HTTP/1.1 ${code} Text\r\n${header}\r\n${length}\r\n${body}`)
}

function well(socket: Socket): void {
  socket.write(head(`content-length: ${BODY.length}`) + BODY)
}

function encoded(coding: string, bytes: Buffer) {
  return (socket: Socket) => {
    socket.write(head(`content-encoding: ${coding}`, `content-length: ${bytes.length}`))
    socket.write(bytes)
  }
}

/** Says its text, lets it arrive, and leaves. */
function cut(text: string, end: 'reset' | 'close' | 'stay') {
  return (socket: Socket) => {
    socket.write(text, async () => {
      await delay(10)
      if (end === 'reset') socket.resetAndDestroy()
      if (end === 'close') socket.end()
    })
  }
}

function endless(statusLine: string) {
  return (socket: Socket) => {
    socket.write(`HTTP/1.1 ${statusLine}\r\ntransfer-encoding: chunked\r\n\r\n`)
    const chunk = `4000\r\n${'x'.repeat(0x4000)}\r\n`
    const more = () => {
      while (!socket.destroyed && socket.write(chunk));
    }
    socket.on('drain', more)
    more()
  }
}

/** Always in time for the next piece, never done. */
async function drip(socket: Socket): Promise<void> {
  socket.write(head('content-length: 9999'))
  while (!socket.destroyed) {
    socket.write('x')
    await delay(20)
  }
}

async function dripHeaders(socket: Socket): Promise<void> {
  socket.write('HTTP/1.1 200 OK\r\n')
  for (let at = 0; !socket.destroyed; at += 1) {
    socket.write(`x-${at}: 1\r\n`)
    await delay(20)
  }
}
