import assert from 'node:assert/strict'
import diagnostics from 'node:diagnostics_channel'
import { writeFile } from 'node:fs/promises'
import { after, before, suite, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { createClient } from 'graphql-ws'
import { ingestExports } from '../../../src/ingest/index.ts'
import { makeToken } from '../../../src/server/index.ts'
import { createSchema } from '../../../src/server/schema.ts'
import { listExports } from '../../../src/source/index.ts'
import type { StoredToken } from '../../../src/store/index.ts'
import { askGenerated, poolOf } from '../../support/generated-queries.ts'
import { crawl } from '../../support/schema-checks.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { A, B, beginHiddenTasks, hiddenIn, loadsOfTwoProjects, MARK } from '../../support/two-projects.ts'
import { type Answer, send } from '../send.ts'
import { type Gateway, startGateway } from '../start-gateway.ts'

/* What a token of project A gets by HTTP and WebSocket from a store that also holds B. */

const schema = createSchema()
const QUERIES = Number(process.env.SLICEGRAPH_TEST_QUERIES ?? 30)
const EVERYTHING = crawl(schema, 20)
const MASKS = '{ annotations(first: 1000) { nodes { id ... on MaskAnnotation { mask { url } } } } }'

/** Each route with whom it answers: anybody, with nothing of the store, or those with a token. */
const ROUTES: Readonly<Record<string, 'anybody' | 'tokens'>> = {
  'GET /': 'anybody',
  'HEAD /': 'anybody',
  'GET /schema.graphql': 'anybody',
  'HEAD /schema.graphql': 'anybody',
  'GET /healthz': 'anybody',
  'HEAD /healthz': 'anybody',
  'GET /readyz': 'anybody',
  'HEAD /readyz': 'anybody',
  'GET /graphql': 'tokens',
  'POST /graphql': 'tokens',
  'GET /media/masks/:id': 'tokens',
  'HEAD /media/masks/:id': 'tokens',
  'GET /rows/:file': 'tokens',
  'POST /rows/sign': 'tokens',
}

/** Methods of a route that nobody gets an answer by. */
const METHODS = ['HEAD', 'PUT', 'PATCH', 'DELETE'].map(method => [`${method} /graphql`, 'nobody'] as const)

interface Asking {
  readonly authorization: string
}

suite('a token of one project', () => {
  const opened = new AsyncDisposableStack()
  const routes = new Set<string>()
  let gateway: Gateway
  let all: Asking
  let ofA: Asking

  before(async () => {
    const noteRoutes = (message: unknown) => {
      const { fastify } = message as { fastify: FastifyInstance }
      fastify.addHook('onRoute', ({ method, url }) => {
        for (const each of [method].flat()) routes.add(`${each} ${url}`)
      })
    }
    diagnostics.subscribe('fastify.initialization', noteRoutes)
    gateway = await startGateway({ auth: 'tokens', empty: true, maxCost: null, rateLimit: 'off' })
    opened.defer(() => gateway.close())
    diagnostics.unsubscribe('fastify.initialization', noteRoutes)

    const folder = opened.use(await temporaryFolder())
    for (const [no, records] of (await loadsOfTwoProjects()).entries()) {
      const lines = records.map(record => (typeof record === 'string' ? record : JSON.stringify(record)))
      await writeFile(folder.file(`${no}.ndjson`), lines.join('\n'))
      await ingestExports({ store: gateway.store, files: await listExports([folder.file(`${no}.ndjson`)]) })
    }
    await beginHiddenTasks(gateway.store)
    all = await add({})
    ofA = await add({ projects: [A] })
  })
  after(() => opened.disposeAsync())

  async function add(change: Partial<StoredToken>): Promise<Asking> {
    const { token, digest } = makeToken()
    const id = crypto.randomUUID()
    const own = { id, name: id, role: 'operator', projects: 'all', hides: [], expiresAt: null, createdAt: 0 } as const
    assert.ok(await gateway.store.tokens.add({ ...own, ...change }, digest))
    return { authorization: `Bearer ${token}` }
  }

  const post = (query: string, asking: Asking, variables: unknown = {}) =>
    send(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...asking },
      body: JSON.stringify({ query, variables }),
    })
  const get = (path: string, asking: Asking) => send(gateway.url + path, { headers: { ...asking } })

  /** As it came, without what differs from one moment to the next. */
  const seen = ({ status, headers: { date, ...headers }, body }: Answer) => ({ status, headers, body: body.toString() })
  /** With another id in place of those of B. */
  const renamed = (text: string) => text.replaceAll(MARK, 'nobody')

  function requireNothingHidden({ headers, body }: Answer): void {
    const text = body.toString()
    const { data, errors = [] } = JSON.parse(text)
    const messages = errors.map(({ message, path, extensions }: Record<string, unknown>) => [message, path, extensions])
    assert.deepEqual([...hiddenIn([data, messages, headers])], [])
  }

  test('each route has a case here', () => {
    assert.deepEqual([...routes].sort(), Object.keys(ROUTES).sort())
  })

  for (const [route, who] of [...Object.entries(ROUTES), ...METHODS])
    test(`${route} is for ${who}`, async () => {
      const [method = '', path = ''] = route.replace(':id', 'x').replace(':file', 'labels.csv').split(' ')
      const body = method.startsWith('P') ? { body: '{"query":"{__typename}","path":"/rows/labels.csv"}' } : {}
      const url = gateway.url + (route === 'GET /graphql' ? `${path}?query={__typename}` : path)
      const json: Record<string, string> = 'body' in body ? { 'content-type': 'application/json' } : {}
      const expected = { anybody: 200, tokens: 401, nobody: 405 }[who]
      const answer = await send(url, { method, headers: json, ...body })
      assert.equal(answer.status, expected)
      // The schema holds the mark as a word.
      assert.ok(!answer.body.includes(`-${MARK}`))
      if (who !== 'tokens') return
      const accepted = await send(url, { method, headers: { ...json, ...all }, ...body })
      assert.equal(accepted.status, path.startsWith('/media') ? 404 : 200)
    })

  test('a request for a WebSocket opens no other route', async () => {
    const upgrade = { connection: 'upgrade', upgrade: 'websocket', 'sec-websocket-version': '13' }
    const headers = { ...upgrade, 'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==', 'content-type': 'application/json' }
    for (const path of ['/media/masks/x', '/graphql', '/graphql/?query={__typename}'])
      for (const method of path === '/media/masks/x' ? ['GET', 'HEAD'] : ['POST', 'PUT', 'HEAD', 'DELETE']) {
        const body = method.startsWith('P') ? { body: '{"query":"{__typename}"}' } : {}
        const answer = await send(gateway.url + path, { method, headers, ...body }).catch(() => null)
        assert.doesNotMatch(String(answer?.body), /"data"/, `${method} ${path}`)
      }
  })

  test('holds nothing of another in any field of the schema, whether the answer is kept or not', async () => {
    const path = `/graphql?query=${encodeURIComponent('{ projects { nodes { id name } } dataRows { nodes { id globalKey } } }')}`
    assert.match((await post(EVERYTHING, all)).body.toString(), /label-a-hidden/)
    const answer = await post(EVERYTHING, ofA)
    assert.match(answer.body.toString(), /label-a/)
    requireNothingHidden(answer)
    for (let time = 0; time < 3; time++) {
      assert.match((await get(path, all)).body.toString(), /project-hidden/)
      requireNothingHidden(await get(path, ofA))
    }
  })

  test('answers an id of another as it answers one that nothing has', async () => {
    const pool = poolOf(JSON.parse((await post(EVERYTHING, all)).body.toString()).data)
    const inOrder = (answer: Answer) => {
      const { errors = [], ...others } = JSON.parse(answer.body.toString())
      const lines = errors.map((error: object) => renamed(JSON.stringify({ ...error, locations: null })))
      return { status: answer.status, others: renamed(JSON.stringify(others)), errors: lines.sort() }
    }
    let foreign = 0
    await askGenerated(schema, pool, QUERIES, async (document, variables) => {
      // That of the other token is kept or under way when this one asks.
      const before = await Promise.all([post(document, all, variables), post(document, ofA, variables)])
      requireNothingHidden(before[1])
      // The time since something happened is another one in each answer.
      if (document.includes('secondsInTask')) return
      const again = await post(document, ofA, variables)
      assert.deepEqual(inOrder(again), inOrder(before[1]))
      if (!`${document}${JSON.stringify(variables)}`.includes(MARK)) return
      foreign++
      const expected = await post(renamed(document), ofA, JSON.parse(renamed(JSON.stringify(variables))))
      assert.deepEqual(inOrder(again), inOrder(expected))
    })
    assert.ok(foreign > QUERIES / 10, `only ${foreign} queries asked for what is hidden`)
  })

  test('finds no image of a mask of another', async () => {
    const { annotations } = JSON.parse((await post(MASKS, all)).body.toString()).data
    // Without the signature, which stands for the token that asked.
    const urls: string[] = annotations.nodes.flatMap(
      ({ mask }: { mask?: { url: string } }) => mask?.url.split('?')[0] ?? [],
    )
    const hidden = urls.filter(url => url.includes(MARK))
    assert.ok(hidden.length > 0 && urls.length > hidden.length)
    for (const url of urls) {
      assert.notEqual((await get(url, all)).status, 404)
      const answer = await get(url, ofA)
      if (!hidden.includes(url)) assert.notEqual(answer.status, 404)
      else assert.deepEqual(seen(answer), seen(await get(renamed(url), ofA)))
    }
  })

  test('finds nothing of another in rows', async () => {
    const lists = [
      'dataRows',
      'dataRowProjects',
      'labels',
      'annotations',
      'workflowEvents',
      'reviews',
      'classifications',
    ]
    const stats = ['dataRowProjectStats', 'labelStats', 'annotationStats', 'workflowStats']
    for (const name of [...lists, ...stats.map(name => `${name}.csv?groupBy=PROJECT&x=`)]) {
      const path = `/rows/${name.includes('.') ? name.replace('&x=', '') : `${name}.ndjson`}`
      assert.match((await get(path, all)).body.toString(), new RegExp(MARK), path)
      const { status, body } = await get(path, ofA)
      assert.deepEqual([status, body.length > 0, body.includes(MARK)], [200, true, false], path)
    }
    const { body } = await get(`/rows/labels.csv?filter={"projectId":{"eq":"${B}"}}`, ofA)
    assert.equal(body.toString().trim().split('\r\n').length, 1)
  })

  test('finds nothing of another in COCO', async () => {
    assert.match((await get('/rows/coco.json', all)).body.toString(), new RegExp(MARK))
    const { status, headers, body } = await get('/rows/coco.json', ofA)
    assert.deepEqual([status, [...hiddenIn(JSON.parse(body.toString()))]], [200, []])
    const { data } = JSON.parse((await post('{ annotationStats { unmeasuredMaskCount } }', ofA)).body.toString())
    const [{ unmeasuredMaskCount }] = data.annotationStats
    assert.equal(headers['slicegraph-unmeasured-masks'], String(unmeasuredMaskCount))
    const filter = encodeURIComponent(`{"projectId":{"eq":"${B}"}}`)
    const { images } = JSON.parse((await get(`/rows/coco.json?filter=${filter}`, ofA)).body.toString())
    assert.deepEqual(images, [])
  })

  test('follows no task of another', async () => {
    const first = async ({ authorization }: Asking, id: string) => {
      const url = `${gateway.url.replace('http', 'ws')}/graphql`
      const client = createClient({ url, connectionParams: { authorization }, retryAttempts: 0 })
      const events = client.iterate({
        query: 'subscription ($id: ID!) { exportTask(id: $id) { id } }',
        variables: { id },
      })
      const { value } = await events.next().catch(errors => ({ value: { errors } }))
      await client.dispose()
      return JSON.stringify(value)
    }
    const id = `task:${MARK}-catalog`
    assert.match(await first(all, id), /"id":"task:hidden-catalog"/)
    assert.equal(renamed(await first(ofA, id)), await first(ofA, renamed(id)))
    assert.match(await first(ofA, id), /NOT_FOUND/)
  })
})
