import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { after, before, suite, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { tableFromIPC } from 'apache-arrow'
import { readParquet } from 'parquet-wasm'
import { demoContent } from '../../src/demo/index.ts'
import { makeToken } from '../../src/server/index.ts'
import type { StoredToken } from '../../src/store/index.ts'
import { type Emulator, openEmulator } from '../emulator/index.ts'
import { send } from './send.ts'
import { ask, type Gateway, startGateway, withSnapshots } from './start-gateway.ts'

const ASK_AREAS =
  '{ annotations(first: 50, filter: { annotationKind: { contains: "Mask" } }) { nodes { ... on MaskAnnotation { mask { area } } } } }'
const MASKS = encodeURIComponent(JSON.stringify({ annotationKind: { contains: 'Mask' } }))

suite('rows by HTTP', () => {
  const opened = new AsyncDisposableStack()
  let emulator: Emulator
  let gateway: Gateway
  before(async () => {
    emulator = await openEmulator({ content: origin => demoContent({ origin }) })
    opened.defer(() => emulator.close())
    const upstream = { key: emulator.key, origins: [emulator.origin] }
    gateway = await startGateway({ upstream, demoOrigin: emulator.origin })
    opened.defer(() => gateway.close())
  })
  after(() => opened.disposeAsync())

  const get = (path: string, headers: Record<string, string> = {}) => fetch(`${gateway.url}/rows/${path}`, { headers })
  const refusal = async (path: string, headers?: Record<string, string>) => {
    const answer = await get(path, headers)
    const { errors } = (await answer.json()) as { errors: { message: string; extensions: { code: string } }[] }
    assert.match(errors[0]?.message ?? '', /\w/)
    return [answer.status, errors[0]?.extensions.code]
  }

  test('all formats hold the same labels as the graph, in its order', async () => {
    const { data } = await ask(
      gateway,
      '{ labels(first: 1000, orderBy: [{ field: CREATED_AT, direction: DESC }]) { nodes { id } } }',
    )
    const ids = (data as { labels: { nodes: { id: string }[] } }).labels.nodes.map(({ id }) => id)
    assert.ok(ids.length > 30)
    const orderBy = encodeURIComponent('[{"field":"CREATED_AT","direction":"DESC"}]')
    const csv = await get(`labels.csv?columns=id&orderBy=${orderBy}`)
    assert.equal(csv.headers.get('content-type'), 'text/csv; charset=utf-8; header=present')
    assert.equal(csv.headers.get('content-disposition'), 'attachment; filename="labels.csv"')
    assert.match(csv.headers.get('cache-control') ?? '', /no-store/)
    assert.match(csv.headers.get('slicegraph-version') ?? '', /\d/)
    assert.equal(await csv.text(), ['id', ...ids, ''].join('\r\n'))
    const ndjson = await get(`labels.ndjson?columns=["id"]&orderBy=${orderBy}`)
    assert.equal(ndjson.headers.get('content-type'), 'application/x-ndjson; charset=utf-8')
    assert.equal(await ndjson.text(), ids.map(id => `${JSON.stringify({ id })}\n`).join(''))
    const parquet = await get(`labels.parquet?columns=id&orderBy=${orderBy}`)
    assert.equal(parquet.headers.get('content-type'), 'application/vnd.apache.parquet')
    const table = tableFromIPC(readParquet(new Uint8Array(await parquet.arrayBuffer())).intoIPCStream())
    assert.deepEqual(
      table.toArray().map(row => row.id),
      ids,
    )
  })

  test('lists longer than a batch are whole, and first cuts them', async () => {
    const { data } = await ask(gateway, '{ annotations { totalCount } }')
    const { totalCount } = (data as { annotations: { totalCount: number } }).annotations
    const lines = async (query: string) =>
      (await (await get(`annotations.ndjson?columns=id${query}`)).text()).split('\n')
    const all = await lines('')
    assert.equal(new Set(all).size, totalCount + 1)
    for (const first of [0, 1, totalCount - 1, totalCount + 5])
      assert.deepEqual((await lines(`&first=${first}`)).slice(0, -1), all.slice(0, Math.min(first, totalCount)))
  })

  test('nothing is fetched for them: masks that are not measured are null', async () => {
    emulator.clearRequests()
    const answer = await get(
      `annotations.ndjson?filter=${MASKS}&columns=id,mask.area,mask.rle,boundingBox,mask.sourceUrl`,
    )
    const rows = (await answer.text())
      .trim()
      .split('\n')
      .map(line => JSON.parse(line))
    assert.ok(rows.length > 10)
    for (const row of rows) {
      assert.deepEqual([row['mask.area'], row['mask.rle'], row.boundingBox], [null, null, null])
      assert.match(row['mask.sourceUrl'], /^http/)
    }
    assert.equal(emulator.counts.size, 0)
    const { data } = await ask(gateway, ASK_AREAS)
    const areas = (data as { annotations: { nodes: { mask?: { area: number } }[] } }).annotations.nodes.map(
      ({ mask }) => mask?.area ?? null,
    )
    assert.ok(areas.some(area => area !== null))
    const measured = await get(`annotations.ndjson?filter=${MASKS}&columns=mask.area&first=50`)
    assert.deepEqual(
      (await measured.text())
        .trim()
        .split('\n')
        .map(line => JSON.parse(line)['mask.area']),
      areas,
    )
  })

  test('stats are rows too', async () => {
    const answer = await get('annotationStats.csv?groupBy=NAME&columns=name,annotationCount,length.sum')
    const lines = (await answer.text()).trim().split('\r\n')
    assert.equal(lines[0], 'name,annotationCount,length.sum')
    assert.ok(lines.length > 3)
    assert.deepEqual(await refusal('annotationStats.csv?groupBy=NOPE'), [400, 'BAD_USER_INPUT'])
    assert.deepEqual(await refusal('labelStats.csv?groupBy=DAY,WEEK'), [400, 'BAD_USER_INPUT'])
  })

  test('what is no list, column, parameter or type is refused before the first byte', async () => {
    for (const path of ['nope.csv', 'labels.xml', 'labels', '__proto__.csv', 'node.csv', 'labels.constructor'])
      assert.deepEqual(await refusal(path), [404, 'NOT_FOUND'], path)
    for (const query of [
      'columns=nope',
      'nope=1',
      'first=-1',
      'first=1&first=2',
      'guard=maybe',
      'filter=x',
      'filter={"x":1}',
      'orderBy=[{}]',
    ])
      assert.deepEqual(await refusal(`labels.csv?${query}`), [400, 'BAD_USER_INPUT'], query)
    assert.deepEqual(await refusal('labels.csv', { accept: 'application/json' }), [406, 'BAD_REQUEST'])
    assert.equal((await get('labels.csv', { accept: 'text/*' })).status, 200)
    assert.deepEqual(await refusal('labels.csv', { 'sec-fetch-site': 'cross-site' }), [400, 'BAD_REQUEST'])
    assert.equal((await send(`${gateway.url}/rows/labels.csv`, { method: 'HEAD' })).status, 404)
  })

  test('a filter of values never comes back in a message', async () => {
    const answer = await get(`labels.csv?filter=${encodeURIComponent('{"createdAt":{"gt":"secret-value"}}')}`)
    assert.doesNotMatch(await answer.text(), /secret-value/)
    assert.equal(answer.status, 400)
  })
})

suite('streams of rows', () => {
  /** Asks for rows on a connection of its own, reads none of them, and waits until the connection is cut. */
  async function stall(url: string, path: string): Promise<void> {
    const { hostname, port } = new URL(url)
    const socket = connect({ host: hostname, port: Number(port) })
    let isCut = false
    socket.pause()
    socket.on('error', () => {})
    socket.once('close', () => {
      isCut = true
    })
    socket.write(`GET /rows/${path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n`)
    // Only a write shows that the other side has gone while nothing is read.
    for (; !isCut; await pause(20)) socket.write('\r\n')
  }

  test('a fifth of one client is refused until one has ended', async () => {
    // Rows that wait for the store until they are let go.
    const release = Promise.withResolvers<void>()
    let waiting = 0
    const gateway = await startGateway({
      wrap: store =>
        withSnapshots(store, async options => {
          waiting++
          await release.promise
          return store.openSnapshot(options)
        }),
    })
    try {
      const four = Array.from({ length: 4 }, () => fetch(`${gateway.url}/rows/labels.csv`))
      while (waiting < 4) await new Promise(setImmediate)
      const fifth = await fetch(`${gateway.url}/rows/labels.csv`)
      assert.deepEqual([fifth.status, fifth.headers.get('retry-after')], [429, '5'])
      assert.match(await fifth.text(), /RATE_LIMITED/)
      release.resolve()
      for (const answer of await Promise.all(four)) assert.match(await answer.text(), /^id,/)
      let last = await fetch(`${gateway.url}/rows/labels.csv`)
      // The end of a request may reach its client before the gateway has noticed it.
      while (last.status === 429) last = await fetch(`${gateway.url}/rows/labels.csv`)
      assert.equal(last.status, 200)
      await last.text()
    } finally {
      release.resolve()
      await gateway.close()
    }
  })

  test('a client that reads nothing is cut', async () => {
    const gateway = await startGateway({ rowsProgressMs: 1000 })
    try {
      // Each row names all columns: more than the buffers of a connection hold.
      const columns = Array.from({ length: 80 }, (_, n) => `label.dataRow.metadata.${n}${'x'.repeat(70)}`)
      await stall(gateway.url, `annotations.ndjson?columns=${columns}`)
    } finally {
      await gateway.close()
    }
  })

  test('an error after the first byte cuts the connection', async () => {
    const gateway = await startGateway({
      wrap: store =>
        withSnapshots(store, async options => {
          if (options.version !== undefined) throw new Error('the disk is gone')
          return store.openSnapshot(options)
        }),
    })
    try {
      // A list of several batches: what begins the second one fails.
      const answer = await fetch(`${gateway.url}/rows/annotations.csv`)
      assert.equal(answer.status, 200)
      await assert.rejects(answer.text())
    } finally {
      await gateway.close()
    }
  })

  test('rows that the store does not give in time are cut', async () => {
    const gateway = await startGateway({
      rowsProgressMs: 50,
      wrap: store =>
        withSnapshots(store, async options => {
          const { signal } = options
          await new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)))
          return store.openSnapshot(options)
        }),
    })
    try {
      const answer = await fetch(`${gateway.url}/rows/labels.csv`)
      assert.match(await answer.text(), /QUERY_TIMEOUT/)
    } finally {
      await gateway.close()
    }
  })
})

suite('signed URLs of rows', () => {
  const opened = new AsyncDisposableStack()
  let gateway: Gateway
  before(async () => {
    gateway = await startGateway({ auth: 'tokens' })
    opened.defer(() => gateway.close())
  })
  after(() => opened.disposeAsync())

  async function add(change: Partial<StoredToken> = {}) {
    const { token, digest } = makeToken()
    const id = crypto.randomUUID()
    const created: StoredToken = {
      ...{ id, name: id, role: 'viewer', projects: 'all', hides: [], expiresAt: null, createdAt: 0 },
      ...change,
    }
    assert.ok(await gateway.store.tokens.add(created, digest))
    return { id, authorization: `Bearer ${token}` }
  }
  const sign = (path: unknown, headers: Record<string, string>) =>
    fetch(`${gateway.url}/rows/sign`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ path }),
    })

  test('open the rows of their token without a header, and nothing else', async () => {
    const { id, authorization } = await add()
    const path = `/rows/labels.csv?columns=id,createdBy&filter=${encodeURIComponent('{"skipped":{"eq":false}}')}`
    const { url } = (await (await sign(path, { authorization })).json()) as { url: string }
    assert.ok(url.startsWith(`${path}&expires=`) && url.includes(`&for=${id}&`))
    const answer = await fetch(gateway.url + url)
    assert.equal(answer.status, 200)
    assert.equal(await answer.text(), await (await fetch(gateway.url + path, { headers: { authorization } })).text())
    assert.equal((await fetch(gateway.url + path)).status, 401)
    for (const other of [
      url.replace('labels.csv', 'labels.ndjson'),
      url.replace('createdBy', 'skipped'),
      `${url}&first=1`,
      url.replace('&expires=', '&first=1&expires='),
      url.replace(/expires=\d/, 'expires=9'),
      url.slice(0, -1),
    ])
      assert.equal((await fetch(gateway.url + other)).status, 403, other)
    await gateway.store.tokens.remove(id)
    let ended = await fetch(gateway.url + url)
    while (ended.status === 200) ended = await fetch(gateway.url + url)
    assert.equal(ended.status, 403)
  })

  test('are not given for other paths, nor without a token', async () => {
    const { authorization } = await add()
    for (const path of [
      undefined,
      5,
      '',
      '/graphql',
      '/rows/',
      '/rows/../graphql',
      '/rows/x.csv?a b',
      '//evil.example/rows/x.csv',
      '/rows/a.csv?signature=x',
    ])
      assert.equal((await sign(path, { authorization })).status, 400, String(path))
    assert.equal((await sign('/rows/labels.csv', {})).status, 401)
  })

  test('people that the token hides are pseudonyms in rows', async () => {
    const { authorization } = await add({ hides: ['people', 'raw'] })
    const { url } = (await (await sign('/rows/labels.csv?columns=createdBy,raw', { authorization })).json()) as {
      url: string
    }
    const text = await (await fetch(gateway.url + url)).text()
    assert.doesNotMatch(text, /@|\{/)
    assert.match(text, /person_/)
  })
})
