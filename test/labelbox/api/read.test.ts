import assert from 'node:assert/strict'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import type { ErrorCode } from '../../../src/errors.ts'
import { all, type Labelbox, type LabelboxOptions, openLabelbox, refusal, type Said } from './upstream.ts'

/** The outcome of one request for bytes; a number: the connection is cut after that many. */
type Mishap = number | 'expired' | 'busy' | 'down' | 'lost' | 'short' | 'long' | 'unranged' | 'well'

interface Script {
  readonly bytes: Buffer
  readonly chunkBytes: number
  /** For one request of bytes each; then all is well. */
  readonly mishaps?: readonly Mishap[]
  /** Chunks lie where they lie, whatever byte is asked for; otherwise they begin with it. */
  readonly isFixed?: boolean
  /** Sizes as text. */
  readonly isText?: boolean
}

interface Served {
  readonly labelbox: Labelbox
  /** In the whole: where each request of bytes began. */
  readonly begun: readonly number[]
  readonly offsets: readonly string[]
}

/** A labelbox with a stream whose reading goes wrong as the script says. */
async function serve(script: Script, options: LabelboxOptions = {}): Promise<Served & AsyncDisposable> {
  const { bytes, chunkBytes, mishaps = [], isFixed = false, isText = false } = script
  const begun: number[] = []
  const offsets: string[] = []
  const count = (value: number) => (isText ? `${value}` : value)
  const labelbox: Labelbox = await openLabelbox({
    answers: {
      GetExportMetadataHeaderPyApi: () => header(count(bytes.length), count(7)),
      GetExportFileFromOffsetPyApi: ({ variables }) => {
        offsets.push(`${variables.offset}`)
        const offset = Number(variables.offset)
        const start = isFixed ? offset - (offset % chunkBytes) : offset
        const end = Math.min(start + chunkBytes, bytes.length)
        const place = { offsets: { start: count(start), end: count(end - 1) }, lines: { start: 0, end: 0 } }
        return { data: { task: { exportFileFromOffset: { ...place, file: labelbox.link(`/${start}-${end}`) } } } }
      },
    },
    storage(request, response) {
      const [start = 0, end = 0] = (request.url ?? '').slice(1).split('-').map(Number)
      begun.push(start + Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0))
      sendBytes(request, response, bytes.subarray(start, end), mishaps[begun.length - 1] ?? 'well')
    },
    ...options,
  })
  return { labelbox, begun, offsets, [Symbol.asyncDispose]: () => labelbox[Symbol.asyncDispose]() }
}

function sendBytes({ headers }: IncomingMessage, response: ServerResponse, file: Buffer, mishap: Mishap): void {
  if (mishap === 'expired') return void response.writeHead(403).end('<Error/>')
  if (mishap === 'busy') return void response.writeHead(429).end()
  if (mishap === 'down') return void response.writeHead(503).end()
  if (mishap === 'lost') return void response.socket?.resetAndDestroy()
  if (mishap === 'short') return void response.end(file.subarray(1))
  if (mishap === 'long') return void response.end(Buffer.concat([file, file]))
  const from = mishap === 'unranged' ? 0 : Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1] ?? 0)
  const part = file.subarray(from)
  const range = { 'content-range': `bytes ${from}-${file.length - 1}/${file.length}` }
  response.writeHead(from > 0 ? 206 : 200, { 'content-length': part.length, ...(from > 0 && range) })
  if (typeof mishap !== 'number' || mishap >= part.length) return void response.end(part)
  response.write(part.subarray(0, mishap), () => response.destroy())
}

const header = (totalSize: unknown, totalLines: unknown): Said => ({
  data: { task: { exportMetadataHeader: { totalSize, totalLines } } },
})

const LINES = Buffer.from('{"name":"Jürgen 🫀"}\n{"name":"李"}\n'.repeat(20))

suite('a stream', () => {
  test('comes in order out of chunks that cut lines and characters', async () => {
    for (const chunkBytes of [1, 7, 100, LINES.length - 1, LINES.length, 10_000]) {
      await using served = await serve({ bytes: LINES, chunkBytes })
      const { labelbox, begun, offsets } = served
      assert.deepEqual(await all(labelbox.client.read('task-1', 'RESULT')), LINES)
      const starts = Array.from({ length: Math.ceil(LINES.length / chunkBytes) }, (_, at) => at * chunkBytes)
      assert.deepEqual(begun, starts)
      assert.deepEqual(
        offsets,
        starts.map(start => `${start}`),
      )
      assert.ok(labelbox.fetched.every(({ headers }) => headers.authorization === undefined))
    }
  })

  test('is asked for as Labelbox has it', async () => {
    await using served = await serve({ bytes: LINES, chunkBytes: 10_000, isText: true })
    const { labelbox } = served
    assert.deepEqual(await all(labelbox.client.read('task-1', 'ERRORS')), LINES)
    assert.deepEqual(
      labelbox.asked.map(({ name, variables }) => [name, variables]),
      [
        ['GetExportMetadataHeaderPyApi', { where: { id: 'task-1' }, streamType: 'ERRORS' }],
        ['GetExportFileFromOffsetPyApi', { where: { id: 'task-1' }, streamType: 'ERRORS', offset: '0' }],
      ],
    )
  })

  test('has a size', async () => {
    await using labelbox = await openLabelbox({
      answers: { GetExportMetadataHeaderPyApi: () => header('9007199254740991', 3) },
    })
    assert.deepEqual(await labelbox.client.size('task-1', 'RESULT'), { bytes: Number.MAX_SAFE_INTEGER, lines: 3 })
    for (const wrong of [header('9007199254740993', 3), header(-1, 3), header('1e3', 3), header(null, 3)]) {
      await using other = await openLabelbox({ answers: { GetExportMetadataHeaderPyApi: () => wrong } })
      await assert.rejects(other.client.size('task-1', 'RESULT'), { code: 'UPSTREAM_BAD_RESPONSE' })
    }
  })

  test('is nothing at all without a header, or with one of nothing', async () => {
    for (const said of [{ data: { task: { exportMetadataHeader: null } } }, header(0, 0)]) {
      await using labelbox = await openLabelbox({ answers: { GetExportMetadataHeaderPyApi: () => said } })
      assert.equal((await all(labelbox.client.read('task-1', 'ERRORS'))).length, 0)
      assert.equal(labelbox.asked.length, 1)
      assert.equal(labelbox.fetched.length, 0)
    }
    const answers = { GetExportMetadataHeaderPyApi: () => ({ data: { task: { exportMetadataHeader: null } } }) }
    await using labelbox = await openLabelbox({ answers })
    assert.equal(await labelbox.client.size('task-1', 'ERRORS'), null)
  })

  test('of a task that is not there', async () => {
    const answers = { GetExportMetadataHeaderPyApi: () => ({ data: { task: null } }) }
    await using labelbox = await openLabelbox({ answers })
    await assert.rejects(all(labelbox.client.read('task-1', 'RESULT')), { code: 'UPSTREAM_NOT_FOUND' })
    await assert.rejects(labelbox.client.size('task-1', 'RESULT'), { code: 'UPSTREAM_NOT_FOUND' })
  })
})

suite('a stream heals from', () => {
  const HEALED: readonly (readonly [string, readonly Mishap[], readonly string[]])[] = [
    ['a cut: the same link goes on', [30], ['0', '50', '100', '150']],
    ['an expired link: it is asked for again', ['expired'], ['0', '0', '50', '100', '150']],
    ['too many requests', ['well', 'busy', 'busy'], ['0', '50', '50', '50', '100', '150']],
    ['an outage', ['down', 'lost', 'down', 'lost'], ['0', '0', '0', '0', '0', '50', '100', '150']],
    ['wrong lengths', ['short', 'long'], ['0', '0', '0', '50', '100', '150']],
    ['a cut where ranges are ignored', [30, 'unranged'], ['0', '50', '100', '150']],
  ]
  for (const [name, mishaps, offsets] of HEALED) {
    test(name, async () => {
      const bytes = LINES.subarray(0, 200)
      await using served = await serve({ bytes, chunkBytes: 50, mishaps })
      assert.deepEqual(await all(served.labelbox.client.read('task-1', 'RESULT')), bytes)
      assert.deepEqual(served.offsets, offsets)
    })
  }

  test('a link that expires after a cut: it is asked for again from the byte reached', async () => {
    await using served = await serve({ bytes: LINES, chunkBytes: LINES.length, mishaps: [30, 'expired'] })
    assert.deepEqual(await all(served.labelbox.client.read('task-1', 'RESULT')), LINES)
    assert.deepEqual(served.offsets, ['0', `${served.begun[1]}`])
  })

  test('faults of the API between two chunks', async () => {
    const faults: readonly Said[] = [
      { status: 502, body: '<html>' },
      { status: 429, body: '{"message":"You have exceeded"}' },
      refusal('INTERNAL_SERVER_ERROR'),
      { data: { task: { exportFileFromOffset: null } } },
      { status: 200, body: '<html>' },
    ]
    let links = 0
    await using labelbox: Labelbox = await openLabelbox({
      answers: {
        GetExportMetadataHeaderPyApi: (_asked, nth) => faults.slice(0, 3)[nth - 1] ?? header(4, 1),
        GetExportFileFromOffsetPyApi: ({ variables }, nth) => {
          const fault = nth <= 5 ? faults[nth - 1] : nth >= 7 && nth <= 11 ? faults[nth - 7] : undefined
          if (fault !== undefined) return fault
          links += 1
          const start = Number(variables.offset)
          const offsets = { start, end: start + 1 }
          return { data: { task: { exportFileFromOffset: { offsets, file: labelbox.link(`/${start}`) } } } }
        },
      },
      storage: (request, response) => response.end(request.url === '/0' ? 'ab' : 'cd'),
    })
    assert.equal(`${await all(labelbox.client.read('task-1', 'RESULT'))}`, 'abcd')
    assert.equal(links, 2)
  })

  test('whatever comes, at any byte, and fetches nothing twice but what was lost', async () => {
    const passing = fc.oneof(
      { weight: 5, arbitrary: fc.nat({ max: 3_000 }) },
      { weight: 2, arbitrary: fc.constantFrom<Mishap>('busy', 'down', 'lost', 'unranged', 'well', 'well') },
    )
    const odd = fc.constantFrom<Mishap>('expired', 'short', 'long')
    const mishaps = fc
      .tuple(fc.array(passing, { maxLength: 6 }), fc.array(odd, { maxLength: 4 }))
      .chain(([many, few]) => fc.shuffledSubarray<Mishap>([...many, ...few], { minLength: many.length + few.length }))
    const script = fc.record({
      bytes: fc
        .integer({ min: 1, max: 5_000 })
        .map(size => Buffer.from(Array.from({ length: size }, (_, at) => at * 7))),
      chunkBytes: fc.integer({ min: 400, max: 6_000 }),
      isFixed: fc.boolean(),
      isText: fc.boolean(),
      mishaps,
    })
    await fc.assert(
      fc.asyncProperty(script, async each => {
        await using served = await serve(each)
        const { labelbox, begun } = served
        const pieces: Uint8Array[] = []
        const reached: number[] = []
        let received = 0
        for await (const piece of labelbox.client.read('task-1', 'RESULT')) {
          while (reached.length < begun.length) reached.push(received)
          received += piece.length
          pieces.push(piece)
        }
        assert.deepEqual(Buffer.concat(pieces), each.bytes)
        // Every request began with the first byte that had not been received.
        assert.deepEqual(begun.slice(0, reached.length), reached)
        assert.ok(labelbox.fetched.every(({ headers }) => headers.authorization === undefined))
      }),
      { numRuns: 60 },
    )
  })
})

suite('a stream ends for good with', () => {
  const HOPELESS: readonly (readonly [string, Mishap, ErrorCode])[] = [
    ['links that have always expired', 'expired', 'UPSTREAM_FORBIDDEN'],
    ['a length that is always wrong', 'short', 'UPSTREAM_BAD_RESPONSE'],
    ['an outage without end', 'down', 'UPSTREAM_UNAVAILABLE'],
    ['a rate limit without end', 'busy', 'UPSTREAM_RATE_LIMITED'],
  ]
  for (const [name, mishap, code] of HOPELESS) {
    test(`${name}: ${code}`, async () => {
      const script = {
        bytes: LINES,
        chunkBytes: 100,
        mishaps: ['well', ...Array<Mishap>(10_000).fill(mishap)] as const,
      }
      await using served = await serve(script, { patienceMs: 50 })
      const pieces: Uint8Array[] = []
      const reading = (async () => {
        for await (const piece of served.labelbox.client.read('task-1', 'RESULT')) pieces.push(piece)
      })()
      await assert.rejects(reading, { code })
      assert.deepEqual(Buffer.concat(pieces), LINES.subarray(0, 100), 'what came before stands')
    })
  }

  const file = (offsets: object | null, link: string | null = 'https://storage.test/') => ({
    data: { task: { exportFileFromOffset: offsets && { offsets, file: link } } },
  })
  const WRONG: readonly (readonly [string, Said, ErrorCode])[] = [
    ['no file', file(null), 'UPSTREAM_BAD_RESPONSE'],
    ['no link', file({ start: 0, end: 9 }, null), 'UPSTREAM_BAD_RESPONSE'],
    ['a later part', file({ start: 1, end: 9 }), 'UPSTREAM_BAD_RESPONSE'],
    ['an empty part', file({ start: 0, end: -1 }), 'UPSTREAM_BAD_RESPONSE'],
    ['no task', { data: { task: null } }, 'UPSTREAM_NOT_FOUND'],
    ['a refusal', refusal('AUTHORIZATION_ERROR'), 'UPSTREAM_FORBIDDEN'],
    ['a link into the network at hand', file({ start: 0, end: 9 }, 'https://169.254.169.254/'), 'UPSTREAM_BLOCKED'],
    ['a link that is not encrypted', file({ start: 0, end: 9 }, 'http://storage.test/'), 'UPSTREAM_BLOCKED'],
    ['a link to a file', file({ start: 0, end: 9 }, 'file:///etc/passwd'), 'UPSTREAM_BLOCKED'],
  ]
  for (const [name, said, code] of WRONG) {
    test(`${name}: ${code}`, async () => {
      await using labelbox = await openLabelbox({
        answers: { GetExportMetadataHeaderPyApi: () => header(10, 1), GetExportFileFromOffsetPyApi: () => said },
      })
      await assert.rejects(all(labelbox.client.read('task-1', 'RESULT')), { code })
    })
  }

  test('its caller', async () => {
    await using served = await serve({ bytes: LINES, chunkBytes: 100 })
    const controller = new AbortController()
    const reading = (async () => {
      for await (const _ of served.labelbox.client.read('task-1', 'RESULT', controller.signal)) {
        controller.abort(new Error('enough'))
      }
    })()
    await assert.rejects(reading, /enough/)
    assert.equal(served.begun.length, 1)
  })
})
