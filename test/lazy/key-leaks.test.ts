import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import type { RequestListener } from 'node:http'
import { dirname, join } from 'node:path'
import { suite, test } from 'node:test'
import { pino } from 'pino'
import { createExportRuns, createLazyReads, createPullRuns } from '../../src/ingest/index.ts'
import { createExportClient } from '../../src/labelbox/api/index.ts'
import { openMediaCache } from '../../src/media/index.ts'
import { createServer } from '../../src/server/index.ts'
import { openStore } from '../../src/store/index.ts'
import { openUpstream } from '../../src/upstream/open-upstream.ts'
import type { UpstreamLimits } from '../../src/upstream/upstream-settings.ts'
import { serveCli } from '../cli/spawn-cli.ts'
import { type Emulator, openEmulator } from '../emulator/index.ts'
import { NO_JWT } from '../server/start-gateway.ts'
import { serveHttp } from '../upstream/servers.ts'
import { contentOf } from './drawn.ts'
import { framesLine, ownUrl, v1Record, v2Row } from './exports.ts'
import { cellsOf } from './fault-cells.ts'
import { openScene, type Scene } from './lazy-graph.ts'

/* A gateway sends its key to the upstream only. It is not in logs of any level, answers or files. */

const KEY = 'lb-secret-key.Zm9vYmFy.c2VjcmV0'

/** The key as it is, and as something else may have written it down. */
const SPELLINGS = [KEY, Buffer.from(KEY).toString('base64'), Buffer.from(KEY).toString('hex'), encodeURIComponent(KEY)]

function expectSilent(text: string | Buffer, where: string): void {
  for (const spelling of SPELLINGS) assert.ok(!text.includes(spelling), `the key stands in ${where}`)
}

/** The database, its log and the images. */
async function expectSilentFiles(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name))
  assert.ok(files.some(file => file.endsWith('.db')))
  for (const file of files) expectSilent(await readFile(file), file.slice(folder.length))
}

/** A gateway over a scene's files, logging all there is to log. */
async function openTracing(scene: Scene, origins: readonly string[], limits: Partial<UpstreamLimits>) {
  const store = await openStore(scene.files.storeUrl)
  const media = await openMediaCache(scene.files.mediaFolder)
  const upstream = openUpstream({ key: KEY, origins, limits })
  const log: string[] = []
  const lazy = createLazyReads({ store, upstream, media })
  const server = await createServer({
    store,
    lazy,
    pulls: createPullRuns({ store, lazy }),
    runs: createExportRuns({ store, client: createExportClient({ upstream, apiUrl: 'http://127.0.0.1:9' }) }),
    logger: pino({ level: 'trace' }, { write: line => void log.push(line) }),
    config: {
      host: '127.0.0.1',
      port: 0,
      cors: [],
      publicUrl: null,
      auth: 'none',
      ...NO_JWT,
      allowedHosts: null,
      maxCost: null,
      queryTimeout: null,
      maxConnections: 10_000,
      nodeEnv: 'development',
      audit: null,
      auditKeyFile: null,
      rateLimit: null,
      trustedProxies: [],
    },
  })
  return {
    url: server.url,
    store,
    log,
    async [Symbol.asyncDispose]() {
      await server.close()
      await upstream.close()
      await media.close()
      await store.close()
    },
  }
}

/** All that a gateway says to a request: its head and its body. */
async function saidTo(url: string, query?: string): Promise<string> {
  const body = query === undefined ? undefined : JSON.stringify({ query })
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(url, body === undefined ? {} : { method: 'POST', headers, body })
  return `${response.status} ${JSON.stringify([...response.headers])} ${await response.text()}`
}

const query = (id: string) => `{
  v1: label(id: "${id}v1") { groups { framesUrl frames { totalCount } features { featureId } } raw }
  v2: label(id: "${id}v2") { raw group(name: "Axial") { frame(number: 1) { annotations { id raw
    ... on MaskAnnotation { mask { url sourceUrl area contentType png } } } } } }
}`

/** Both queries and the image, each told to fail. */
async function askEverything(gateway: string, id: string): Promise<readonly string[]> {
  const image = `${gateway}/media/masks/${encodeURIComponent(`annotation:${id}v2:Axial:1:${id}`)}`
  return Promise.all([saidTo(`${gateway}/graphql`, query(id)), saidTo(image)])
}

const recordsOf = (id: string, origin: string) => [
  v1Record({ id: `${id}v1`, origin }),
  v2Row({ id: `${id}v2`, masks: [{ frame: 1, featureId: id, url: ownUrl(origin, id, 1) }] }),
]

const PUBLIC_PATHS = [
  '/',
  '/healthz',
  '/readyz',
  '/metrics',
  '/schema.graphql',
  '/graphql',
  '/media/masks/',
  '/nowhere',
]

test('with every fault there is', { timeout: 60_000 }, async () => {
  await using scene = await openScene()
  await using stack = new AsyncDisposableStack()
  const emulator: Emulator = await openEmulator({ content: contentOf(scene.drawn), key: KEY })
  stack.defer(() => emulator.close())
  const places = { otherOrigin: emulator.origin, http: '127.0.0.1:1', https: '127.0.0.1:1' }
  const cells = new Map([...cellsOf('frames', places), ...cellsOf('masks', places)].map(cell => [cell.name, cell]))
  const limits = { retries: 1, retryAfterMs: 1, backoffMs: 1, headersMs: 300, totalMs: 700, compressedBytes: 2 ** 21 }
  const gateway = stack.use(await openTracing(scene, [emulator.origin], { ...limits, breakerSample: 100_000 }))

  const said: string[] = []
  for (const [i, { fault, code }] of [...cells.values()].entries()) {
    const id = `label${i}`
    scene.drawn.frames.set(`${id}v1/axial`, [framesLine(1), framesLine(2)])
    scene.drawn.areas.set(`${id}/1`, 5)
    await scene.load(gateway.store, recordsOf(id, fault === null ? 'http://127.0.0.1:1' : emulator.origin))
    emulator.misbehave(null)
    emulator.misbehave(fault)
    const answers = await askEverything(gateway.url, id)
    if (code !== null) assert.match(answers.join(), /"code":"UPSTREAM_/)
    said.push(...answers)
  }
  assert.ok(emulator.requests.length > 50)
  assert.ok(emulator.requests.every(({ carriedKey }) => carriedKey))
  for (const path of PUBLIC_PATHS) said.push(await saidTo(gateway.url + path))
  expectSilent(said.join('\n'), 'an answer')
  expectSilent(gateway.log.join(''), 'the log')
  await expectSilentFiles(scene.folder.path)
})

/** Upstreams that say the key back, wherever an answer has room for it. */
const ECHOES: Readonly<Record<string, RequestListener>> = {
  'the body of a refusal': (_, response) => response.writeHead(401, { 'www-authenticate': KEY }).end(KEY),
  'the reason of a status': (_, response) => response.writeHead(500, KEY).end(KEY),
  'a content type': (_, response) => response.writeHead(200, { 'content-type': `text/${KEY}` }).end(KEY),
  'an encoding': (_, response) => response.writeHead(200, { 'content-encoding': KEY }).end(KEY),
  'what Retry-After says': (_, response) => response.writeHead(503, { 'retry-after': KEY }).end(KEY),
  'a redirect': (_, response) => response.writeHead(302, { location: `http://127.0.0.1:1/${KEY}` }).end(KEY),
  'a redirect to no URL': (_, response) => response.writeHead(302, { location: `http://${KEY}:x` }).end(KEY),
  'what is neither JSON nor an image': (_, response) => response.writeHead(200).end(`{"frameNumber": ${KEY}\n`),
  'JSON that is no frame': (_, response) => response.writeHead(200).end(`{"${KEY}": "${KEY}"}\n`),
  'a frame that is none': (_, response) => response.writeHead(200).end(`{"frameNumber": "${KEY}"}\n`),
  'an unknown status': (_, response) => response.writeHead(418, KEY, { 'x-key': KEY }).end(KEY),
}

suite('when the upstream says the key back in', () => {
  for (const [name, listener] of Object.entries(ECHOES)) {
    test(name, async () => {
      await using scene = await openScene()
      await using echo = await serveHttp(listener)
      const origin = `http://127.0.0.1:${echo.port}`
      await using gateway = await openTracing(scene, [origin], { retries: 0 })
      await scene.load(gateway.store, recordsOf('label', origin))
      const [answer = '', image = ''] = await askEverything(gateway.url, 'label')
      assert.match(answer, /"code":"UPSTREAM_/)
      assert.match(image, /^50\d .*"code":"UPSTREAM_/)
      expectSilent(answer + image, 'an answer')
      expectSilent(gateway.log.join(''), 'the log')
      await expectSilentFiles(scene.folder.path)
    })
  }
})

test('a process of its own that logs all it can', { timeout: 60_000 }, async () => {
  await using scene = await openScene()
  await using stack = new AsyncDisposableStack()
  const emulator: Emulator = await openEmulator({ content: contentOf(scene.drawn), key: KEY })
  stack.defer(() => emulator.close())
  const faults = [
    null,
    ...(['status 401', 'status 404', 'status 413', 'wrong content type', 'broken JSON line'] as const),
    ...(['empty body', 'PNG with bad CRC', 'redirect', 'redirect loop', 'reset in body'] as const),
  ]
  const ids = faults.map((_, i) => `label${i}`)
  for (const id of ids) {
    scene.drawn.frames.set(`${id}v1/axial`, [framesLine(1), framesLine(2)])
    scene.drawn.areas.set(`${id}/1`, 5)
  }
  const path = await scene.write(ids.flatMap(id => recordsOf(id, emulator.origin)))
  const env = { LABELBOX_API_KEY: KEY, LABELBOX_API_URL: emulator.origin, LOG_LEVEL: 'trace' }
  const folder = dirname(path)
  const gateway = await serveCli(['serve', path, '--port', '0', '--store', scene.files.storeUrl], { folder, env })
  stack.defer(async () => void (await gateway.stop('SIGTERM')))
  const origin = new URL(gateway.url).origin
  const said: string[] = []
  for (const [i, name] of faults.entries()) {
    emulator.misbehave(null)
    if (name !== null) emulator.misbehave({ name })
    said.push(...(await askEverything(origin, `label${i}`)))
  }
  for (const publicPath of PUBLIC_PATHS) said.push(await saidTo(origin + publicPath))
  assert.ok(emulator.requests.length >= faults.length)
  await expectSilentFiles(folder)
  const { code, stdout, stderr } = await gateway.stop('SIGTERM')
  assert.equal(code, 143)
  expectSilent(said.join('\n'), 'an answer')
  expectSilent(stdout + stderr, 'the output')
  await expectSilentFiles(folder)
})
