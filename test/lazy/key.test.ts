import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { withoutOrigins } from '../upstream/fetcher.ts'
import { CERTIFICATE, serveHttp, serveHttps, type TestServer } from '../upstream/servers.ts'
import { pictureOf } from './drawn.ts'
import { v1Record, v2Row } from './exports.ts'
import { type LazyGraph, openScene, type Scene } from './lazy-graph.ts'

/* Where the key goes, and where nothing goes at all: canaries on other origins, ports and schemes count it. */

const KEY = 'lb-canary-key.Zm9vYmFy.c2VjcmV0'

/** Every place of an export where a URL can stand that is fetched. */
async function loadUrl({ load }: Scene, graph: LazyGraph, name: string, url: string): Promise<void> {
  const composite = { url, color: [1, 2, 3] }
  const masks = [
    { frame: 1, featureId: 'own', url },
    { frame: 1, featureId: 'composed', composite },
    { frame: 1, featureId: 'both', url, composite: { url: `${url}#composite`, color: [1, 2, 3] } },
    { frame: 1, featureId: 'other', composite: { url, color: [4, 5, 6] } },
  ]
  const v1 = { id: `${name}v1`, origin: '', framesUrl: { axial: url }, instanceUris: { instance: url } }
  const { rejected } = await load(graph.store, [v2Row({ id: `${name}v2`, masks }), v1Record(v1)])
  assert.equal(rejected, 0)
}

const MASK = '... on MaskAnnotation { mask { sourceUrl area } }'

const askAll = (name: string) => `{
  v1: label(id: "${name}v1") {
    id objects { ${MASK} }
    groups { frames { totalCount } } again: groups { frame(number: 1) { number } features { featureId } }
    annotations { totalCount }
  }
  v2: label(id: "${name}v2") { id group(name: "Axial") { frame(number: 1) { annotations { ${MASK} } } } }
}`

const FIELDS = 5 + 4

/** The codes of what failed, each once. */
async function codesOf(graph: LazyGraph, name: string, failures: number): Promise<unknown[]> {
  const { data, errors } = await graph.execute(askAll(name))
  assert.match(JSON.stringify(data), new RegExp(`"id":"${name}v1".*"id":"${name}v2"`))
  assert.equal(errors.length, failures, JSON.stringify(errors))
  for (const { message } of errors) assert.doesNotMatch(withoutOrigins(message), /:\/\/|%|lb-|\/x/)
  return [...new Set(errors.map(({ code }) => code))]
}

const portOf = (origin: string) => new URL(origin).port

test('a URL of an export that is not on a configured origin opens no connection', async () => {
  await using scene = await openScene()
  await using http = await answering()
  await using https = await answering(serveHttps)
  await using graph = await scene.open({ key: KEY })
  const own = portOf(scene.origin)
  const urls = [
    `http://127.0.0.1:${http.port}/x`,
    `https://127.0.0.1:${https.port}/x`,
    `https://localhost:${https.port}/x`,
    // The configured one under other names, by another scheme, with somebody's name, or as somebody's name.
    `http://localhost:${own}/x`,
    `https://127.0.0.1:${own}/x`,
    `http://user:word@127.0.0.1:${own}/x`,
    `http://127.0.0.1:${own}@127.0.0.1:${http.port}/x`,
    `http://127.0.0.1:${own}@localhost:${http.port}/x`,
    `http://localhost:${http.port}\\@127.0.0.1:${own}/x`,
    `http://127.0.0.1:${own}.canary.test:${http.port}/x`,
    `http://[::ffff:127.0.0.1]:${http.port}/x`,
    `http://0x7f000001:${http.port}/x`,
    `http://2130706433:${http.port}/x`,
    `http://127.1:${http.port}/x`,
    `//127.0.0.1:${http.port}/x`,
    `/v1/frames/label1`,
    `ws://127.0.0.1:${http.port}/x`,
    `ftp://127.0.0.1:${http.port}/x`,
    'file:///etc/passwd',
    'data:image/png;base64,AAAA',
    'https://api.lb-stage.xyz/api/v1/projects/p/annotations/f/index/1/mask',
    'http://169.254.169.254/latest/meta-data/',
    'not a URL',
  ]
  for (const [i, url] of urls.entries()) {
    await loadUrl(scene, graph, `label${i}`, url)
    assert.deepEqual(await codesOf(graph, `label${i}`, FIELDS), ['UPSTREAM_BLOCKED'], url)
  }
  assert.equal(http.connections() + https.connections() + scene.emulator.connections, 0)
})

test('a redirect to http is refused, though it be to a public place and from https', async () => {
  await using scene = await openScene()
  await using http = await answering()
  const to = `http://cdn.test:${http.port}/x`
  for (const serve of [serveHttp, serveHttps]) {
    await using server = await redirecting(302, to, serve)
    const origin = serve === serveHttp ? local(server) : `https://api.test:${server.port}`
    const settings = { key: KEY, origins: [origin], lookup: toLoopback, ca: CERTIFICATE }
    await using graph = await scene.open({ ...settings, isPublic: () => true })
    await loadUrl(scene, graph, `label${server.port}`, `${origin}/a`)
    assert.deepEqual(await codesOf(graph, `label${server.port}`, FIELDS), ['UPSTREAM_BLOCKED'])
    assert.ok(server.requests.length > 0)
  }
  assert.equal(http.connections(), 0)
})

for (const kind of [301, 302, 303, 307, 308]) {
  suite(`a redirect by ${kind}`, () => {
    test('to a place that is refused opens no connection, and tells it nothing', async () => {
      await using scene = await openScene()
      await using http = await answering()
      await using https = await answering(serveHttps)
      const places = [
        `http://127.0.0.1:${http.port}/x`,
        `http://localhost:${http.port}/x`,
        `//127.0.0.1:${http.port}/x`,
        `https://127.0.0.1:${https.port}/x`,
        `https://localhost:${https.port}/x`,
        `https://name@localhost:${https.port}/x`,
        `https://cdn.test:${https.port}/x`,
        `https://[::ffff:127.0.0.1]:${https.port}/x`,
      ]
      for (const [i, place] of places.entries()) {
        await using server = await redirecting(kind, place)
        const origins = [local(server)]
        await using graph = await scene.open({ key: KEY, origins, lookup: toLoopback, ca: CERTIFICATE })
        await loadUrl(scene, graph, `label${i}`, `${local(server)}/a`)
        assert.deepEqual(await codesOf(graph, `label${i}`, FIELDS), ['UPSTREAM_BLOCKED'], place)
        assert.ok(server.requests.every(({ headers }) => headers.authorization === `Bearer ${KEY}`))
      }
      assert.equal(http.connections() + https.connections(), 0)
    })

    test('to a public place is followed without the key, and back to a configured one with it', async () => {
      await using scene = await openScene()
      await using end = await answering()
      await using canary = await redirecting(kind, `${local(end)}/end`, serveHttps)
      await using server = await redirecting(kind, `https://cdn.test:${canary.port}/x`)
      const settings = { key: KEY, origins: [local(server), local(end)], lookup: toLoopback, ca: CERTIFICATE }
      await using graph = await scene.open({ ...settings, isPublic: () => true })
      await loadUrl(scene, graph, 'label1', `${local(server)}/a`)
      // An image is no frames document.
      assert.deepEqual(await codesOf(graph, 'label1', 4), ['UPSTREAM_BAD_RESPONSE'])
      assert.ok(canary.requests.length > 0)
      assert.doesNotMatch(JSON.stringify(canary.requests), /authorization|lb-canary-key|Bearer/i)
      assert.ok(end.requests.every(({ headers }) => headers.authorization === `Bearer ${KEY}`))
    })
  })
}

const toLoopback = async () => [{ address: '127.0.0.1', family: 4 }]

const local = ({ port }: TestServer) => `http://127.0.0.1:${port}`

const answering = (serve = serveHttp) =>
  serve((_, response) => response.writeHead(200, { 'content-type': 'image/png' }).end(pictureOf(9)))

const redirecting = (kind: number, location: string, serve = serveHttp) =>
  serve((_, response) => response.writeHead(kind, { location }).end())
