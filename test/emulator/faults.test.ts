import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { after, afterEach, before, suite, test } from 'node:test'
import { crc32, createGunzip, gunzipSync, inflateSync } from 'node:zlib'
import { ask, CONTENT, FRAMES, LINES, MASK, MASK_PNG, type Received } from './client.ts'
import { type Emulator, type FaultName, faultNames, openEmulator } from './index.ts'

const GIB = 2 ** 30

/** The answer that a client gets for each fault that both resources can have. */
const SEEN: Readonly<Record<string, (received: Received, good: Buffer) => void>> = {
  'status 401': saysOnly(401),
  'status 403': saysOnly(403),
  'status 404': saysOnly(404),
  'status 408': saysOnly(408),
  'status 410': saysOnly(410),
  'status 413': saysOnly(413),
  'status 429': received => {
    saysOnly(429)(received)
    assert.equal(received.headers['retry-after'], undefined)
  },
  'status 429, Retry-After in seconds': received => {
    saysOnly(429)(received)
    assert.equal(received.headers['retry-after'], '1')
  },
  'status 429, Retry-After as a date': received => {
    saysOnly(429)(received)
    const wait = Date.parse(received.headers['retry-after'] ?? '') - Date.parse(received.headers.date ?? '')
    assert.ok(wait >= 1000 && wait <= 3000, `${wait} ms`)
  },
  'status 500': saysOnly(500),
  'status 502 with HTML': ({ status, headers, body }) => {
    assert.deepEqual([status, headers['content-type']], [502, 'text/html'])
    assert.match(body.toString(), /^<html>/)
  },
  'status 503 with Retry-After': received => {
    saysOnly(503)(received)
    assert.equal(received.headers['retry-after'], '1')
  },
  'reset before headers': ({ status, error }) => assert.deepEqual([status, error], [null, 'ECONNRESET']),
  'reset in headers': ({ status, error }) => assert.deepEqual([status, error], [null, 'ECONNRESET']),
  'reset in body': halfOf,
  'short body': halfOf,
  'dripping body': ({ status, body, error }, good) => {
    assert.deepEqual([status, error], [200, 'STOPPED'])
    assert.deepEqual(body, good.subarray(0, body.length))
  },
  'endless body': ({ status, headers, body, error }, good) => {
    assert.deepEqual([status, headers['content-length'], error], [200, undefined, 'STOPPED'])
    assert.ok(body.length > 1000 * good.length)
    assert.deepEqual(body.subarray(0, 2 * good.length), Buffer.concat([good, good]))
  },
  'wrong content type': ({ status, headers, body }) => {
    assert.equal(status, 200)
    assert.match(headers['content-type'] ?? '', /^text\/html/)
    assert.match(body.toString(), /^<!doctype html>/)
  },
  'empty body': ({ status, headers, body, error }) => {
    assert.deepEqual([status, headers['content-length'], body.length, error], [200, '0', 0, null])
  },
}

/** When a client has enough. */
const ENOUGH: Partial<Record<FaultName, number>> = { 'dripping body': 4, 'endless body': 4_000_000 }

/** Those with a test of their own. */
const APART = ['hang', 'gzip bomb', 'nested gzip', 'redirect', 'redirect loop']
const FRAMES_ALONE = ['broken JSON line']
const MASKS_ALONE = ['PNG with bad CRC', 'PNG bomb', 'over-long IDAT']

suite('the emulated upstream misbehaves', () => {
  let emulator: Emulator
  before(async () => {
    emulator = await openEmulator({ content: CONTENT })
  })
  after(() => emulator.close())
  afterEach(() => {
    emulator.misbehave(null)
    emulator.clearRequests()
  })

  test('in the ways that are tested here', () => {
    const both = [...Object.keys(SEEN), ...APART]
    assert.deepEqual(faultNames('frames').toSorted(), [...both, ...FRAMES_ALONE].sort())
    assert.deepEqual(faultNames('masks').toSorted(), [...both, ...MASKS_ALONE].sort())
  })

  for (const [resource, path] of Object.entries({ frames: FRAMES, masks: MASK }))
    for (const [name, check] of Object.entries(SEEN) as [FaultName, (typeof SEEN)[string]][])
      test(`${resource}: ${name}`, async () => {
        const good = (await ask(emulator, path)).body
        emulator.misbehave({ name })
        const { [name]: atMost = 1_000_000_000 } = ENOUGH
        const received = await ask(emulator, path, { atMost })
        check(received, good)
        assert.equal(emulator.requests.at(-1)?.status, received.status)
        emulator.misbehave(null)
        assert.deepEqual((await ask(emulator, path)).body, good)
      })

  test('a reset before headers sends nothing, one in headers sends some', async () => {
    emulator.misbehave({ name: 'reset in headers' })
    assert.match(await rawAnswer(emulator), /^HTTP\/1\.1 200 OK\r\nContent-Type: \w+$/)
    emulator.misbehave({ name: 'reset before headers' })
    assert.equal(await rawAnswer(emulator), '')
  })

  test('a hang answers nothing at all', async () => {
    emulator.misbehave({ name: 'hang' })
    const hanging = ask(emulator, MASK)
    // What is asked afterwards, on another path, is answered all the same.
    emulator.misbehave({ name: 'status 500' }, { path: /frames/ })
    assert.equal((await ask(emulator, FRAMES)).status, 500)
    const first = await Promise.race([hanging, 'nothing'])
    assert.equal(first, 'nothing')
    assert.deepEqual(new Set(emulator.requests.map(({ status }) => status)), new Set([null, 500]))
  })

  test('a gzip bomb is small, in good order, and more than a GiB', async () => {
    emulator.misbehave({ name: 'gzip bomb' })
    const { headers, body, error } = await ask(emulator, FRAMES)
    assert.deepEqual(
      [headers['content-encoding'], headers['content-type'], error],
      ['gzip', 'application/x-ndjson', null],
    )
    assert.ok(body.length < 2_000_000)
    let size = 0
    for await (const chunk of createGunzip({ chunkSize: 1_048_576 }).end(body)) size += chunk.length
    assert.ok(size > GIB)
  })

  test('nested gzip is a few kilobytes that hold the bomb', async () => {
    emulator.misbehave({ name: 'nested gzip' })
    const { headers, body } = await ask(emulator, MASK)
    assert.equal(headers['content-encoding'], 'gzip, gzip')
    assert.ok(body.length < 20_000)
    const inner = gunzipSync(body)
    // A gzip's last four bytes are the size of what it holds.
    assert.equal(inner.readUInt16LE(), 0x8b1f)
    assert.ok(inner.readUInt32LE(inner.length - 4) > GIB)
  })

  test('a broken line leaves the other lines whole', async () => {
    emulator.misbehave({ name: 'broken JSON line' })
    const { status, body } = await ask(emulator, FRAMES)
    assert.equal(status, 200)
    const lines = body.toString().trimEnd().split('\n')
    assert.equal(lines.length, LINES.length)
    const broken = lines.filter(line => !isJson(line))
    assert.deepEqual(broken, [lines[2]])
    assert.deepEqual((await ask(emulator, MASK)).body, MASK_PNG)
  })

  test('a PNG with bad CRC differs in a bit of one checksum', async () => {
    emulator.misbehave({ name: 'PNG with bad CRC' })
    const { body } = await ask(emulator, MASK)
    const [header, data, end] = chunksOf(body)
    assert.deepEqual([header?.valid, data?.valid, end?.valid], [true, false, true])
    assert.deepEqual(data?.data, chunksOf(MASK_PNG)[1]?.data)
    assert.equal((await ask(emulator, FRAMES)).status, 200)
  })

  test('a PNG bomb is 48 KB and declares what takes gigabytes', async () => {
    emulator.misbehave({ name: 'PNG bomb' })
    const { body } = await ask(emulator, MASK)
    assert.ok(body.length < 60_000, `${body.length} bytes`)
    const { width, height, rowBytes, data } = readPng(body)
    assert.ok(width * height * 4 > 1.5e9)
    assert.equal(inflateSync(data).length, (1 + rowBytes) * height)
  })

  test('an over-long IDAT inflates to far more than its picture takes', async () => {
    emulator.misbehave({ name: 'over-long IDAT' })
    const { body } = await ask(emulator, MASK)
    assert.ok(body.length < 1_000_000, `${body.length} bytes`)
    const { width, height, data } = readPng(body)
    assert.deepEqual([width, height], [10, 10])
    assert.equal(inflateSync(data).length, 2 ** 29)
  })

  test('a redirect leads to the good answer, or to where it is told', async () => {
    emulator.misbehave({ name: 'redirect' })
    const { status, headers } = await ask(emulator, FRAMES)
    assert.deepEqual([status, headers.location], [301, `/moved${FRAMES}`])
    assert.equal((await ask(emulator, `/moved${FRAMES}`)).body.toString().split('\n').length, LINES.length + 1)
    assert.equal((await ask(emulator, `/moved${FRAMES}`, { key: null })).status, 401)

    const locations = {
      'http://127.0.0.1:1/x?y': 'http://127.0.0.1:1/x?y',
      'https://other.example': `https://other.example${FRAMES}`,
      'http://[::1]:9': `http://[::1]:9${FRAMES}`,
    }
    for (const [to, location] of Object.entries(locations)) {
      emulator.misbehave({ name: 'redirect', to })
      assert.equal((await ask(emulator, FRAMES)).headers.location, location)
    }
  })

  test('a redirect loop leads to itself', async () => {
    emulator.misbehave({ name: 'redirect loop' })
    const { status, headers } = await ask(emulator, MASK)
    assert.deepEqual([status, headers.location], [301, MASK])
  })

  test('as often as it is told, where it is told', async () => {
    emulator.misbehave({ name: 'status 500' }, { path: /frames/, times: 2 })
    emulator.misbehave(
      { name: 'status 429, Retry-After in seconds', retryAfterSeconds: 7 },
      { path: /index\/7/, times: 1 },
    )
    const statuses = async (path: string) => {
      const answers = [await ask(emulator, path), await ask(emulator, path), await ask(emulator, path)]
      return answers.map(({ status }) => status)
    }
    assert.deepEqual(await statuses(FRAMES), [500, 500, 200])
    assert.deepEqual(await statuses('/masks/feature/feature1'), [200, 200, 200])
    assert.equal((await ask(emulator, MASK)).headers['retry-after'], '7')
    assert.deepEqual(await statuses(MASK), [200, 200, 200])
  })
})

/** The status, and JSON with a sentence. */
function saysOnly(status: number) {
  return (received: Received) => {
    assert.deepEqual([received.status, received.error], [status, null])
    assert.match(JSON.parse(received.body.toString()).message, /\w/)
  }
}

function halfOf({ status, headers, body, error }: Received, good: Buffer): void {
  assert.deepEqual([status, headers['content-length']], [200, String(good.length)])
  assert.deepEqual(body, good.subarray(0, good.length / 2))
  assert.equal(error, 'ECONNRESET')
}

/** The bytes that come for a mask beneath HTTP. */
function rawAnswer({ origin, key }: Emulator): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>()
  const socket = connect({ host: '127.0.0.1', port: Number(new URL(origin).port) })
  let text = ''
  socket.setEncoding('latin1')
  socket.on('data', chunk => {
    text += chunk
  })
  socket.on('error', () => {})
  socket.on('close', () => resolve(text))
  socket.write(`GET ${MASK} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${key}\r\n\r\n`)
  return promise
}

function isJson(line: string): boolean {
  try {
    JSON.parse(line)
    return true
  } catch {
    return false
  }
}

interface Chunk {
  readonly type: string
  readonly data: Buffer
  readonly valid: boolean
}

function chunksOf(png: Buffer): Chunk[] {
  const chunks: Chunk[] = []
  for (let at = 8; at < png.length; ) {
    const end = at + 8 + png.readUInt32BE(at)
    const valid = crc32(png.subarray(at + 4, end)) === png.readUInt32BE(end)
    chunks.push({ type: png.toString('latin1', at + 4, at + 8), data: png.subarray(at + 8, end), valid })
    at = end + 4
  }
  return chunks
}

/** A grey PNG whose chunks are all in order. */
function readPng(png: Buffer) {
  const [header, data, end] = chunksOf(png)
  assert.ok(header && data && end)
  assert.deepEqual([header.type, data.type, end.type], ['IHDR', 'IDAT', 'IEND'])
  assert.ok(header.valid && data.valid && end.valid)
  const width = header.data.readUInt32BE(0)
  const rowBytes = Math.ceil((width * (header.data[8] ?? 0)) / 8)
  return { width, height: header.data.readUInt32BE(4), rowBytes, data: data.data }
}
