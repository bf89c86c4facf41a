import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { after, before, beforeEach, suite, test } from 'node:test'
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib'
import { SlicegraphError } from '../../src/errors.ts'
import type { Store, StoreReader } from '../../src/store/index.ts'
import { type Answer, SECURITY_HEADERS, send } from './send.ts'
import { type Gateway, type GatewayOptions, startGateway, withSnapshots } from './start-gateway.ts'

const LARGE = '{ labels(first: 20) { nodes { id createdAt createdBy dataRow { id globalKey } groups { name } } } }'
const SMALL = '{ dataRows(first: 1) { nodes { id } } }'

/** A gateway that counts the snapshots that are opened: a kept answer needs none. */
async function countingGateway(options: GatewayOptions = {}) {
  let snapshots = 0
  let opening: (() => Promise<void>) | null = null
  const gateway = await startGateway({
    ...options,
    wrap: store => {
      const counting = withSnapshots(store, async given => {
        snapshots++
        await opening?.()
        return store.openSnapshot(given)
      })
      return options.wrap?.(counting) ?? counting
    },
  })
  return {
    ...gateway,
    snapshots: () => snapshots,
    /** Called before a snapshot is opened. */
    whenOpening(wait: (() => Promise<void>) | null) {
      opening = wait
    },
  }
}

type Counting = Awaited<ReturnType<typeof countingGateway>>

const JSON_TYPE = { 'content-type': 'application/json' }
const getUrl = (gateway: Gateway, query: string) => `${gateway.url}/graphql?query=${encodeURIComponent(query)}`
const ask = (gateway: Gateway, query: string, headers: Record<string, string> = {}) =>
  send(getUrl(gateway, query), { headers })
function postTo(gateway: Gateway, body: string | Buffer, headers: Record<string, string> = {}): Promise<Answer> {
  const length = { 'content-length': String(Buffer.byteLength(body)) }
  return send(`${gateway.url}/graphql`, { method: 'POST', body, headers: { ...JSON_TYPE, ...length, ...headers } })
}
const codeOf = ({ body }: Answer) => JSON.parse(body.toString()).errors?.[0].extensions.code

suite('kept answers', () => {
  let gateway: Counting
  before(async () => {
    gateway = await countingGateway({ cors: ['https://app.example'] })
  })
  after(() => gateway.close())
  beforeEach(() => gateway.whenOpening(null))

  /** The number of times that the store was asked. */
  async function count(work: () => Promise<unknown>): Promise<number> {
    const before = gateway.snapshots()
    await work()
    return gateway.snapshots() - before
  }

  for (const [name, request] of [
    ['GET', () => ask(gateway, LARGE)],
    ['POST', () => postTo(gateway, JSON.stringify({ query: LARGE }))],
    [
      'POST with a charset',
      () =>
        postTo(gateway, JSON.stringify({ query: LARGE, a: 1 }), { 'content-type': 'application/json; charset=utf-8' }),
    ],
  ] as const)
    test(`a ${name} that comes again has the same answer and headers, and asks the store twice`, async () => {
      const answers: Answer[] = []
      assert.equal(
        await count(async () => answers.push(await request(), await request(), await request(), await request())),
        2,
      )
      const [first, ...others] = answers
      assert.equal(first?.status, 200)
      assert.equal(first.headers['slicegraph-version'], gateway.store.version())
      const { date: _, ...headers } = first.headers
      for (const other of others) {
        const { date: _, ...otherHeaders } = other.headers
        assert.deepEqual({ ...other, headers: otherHeaders }, { ...first, headers })
      }
    })

  test('an answer with the time until now is never kept', async () => {
    const timed = '{ dataRowProjectStats { dataRowCount secondsInTask { max } } }'
    const untimed = '{ dataRowProjectStats { dataRowCount } }'
    const requests = (query: string) => [
      () => ask(gateway, query),
      () => postTo(gateway, JSON.stringify({ query })),
      () => postTo(gateway, JSON.stringify({ query: `{ all: ${query.slice(1)}` })),
    ]
    for (const request of requests(timed)) {
      assert.equal(await count(async () => [await request(), await request(), await request(), await request()]), 4)
      const { headers } = await request()
      assert.deepEqual([headers.etag, headers['cache-control']], [undefined, 'private, no-store'])
    }
    for (const request of requests(untimed))
      assert.equal(await count(async () => [await request(), await request(), await request(), await request()]), 2)
  })

  const differences: [string, Record<string, string>][] = [
    ['Accept', { accept: 'application/graphql-response+json' }],
    ['Origin', { origin: 'https://app.example' }],
    ['x-slicegraph-cost', { 'x-slicegraph-cost': '1' }],
    ['Authorization', { authorization: 'Bearer x' }],
  ]
  for (const [title, headers] of differences)
    test(`a request with another ${title} has an answer of its own`, async () => {
      await postTo(gateway, JSON.stringify({ query: LARGE }))
      const asked = () => postTo(gateway, JSON.stringify({ query: LARGE }), headers)
      let answers: Answer[] = []
      assert.equal(await count(async () => (answers = [await asked(), await asked(), await asked()])), 2)
      const [, first, second] = answers as [Answer, Answer, Answer]
      assert.equal(second.headers['content-type'], first.headers['content-type'])
      assert.equal(second.headers['access-control-allow-origin'], headers.origin)
      assert.equal(JSON.parse(second.body.toString()).extensions !== undefined, title === 'x-slicegraph-cost')
      assert.match(
        String(first.headers['content-type']),
        new RegExp(`^${headers.accept?.replace('+', '\\+') ?? 'application/json'}`),
      )
    })

  const rejected: [string, number, () => Promise<Answer>][] = [
    ['of another site', 400, () => ask(gateway, SMALL, { 'sec-fetch-site': 'cross-site' })],
    ['whose Accept nothing satisfies', 406, () => ask(gateway, SMALL, { accept: 'text/html' })],
    ['in another charset', 415, () => ask(gateway, SMALL, { 'content-type': 'application/json; charset=latin1' })],
    ['with a Host that is no host', 400, () => ask(gateway, SMALL, { host: 'a b' })],
    ['with Content-Encoding', 415, () => postTo(gateway, SMALL_BODY, { 'content-encoding': 'gzip' })],
    ['whose body has another type', 415, () => postTo(gateway, SMALL_BODY, { 'content-type': 'text/plain' })],
    [
      'whose body has another charset',
      415,
      () => postTo(gateway, SMALL_BODY, { 'content-type': 'application/json; charset=latin1' }),
    ],
    ['that expects something', 417, () => postTo(gateway, SMALL_BODY, { expect: 'miracles' })],
    ['with HEAD', 405, () => send(getUrl(gateway, SMALL), { method: 'HEAD' })],
    ['with PUT', 405, () => send(`${gateway.url}/graphql`, { method: 'PUT', body: SMALL_BODY, headers: JSON_TYPE })],
    ['without a body', 400, () => postTo(gateway, '')],
    ['whose body is too large', 413, () => postTo(gateway, `${SMALL_BODY}${' '.repeat(256 * 1024)}`)],
  ]
  const SMALL_BODY = JSON.stringify({ query: SMALL })
  for (const [title, status, request] of rejected)
    test(`a request ${title} is rejected, although its answer is kept`, async () => {
      await ask(gateway, SMALL)
      await postTo(gateway, SMALL_BODY)
      assert.equal((await request()).status, status)
    })

  test('a chunked body and 100-continue are answered as ever', async () => {
    const headers = { ...JSON_TYPE, 'transfer-encoding': 'chunked' }
    const chunked = await send(`${gateway.url}/graphql`, { method: 'POST', body: SMALL_BODY, headers })
    const expecting = await postTo(gateway, SMALL_BODY, { expect: '100-continue' })
    const plain = await postTo(gateway, SMALL_BODY)
    assert.deepEqual([chunked.body, expecting.body], [plain.body, plain.body])
  })

  test('pipelined requests are answered in their order', async () => {
    const queries = [SMALL, LARGE, '{ __typename }', SMALL]
    const one = await Promise.all(queries.map(query => ask(gateway, query, { host: 'localhost' })))
    const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1')
    const requests = queries.map((query, index) => {
      const path = new URL(getUrl(gateway, query))
      const last = index === queries.length - 1 ? 'Connection: close\r\n' : ''
      return `GET ${path.pathname}${path.search} HTTP/1.1\r\nHost: localhost\r\n${last}\r\n`
    })
    socket.write(requests.join(''))
    const text = Buffer.concat(await socket.toArray()).toString()
    const bodies = text
      .split(/HTTP\/1\.1 200 OK\r\n/)
      .slice(1)
      .map(part => part.slice(part.indexOf('\r\n\r\n') + 4))
    assert.deepEqual(
      bodies,
      one.map(({ body }) => body.toString()),
    )
  })

  test('answers with errors, of mutations and of tasks are computed each time', async () => {
    const each = [
      '{ node(id: "x", unknown: 1) { id } }',
      '{ labels(after: "x") { nodes { id } } }',
      '{ exportTasks(first: 1) { nodes { id } } }',
      '{ node(id: "task:x") { id } }',
    ]
    for (const query of each) {
      const body = JSON.stringify({ query })
      assert.equal(
        await count(async () => {
          for (let time = 0; time < 3; time++) await postTo(gateway, body)
        }),
        3,
        query,
      )
    }
  })

  /** Until requests that were sent before have arrived. */
  const arrived = () => send(`${gateway.url}/healthz`)

  test('equal requests at one moment are computed once', async () => {
    const gate = Promise.withResolvers<void>()
    gateway.whenOpening(() => gate.promise)
    const opened = await count(async () => {
      const answers = Array.from({ length: 20 }, () => ask(gateway, '{ dataRows(first: 2) { nodes { id } } }'))
      await arrived()
      gate.resolve()
      const bodies = new Set((await Promise.all(answers)).map(({ body }) => body.toString()))
      assert.equal(bodies.size, 1)
    })
    assert.equal(opened, 1)
  })

  test('equal requests whose answer is not kept wait for the first, then run at the same time', async () => {
    const gate = Promise.withResolvers<void>()
    const all = Promise.withResolvers<void>()
    let opened = 0
    gateway.whenOpening(async () => {
      opened++
      if (opened === 1) return gate.promise
      if (opened === 6) all.resolve()
      return all.promise
    })
    const answers = Array.from({ length: 6 }, () => ask(gateway, '{ dataRows(after: "x") { nodes { id } } }'))
    await arrived()
    assert.equal(opened, 1)
    gate.resolve()
    for (const answer of await Promise.all(answers)) assert.equal(codeOf(answer), 'INVALID_CURSOR')
    assert.equal(opened, 6)
  })

  test('when the client of the first leaves, another of the equal requests is computed for all', async () => {
    const query = '{ dataRows(first: 3) { nodes { id } } }'
    const gate = Promise.withResolvers<void>()
    const opening = Promise.withResolvers<void>()
    gateway.whenOpening(() => {
      opening.resolve()
      return gate.promise
    })
    const opened = await count(async () => {
      const leaving = connect(Number(new URL(gateway.url).port), '127.0.0.1')
      const { pathname, search, host } = new URL(getUrl(gateway, query))
      leaving.write(`GET ${pathname}${search} HTTP/1.1\r\nHost: ${host}\r\n\r\n`)
      await opening.promise
      const answers = Array.from({ length: 10 }, () => ask(gateway, query))
      gateway.whenOpening(null)
      await arrived()
      leaving.destroy()
      await once(leaving, 'close')
      for (const { status } of await Promise.all(answers)) assert.equal(status, 200)
      gate.resolve()
    })
    // The one that left, and one for all others.
    assert.equal(opened, 2)
  })

  test('a client that leaves while it sends a body disturbs nobody', async () => {
    const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1')
    socket.write(
      `POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"query`,
    )
    socket.end()
    await once(socket.resume(), 'close')
    assert.equal((await ask(gateway, SMALL)).status, 200)
  })
})

suite('a gateway', () => {
  test('without memory for answers keeps none', async () => {
    const gateway = await countingGateway({ keptBytes: 0 })
    try {
      const first = await ask(gateway, LARGE)
      assert.deepEqual((await ask(gateway, LARGE)).body, first.body)
      assert.equal(gateway.snapshots(), 2)
    } finally {
      await gateway.close()
    }
  })

  test('whose version cannot be read says so in answers', async () => {
    let isDamaged = false
    const damaged = () => new SlicegraphError('STORE_CORRUPT', 'The store is damaged.', {})
    const failing = (store: Store): Store => ({
      ...withSnapshots(store, async options => {
        if (isDamaged) throw damaged()
        return (await store.openSnapshot(options)) as StoreReader
      }),
      version() {
        if (isDamaged) throw damaged()
        return store.version()
      },
    })
    const gateway = await startGateway({ wrap: failing })
    try {
      await ask(gateway, SMALL)
      isDamaged = true
      const answers = [await ask(gateway, SMALL), await postTo(gateway, JSON.stringify({ query: SMALL }))]
      for (const answer of answers) assert.equal(codeOf(answer), 'STORE_CORRUPT')
      isDamaged = false
      assert.equal((await ask(gateway, SMALL)).status, 200)
    } finally {
      await gateway.close()
    }
  })

  test('that stops finishes sending answers from memory', async () => {
    const gateway = await startGateway({})
    try {
      const query = '{ annotations(first: 1000) { nodes { id featureId name label { id createdBy } } } }'
      const { body } = await ask(gateway, query)
      const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1')
      const { pathname, search, host } = new URL(getUrl(gateway, query))
      socket.write(`GET ${pathname}${search} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)
      await once(socket, 'readable')
      const stopping = gateway.stop()
      const text = Buffer.concat(await socket.toArray())
      assert.ok(text.includes(body.subarray(-100)))
      await stopping
    } finally {
      await gateway.close()
    }
  })
})

suite('compression', () => {
  let gateway: Gateway
  before(async () => {
    gateway = await startGateway()
  })
  after(() => gateway.close())

  const decode = (coding: string | undefined, body: Buffer): string => {
    if (coding === 'gzip') return gunzipSync(body).toString()
    if (coding === 'br') return brotliDecompressSync(body).toString()
    return (coding === 'zstd' ? zstdDecompressSync(body) : body).toString()
  }
  const codings: [accepted: string | undefined, coding: string | undefined][] = [
    [undefined, undefined],
    ['', undefined],
    ['identity', undefined],
    ['deflate', undefined],
    ['gzip', 'gzip'],
    ['br', 'br'],
    ['zstd', 'zstd'],
    ['gzip, deflate, br, zstd', 'zstd'],
    ['GZIP', 'gzip'],
    ['gzip;q=0.9, br;q=0.8', 'gzip'],
    ['gzip;q=0, *', 'zstd'],
    ['gzip; q=0.5, zstd;q=0', 'gzip'],
    ['*;q=0', undefined],
    ['gzip;q=0', undefined],
    ['gzip;q=x', undefined],
    ['identity, gzip;q=0.5', undefined],
    ['identity;q=0.5, gzip', 'gzip'],
  ]
  for (const [accepted, coding] of codings)
    test(`${accepted ?? 'no Accept-Encoding'}: ${coding ?? 'as it is'}, computed or kept`, async () => {
      const plain = await ask(gateway, LARGE)
      const headers: Record<string, string> = accepted === undefined ? {} : { 'accept-encoding': accepted }
      const query = `${LARGE} # ${accepted}`
      for (const answer of [await ask(gateway, query, headers), await ask(gateway, query, headers)]) {
        assert.equal(answer.headers['content-encoding'], coding)
        assert.equal(answer.headers['content-length'], String(answer.body.length))
        assert.equal(answer.headers.etag, plain.headers.etag)
        assert.equal(decode(coding, answer.body), plain.body.toString())
        assert.ok(coding === undefined || answer.body.length < plain.body.length / 2)
      }
    })

  test('small answers are sent as they are, and vary all the same', async () => {
    const { headers } = await ask(gateway, SMALL, { 'accept-encoding': 'gzip' })
    assert.equal(headers['content-encoding'], undefined)
    assert.equal(headers.vary, 'accept, accept-encoding, x-slicegraph-cost')
  })

  test('answers with errors are compressed too', async () => {
    const { headers, body } = await ask(gateway, `{ ${'unknown '.repeat(40)} }`, { 'accept-encoding': 'gzip' })
    assert.equal(
      JSON.parse(decode(headers['content-encoding'] as string, body)).errors[0].extensions.code,
      'GRAPHQL_VALIDATION_FAILED',
    )
  })
})

suite('ETag', () => {
  let gateway: Gateway
  before(async () => {
    gateway = await startGateway({ cors: ['https://app.example'] })
  })
  after(() => gateway.close())

  test('an equal answer is 304 without a body, computed or kept', async () => {
    const origin = 'https://app.example'
    const { headers } = await ask(gateway, LARGE, { origin })
    const etag = headers.etag as string
    assert.match(etag, /^W\/"[\da-f]{32}"$/)
    const same = [LARGE, `${LARGE} # again`]
    for (const query of same)
      for (const tag of [etag, etag.slice(2), '*', `"other", ${etag}`]) {
        const fresh = await ask(gateway, query, { origin, 'if-none-match': tag, 'accept-encoding': 'gzip' })
        assert.equal(fresh.status, 304)
        assert.equal(fresh.body.length, 0)
        const { date: _, connection, 'keep-alive': __, ...others } = fresh.headers
        assert.deepEqual(others, {
          ...SECURITY_HEADERS,
          etag,
          'cache-control': 'private, no-cache',
          vary: 'Origin, accept, accept-encoding, x-slicegraph-cost',
          'access-control-allow-origin': origin,
          'slicegraph-version': gateway.store.version(),
        })
      }
    assert.equal((await ask(gateway, LARGE, { 'if-none-match': '"other"' })).status, 200)
  })

  test('only whole answers of GET have one', async () => {
    const post = await postTo(gateway, JSON.stringify({ query: SMALL }), { 'if-none-match': '*' })
    const failed = await ask(gateway, '{ labels(after: "x") { nodes { id } } }', { 'if-none-match': '*' })
    const task = await ask(gateway, '{ exportTasks(first: 1) { nodes { id } } }', { 'if-none-match': '*' })
    for (const { status, headers } of [post, failed, task]) {
      assert.equal(status, 200)
      assert.equal(headers.etag, undefined)
      assert.equal(headers['cache-control'], 'private, no-store')
      assert.equal(headers['slicegraph-version'], gateway.store.version())
    }
  })
})
