import assert from 'node:assert/strict'
import { rm, writeFile } from 'node:fs/promises'
import { after, before, suite, test } from 'node:test'
import { demoContent } from '../../src/demo/index.ts'
import { ingestExports } from '../../src/ingest/index.ts'
import { decodePng, encodePng, foreground, measure } from '../../src/masks/index.ts'
import { listExports } from '../../src/source/index.ts'
import { type Emulator, type FaultName, openEmulator } from '../emulator/index.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { ask, type Gateway, startGateway } from './start-gateway.ts'

const APP = 'https://app.example'

/** A mask as the query returns it. */
interface Mask {
  readonly url: string
  readonly sourceUrl: string
  readonly compositeUrl: string | null
}

suite('masks by HTTP', () => {
  const opened = new AsyncDisposableStack()
  let emulator: Emulator
  let gateway: Gateway
  /** Masks with their own image. */
  let own: readonly Mask[]
  /** Masks that a composite shows as well. */
  let shared: readonly Mask[]

  before(async () => {
    emulator = await openEmulator({ content: origin => demoContent({ origin }) })
    opened.defer(() => emulator.close())
    const upstream = { key: emulator.key, origins: [emulator.origin], limits: { backoffMs: 1 } }
    gateway = await startGateway({ upstream, demoOrigin: emulator.origin, cors: [APP] })
    opened.defer(() => gateway.close())
    const masks = await masksOf(gateway)
    own = masks.filter(({ compositeUrl }) => compositeUrl === null)
    shared = masks.filter(({ compositeUrl }) => compositeUrl !== null)
    assert.ok(own.length > 30 && shared.length > 10)
  })
  after(() => opened.disposeAsync())

  const get = (mask: Mask | undefined, headers: Record<string, string> = {}, method = 'GET') =>
    fetch(gateway.url + urlOf(mask), { method, headers })
  const getJson = async (path: string, method = 'GET') => {
    const response = await fetch(gateway.url + path, { method })
    const { errors } = (await response.json()) as { errors: { message: string; extensions: { code: string } }[] }
    assert.match(response.headers.get('content-type') ?? '', /^application\/json/)
    assert.match(errors[0]?.message ?? '', /\w/)
    return [response.status, errors[0]?.extensions.code]
  }

  test('a mask is the image of the upstream, byte for byte', async () => {
    const response = await get(own[0])
    assert.equal(response.status, 200)
    assert.equal(response.headers.get('content-type'), 'image/png')
    assert.match(response.headers.get('etag') ?? '', /^"[\w-]+"$/)
    assert.match(response.headers.get('cache-control') ?? '', /\bprivate\b/)
    assert.equal(response.headers.get('x-content-type-options'), 'nosniff')
    assert.equal(response.headers.get('accept-ranges'), 'bytes')
    const bytes = await bytesOf(response)
    assert.equal(response.headers.get('content-length'), String(bytes.length))
    assert.deepEqual(bytes, await upstreamBytes(emulator, own[0]))
  })

  test('a mask of a composite is that mask only, and all masks of it take one request', async () => {
    const composites = [...Map.groupBy(shared, mask => mask.compositeUrl).values()]
    const composite = composites.find(masks => masks.length > 1) ?? []
    assert.ok(composite.length > 1)
    emulator.clearRequests()
    const areas: number[] = []
    for (const mask of composite) {
      const image = decodePng(await bytesOf(await get(mask)))
      const { width, height, area } = measure(foreground(image))
      assert.deepEqual([width, height, area], await measuredByGraph(gateway, mask))
      areas.push(area)
    }
    assert.ok(areas.every(area => area > 0))
    assert.deepEqual([...emulator.counts.values()], [1])
  })

  test('a fetched mask is not fetched again, even if the cache is empty', async () => {
    const masks = [own[1], own[2], shared[0]]
    const cold = await Promise.all(masks.map(async mask => bytesOf(await get(mask))))
    emulator.clearRequests()
    const warm = await Promise.all(masks.map(async mask => bytesOf(await get(mask))))
    assert.deepEqual(warm, cold)
    await rm(gateway.mediaFolder, { recursive: true })
    const drawn = await Promise.all(masks.map(async mask => bytesOf(await get(mask))))
    const pixels = (images: readonly Buffer[]) => images.map(image => measure(foreground(decodePng(image))))
    assert.deepEqual(pixels(drawn), pixels(cold))
    assert.deepEqual(emulator.requests, [])
  })

  test('a client with a current copy gets 304', async () => {
    const etag = (await get(own[0])).headers.get('etag') ?? ''
    for (const header of [etag, `W/${etag}`, `"other", ${etag}`, '*', `"a,b",W/"c" , W/${etag}`]) {
      const response = await get(own[0], { 'if-none-match': header, range: 'bytes=0-3' })
      assert.equal(response.status, 304, header)
      assert.equal(response.headers.get('etag'), etag)
      assert.match(response.headers.get('cache-control') ?? '', /\bprivate\b/)
      assert.equal((await bytesOf(response)).length, 0)
    }
    for (const header of ['"other"', etag.slice(1, -1), `"${etag}"`]) {
      const response = await get(own[0], { 'if-none-match': header })
      assert.equal(response.status, 200, header)
      assert.ok((await bytesOf(response)).length > 0)
    }
  })

  test('each mask has its own ETag', async () => {
    const tags = await Promise.all([own[0], own[1], shared[0]].map(async mask => (await get(mask)).headers.get('etag')))
    assert.equal(new Set(tags).size, 3)
  })

  test('HEAD has the same headers without a body', async () => {
    const whole = await get(own[0])
    const { length } = await bytesOf(whole)
    // Range does not apply to HEAD.
    for (const headers of [{}, { range: 'bytes=0-3' }, { range: 'bytes=99999999-' }]) {
      const response = await get(own[0], headers, 'HEAD')
      assert.equal(response.status, 200)
      assert.equal(response.headers.get('content-length'), String(length))
      assert.equal(response.headers.get('etag'), whole.headers.get('etag'))
      assert.equal(response.headers.get('content-type'), 'image/png')
      assert.equal((await bytesOf(response)).length, 0)
    }
  })

  test('a Range header gets that part', async () => {
    const bytes = await bytesOf(await get(own[0]))
    const { length } = bytes
    const parts: readonly (readonly [string, number, number])[] = [
      ['bytes=0-7', 0, 7],
      ['bytes=8-', 8, length - 1],
      ['bytes=-4', length - 4, length - 1],
      [`bytes=5-${length + 100}`, 5, length - 1],
      [`bytes=-${length + 100}`, 0, length - 1],
    ]
    for (const [range, from, to] of parts) {
      const response = await get(own[0], { range })
      assert.equal(response.status, 206, range)
      assert.equal(response.headers.get('content-range'), `bytes ${from}-${to}/${length}`)
      assert.equal(response.headers.get('content-length'), String(to - from + 1))
      assert.equal(response.headers.get('content-type'), 'image/png')
      assert.deepEqual(await bytesOf(response), bytes.subarray(from, to + 1))
    }
  })

  test('a range beyond the end is 416', async () => {
    const { length } = await bytesOf(await get(own[0]))
    for (const range of [`bytes=${length}-`, `bytes=${length + 5}-${length + 9}`, 'bytes=-0']) {
      const response = await get(own[0], { range })
      assert.equal(response.status, 416, range)
      assert.equal(response.headers.get('content-range'), `bytes */${length}`)
      assert.equal((await bytesOf(response)).length, 0)
    }
  })

  test('several ranges and invalid ranges get the whole image', async () => {
    const bytes = await bytesOf(await get(own[0]))
    for (const range of ['bytes=0-1,4-5', 'bytes=5-2', 'bytes=x-y', 'lines=0-1', 'bytes=']) {
      const response = await get(own[0], { range })
      assert.equal(response.status, 200, range)
      assert.equal(response.headers.get('content-range'), null)
      assert.deepEqual(await bytesOf(response), bytes)
    }
  })

  test('If-Range gets a part of the same image, else the whole', async () => {
    const etag = (await get(own[0])).headers.get('etag') ?? ''
    const statusOf = async (ifRange: string) => (await get(own[0], { range: 'bytes=0-3', 'if-range': ifRange })).status
    assert.equal(await statusOf(etag), 206)
    for (const other of ['"other"', `W/${etag}`, 'Sun, 22 Nov 2026 10:00:00 GMT'])
      assert.equal(await statusOf(other), 200)
  })

  test('an id without a mask is 404', async () => {
    const { data } = await ask(gateway, '{ labels(first: 1) { nodes { id groups { id } } } }')
    const [label] = (data as { labels: { nodes: { id: string; groups: { id: string }[] }[] } }).labels.nodes
    const polyline = await ask(
      gateway,
      '{ annotations(first: 1, filter: { annotationKind: { eq: "DICOMPolyline" } }) { nodes { id } } }',
    )
    const [line] = (polyline.data as { annotations: { nodes: { id: string }[] } }).annotations.nodes
    const ids = ['none', 'annotation:none:Axial:1:f', 'annotation:', label?.id, label?.groups[0]?.id, line?.id]
    for (const id of ids)
      assert.deepEqual(await getJson(`/media/masks/${encodeURIComponent(id ?? '')}`), [404, 'NOT_FOUND'], id)
    for (const path of ['/media/masks/', '/media/masks', '/media/', '/media/masks/a/b'])
      assert.deepEqual(await getJson(path), [404, 'NOT_FOUND'], path)
    assert.deepEqual(await getJson(urlOf(own[0]), 'POST'), [404, 'NOT_FOUND'])
  })

  test('an invalid id in the path is 400', async () => {
    for (const path of ['/media/masks/%zz', '/media/masks/%', '/media/masks/%ff'])
      assert.deepEqual(await getJson(path), [400, 'BAD_REQUEST'], path)
  })

  test('a mask that cannot be fetched is an error with its reason, until it can be fetched', async () => {
    const faults: readonly (readonly [FaultName, number, string])[] = [
      ['status 401', 502, 'UPSTREAM_FORBIDDEN'],
      ['status 404', 404, 'UPSTREAM_NOT_FOUND'],
      ['status 408', 504, 'UPSTREAM_TIMEOUT'],
      ['status 413', 502, 'UPSTREAM_TOO_LARGE'],
      ['status 429', 503, 'UPSTREAM_RATE_LIMITED'],
      ['status 500', 502, 'UPSTREAM_UNAVAILABLE'],
    ]
    for (const [index, [name, status, code]] of faults.entries()) {
      const mask = own[10 + index]
      emulator.misbehave({ name })
      assert.deepEqual(await getJson(urlOf(mask)), [status, code], name)
      emulator.misbehave(null)
      assert.equal((await get(mask)).status, 200)
    }
  })

  test('a page of an allowed origin may read a mask, another may not', async () => {
    const allowed = await get(own[0], { origin: APP })
    assert.equal(allowed.headers.get('access-control-allow-origin'), APP)
    const other = await get(own[0], { origin: 'https://evil.example' })
    assert.equal(other.headers.get('access-control-allow-origin'), null)
  })

  test('a page of another origin cannot make the gateway fetch a mask', async () => {
    const unseen = shared.at(-1)
    const before = emulator.requests.length
    for (const site of ['cross-site', 'same-site', 'elsewhere']) {
      const refused = await get(unseen, { 'sec-fetch-site': site, 'user-agent': 'Mozilla/5.0' })
      assert.equal(refused.status, 400)
      assert.match(await refused.text(), /--cors/)
    }
    assert.equal(emulator.requests.length, before)
    for (const site of ['same-origin', 'none'])
      assert.equal((await get(unseen, { 'sec-fetch-site': site })).status, 200)
    assert.equal((await get(unseen, { 'sec-fetch-site': 'cross-site', origin: APP })).status, 200)
  })

  test('a thousand concurrent requests for one mask are one upstream request', async () => {
    emulator.clearRequests()
    const answers = await Promise.all(Array.from({ length: 1000 }, async () => bytesOf(await get(own[20]))))
    assert.equal(new Set(answers.map(bytes => bytes.toString('base64'))).size, 1)
    assert.equal(emulator.requests.length, 1)
  })
})

test('masks outside the allowed origins are not fetched', async t => {
  const gateway = await startGateway()
  t.after(() => gateway.close())
  const [mask] = await masksOf(gateway)
  const response = await fetch(gateway.url + urlOf(mask))
  assert.equal(response.status, 502)
  assert.match(await response.text(), /UPSTREAM_BLOCKED/)
})

test('links are absolute with a public URL', async t => {
  const publicUrl = 'https://graph.example/labels'
  const gateway = await startGateway({ publicUrl })
  t.after(() => gateway.close())
  const masks = await masksOf(gateway)
  for (const { url } of masks) assert.ok(url.startsWith(`${publicUrl}/media/masks/annotation%3A`), url)
})

test('a mask is found by its url for ids of any characters and length', async t => {
  await using folder = await temporaryFolder()
  const image = encodePng({ width: 3, height: 2, data: Uint8Array.from([0, 1, 1, 0, 0, 1]) })
  const emulator = await openEmulator({
    content: { frames: () => null, mask: () => image, composite: () => null },
  })
  t.after(() => emulator.close())
  const gateway = await startGateway({ empty: true, upstream: { key: emulator.key, origins: [emulator.origin] } })
  t.after(() => gateway.close())
  const features = ['a:b', '%', '%41', 'a/b', 'a?b#c', 'é 日本', '..', '"', `${'x'.repeat(500)}`]
  await writeFile(folder.file('export.json'), JSON.stringify(imageRow(emulator.origin, features)))
  await ingestExports({ store: gateway.store, files: await listExports([folder.file('export.json')]) })
  const masks = await masksOf(gateway)
  assert.equal(masks.length, features.length)
  for (const { url } of masks) {
    const response = await fetch(gateway.url + url)
    assert.equal(response.status, 200, url)
    assert.deepEqual(await bytesOf(response), image)
  }
})

test('a request for a mask that runs while the gateway stops is answered, and closes its connection', async t => {
  const opened = Promise.withResolvers<void>()
  const release = Promise.withResolvers<void>()
  const gateway = await startGateway({
    wrap: store => ({
      ...store,
      openSnapshot: async options => {
        opened.resolve()
        await release.promise
        return store.openSnapshot(options)
      },
    }),
  })
  t.after(() => {
    release.resolve()
    return gateway.close()
  })
  const running = fetch(`${gateway.url}/media/masks/none`)
  await opened.promise
  const stopping = gateway.stop()
  release.resolve()
  const { status, headers } = await running
  assert.equal(status, 404)
  assert.equal(headers.get('connection'), 'close')
  await stopping
  await assert.rejects(fetch(`${gateway.url}/media/masks/none`))
})

const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer())

const urlOf = (mask: Mask | undefined) => mask?.url ?? assert.fail('no mask')

async function masksOf(gateway: Gateway): Promise<Mask[]> {
  const { data, errors } = await ask(
    gateway,
    `{ annotations(first: 1000) { nodes {
      ... on MaskAnnotation { mask { url sourceUrl compositeUrl } }
    } } }`,
  )
  assert.deepEqual(errors, [])
  const { nodes } = (data as { annotations: { nodes: { mask?: Mask }[] } }).annotations
  return nodes.flatMap(({ mask }) => mask ?? [])
}

async function measuredByGraph(gateway: Gateway, mask: Mask): Promise<unknown> {
  const { data } = await ask(
    gateway,
    'query ($id: ID!) { node(id: $id) { ... on MaskAnnotation { mask { width height area } } } }',
    { id: decodeURIComponent(mask.url.slice('/media/masks/'.length)) },
  )
  const { width, height, area } = (data as { node: { mask: Record<string, number> } }).node.mask
  return [width, height, area]
}

async function upstreamBytes({ key }: Emulator, mask: Mask | undefined): Promise<Buffer> {
  return bytesOf(await fetch(mask?.sourceUrl ?? '', { headers: { authorization: `Bearer ${key}` } }))
}

/** An image with a mask for each feature id. */
function imageRow(origin: string, features: readonly string[]) {
  const objects = features.map(feature_id => ({
    feature_id,
    name: 'lesion',
    annotation_kind: 'ImageSegmentationMask',
    classifications: [],
    mask: { url: `${origin}/masks/feature/any` },
  }))
  const annotations = { objects, classifications: [], relationships: [] }
  const labels = [{ label_kind: 'Default', version: '1.0.0', id: 'label', annotations }]
  return {
    data_row: { id: 'row', row_data: 'https://example.com/picture.png' },
    media_attributes: {},
    projects: { project: { name: 'Pictures', labels } },
  }
}
