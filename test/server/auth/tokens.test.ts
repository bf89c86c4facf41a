import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { DatabaseSync } from 'node:sqlite'
import { after, before, suite, test } from 'node:test'
import { createClient } from 'graphql-ws'
import { makeToken } from '../../../src/server/index.ts'
import { openStore, type StoredToken } from '../../../src/store/index.ts'
import { exchange, statusOf } from '../exchange.ts'
import { type Gateway, post, startGateway } from '../start-gateway.ts'

const ROWS = JSON.stringify({ query: '{ dataRows(first: 1) { nodes { id } } }' })

suite('tokens', () => {
  let gateway: Gateway
  before(async () => {
    gateway = await startGateway({ auth: 'tokens' })
  })
  after(() => gateway.close())

  /** Adds a token by another connection to the store, as the command line does. */
  async function add(change: Partial<StoredToken> = {}) {
    const store = await openStore(gateway.store.url)
    const { token, digest } = makeToken()
    const id = crypto.randomUUID()
    const created: StoredToken = {
      ...{ id, name: id, role: 'viewer', projects: 'all', hides: [], expiresAt: null, createdAt: Date.now() },
      ...change,
    }
    assert.ok(await store.tokens.add(created, digest))
    await store.close()
    return { token, digest, name: created.name, headers: { authorization: `Bearer ${token}` } }
  }
  async function revoke(name: string) {
    const store = await openStore(gateway.store.url)
    assert.ok(await store.tokens.remove(name))
    await store.close()
  }
  const askAs = async (headers: Record<string, string>, query: string, variables?: object) => {
    const answer = await post(gateway, JSON.stringify({ query, variables }), headers)
    return (await answer.json()) as { data: unknown; errors?: { extensions: { code: string } }[] }
  }
  const codesOf = ({ errors = [] }: Awaited<ReturnType<typeof askAs>>) =>
    errors.map(({ extensions }) => extensions.code)

  test('nothing is answered without one, whether the answer is kept or not', async () => {
    const { token, headers } = await add()
    const wrong = [{}, { authorization: '' }, { authorization: token }, { authorization: `Basic ${token}` }]
    const more = [`${token}x`, token.slice(0, -1), token.toUpperCase(), makeToken().token, `sg_${'A'.repeat(43)}`]
    const all: Record<string, string>[] = [...wrong, ...more.map(text => ({ authorization: `Bearer ${text}` }))]
    for (let time = 0; time < 3; time++) {
      assert.equal((await post(gateway, ROWS, headers)).status, 200)
      for (const each of all) {
        const refused = [
          await post(gateway, ROWS, each),
          await fetch(`${gateway.url}/graphql?query={dataRows(first:1){nodes{id}}}`, { headers: each }),
          await fetch(`${gateway.url}/media/masks/x`, { headers: each }),
        ]
        for (const answer of refused) {
          assert.equal(answer.status, 401)
          assert.equal(answer.headers.get('www-authenticate'), 'Bearer')
          const { data, errors } = (await answer.json()) as Awaited<ReturnType<typeof askAs>>
          assert.deepEqual([data, errors?.[0]?.extensions.code], [undefined, 'UNAUTHENTICATED'])
        }
      }
    }
  })

  test('probes and the schema are open', async () => {
    for (const path of ['/healthz', '/readyz', '/schema.graphql', '/'])
      assert.equal((await fetch(gateway.url + path)).status, 200)
  })

  test('the store holds the digest alone', async () => {
    const { token, digest } = await add()
    assert.equal(gateway.store.tokens.find(token), null)
    assert.doesNotMatch(JSON.stringify(gateway.store.tokens.find(digest)), new RegExp(`${token}|${digest}`))
  })

  test('one that is revoked in another process, or expires, ends with the next request', async () => {
    const { name, headers } = await add()
    for (let time = 0; time < 3; time++) assert.equal((await post(gateway, ROWS, headers)).status, 200)
    await revoke(name)
    assert.equal((await post(gateway, ROWS, headers)).status, 401)
    const expired = await add({ expiresAt: Date.now() - 1 })
    assert.equal((await post(gateway, ROWS, expired.headers)).status, 401)
  })

  test('one that is revoked while the body arrives is not answered', async t => {
    const { hostname, port } = new URL(gateway.url)
    for (const coding of [`content-length: ${ROWS.length}`, 'transfer-encoding: chunked']) {
      const { headers, name } = await add()
      const socket = connect(Number(port), hostname)
      const head = `host: ${hostname}\r\nauthorization: ${headers.authorization}\r\ncontent-type: application/json`
      socket.write(
        `POST /graphql HTTP/1.1\r\n${head}\r\nconnection: close\r\nexpect: 100-continue\r\n${coding}\r\n\r\n`,
      )
      // Sent in the same step in which the request is looked at for the first time.
      await once(socket, 'data')
      await revoke(name)
      const later = performance.now() + 1_000
      const clock = t.mock.method(performance, 'now', () => later)
      socket.write(coding.includes('chunked') ? `${ROWS.length.toString(16)}\r\n${ROWS}\r\n0\r\n\r\n` : ROWS)
      const answer = (await socket.toArray()).join('')
      clock.mock.restore()
      assert.match(answer, /^HTTP\/1\.1 401 /)
    }
  })

  test('of two Authorization headers none counts', async () => {
    const { headers } = await add()
    const one = `authorization: ${headers.authorization}`
    const head = `POST /graphql HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\nconnection: close`
    for (const two of [`${one}\r\nAuthorization: Basic x`, `${one}\r\n${one}`])
      for (let time = 0; time < 3; time++) {
        const bytes = `${head}\r\n${two}\r\ncontent-length: ${ROWS.length}\r\n\r\n${ROWS}`
        assert.equal(statusOf(await exchange(gateway.url, bytes)), 401)
      }
  })

  test('a damaged token is STORE_CORRUPT by HTTP, whether the answer is kept or not, and closes a WebSocket', async () => {
    const { token, name, headers } = await add({ expiresAt: Date.now() + 3_600_000 })
    const connected = connectAs({ authorization: headers.authorization })
    await connected.opened
    for (let time = 0; time < 3; time++) assert.equal((await post(gateway, ROWS, headers)).status, 200)
    const database = new DatabaseSync(gateway.store.url.replace('sqlite:', ''))
    database.prepare(`update token set role = 'operator' where name = ?`).run(name)
    database.close()
    const refused = [
      await post(gateway, ROWS, headers),
      await post(gateway, JSON.stringify({ query: '{ __typename }' }), headers),
      await fetch(`${gateway.url}/graphql?query={__typename}`, { headers }),
      await fetch(`${gateway.url}/media/masks/x`, { headers }),
    ]
    for (const answer of refused) {
      const { errors } = (await answer.json()) as Awaited<ReturnType<typeof askAs>>
      assert.deepEqual([answer.status, errors?.[0]?.extensions], [500, { code: 'STORE_CORRUPT' }])
    }
    assert.equal(await connected.closed, 4403)
    assert.equal(await connectAs({ authorization: `Bearer ${token}` }).closed, 4403)
    await revoke(name)
    assert.equal((await post(gateway, ROWS, headers)).status, 401)
  })

  test('answers are kept for each token, which sees its projects only', async () => {
    const all = await add()
    const none = await add({ projects: ['no such project'] })
    const query = '{ projects { nodes { id } } labels(first: 1) { nodes { id } } }'
    const seen = new Set<string>()
    for (let time = 0; time < 3; time++) {
      seen.add(JSON.stringify(await askAs(all.headers, query)))
      const { data } = await askAs(none.headers, query)
      assert.deepEqual(data, { projects: { nodes: [] }, labels: { nodes: [] } })
    }
    assert.equal(seen.size, 1)
    assert.match([...seen].join(), /"id":/)
  })

  test('one that hides sees pseudonyms and no raw, also where answers of others are kept', async () => {
    const all = await add()
    const hiding = await add({ hides: ['people', 'raw'] })
    const query = '{ labels(first: 1) { nodes { createdBy raw } } }'
    type Labels = { labels: { nodes: { createdBy: string; raw: unknown }[] } }
    for (let time = 0; time < 3; time++) {
      const [open, hidden] = [await askAs(all.headers, query), await askAs(hiding.headers, query)]
      assert.match((open.data as Labels).labels.nodes[0]?.createdBy ?? '', /@/)
      assert.match((hidden.data as Labels).labels.nodes[0]?.createdBy ?? '', /^person_/)
      assert.equal((hidden.data as Labels).labels.nodes[0]?.raw, null)
    }
  })

  test('GET, media and subscriptions see the projects of the token, too', async () => {
    const all = await add({ role: 'operator' })
    const none = await add({ role: 'operator', projects: ['no such project'] })
    const labels = async ({ headers }: typeof all) => {
      const answer = await fetch(`${gateway.url}/graphql?query={labels(first:1){nodes{id}}}`, { headers })
      return ((await answer.json()) as { data: { labels: { nodes: unknown[] } } }).data.labels.nodes.length
    }
    for (let time = 0; time < 3; time++) assert.deepEqual([await labels(all), await labels(none)], [1, 0])

    const query =
      '{ annotations(first: 1, filter: { annotationKind: { contains: "Mask" } }) { nodes { ... on MaskAnnotation { mask { url } } } } }'
    type Masks = { annotations: { nodes: { mask: { url: string } }[] } }
    const { annotations } = (await askAs(all.headers, query)).data as Masks
    // Without the signature, which stands for the token that asked.
    const [path] = annotations.nodes[0]?.mask.url.split('?') ?? []
    const image = ({ headers }: typeof all) => fetch(gateway.url + path, { headers })
    assert.notEqual((await image(all)).status, 404)
    assert.equal((await image(none)).status, 404)

    const task = { id: 'task:of-all', scope: 'catalog', startedAt: Date.now(), input: { scope: { catalog: true } } }
    await gateway.store.tasks.begin(task as never)
    const first = async ({ token }: typeof all) => {
      const { client } = connectAs({ authorization: `Bearer ${token}` })
      const events = client.iterate({ query: `subscription { exportTask(id: "${task.id}") { id } }` })
      const { value } = await events.next().catch(errors => ({ value: { errors } }))
      await client.dispose()
      return JSON.stringify(value)
    }
    assert.match(await first(all), /"data":\{"exportTask":\{"id":"task:of-all"/)
    assert.match(await first(none), /"NOT_FOUND"/)
  })

  test('viewer is the token that asks, also where answers to others are kept', async () => {
    const query = '{ viewer { name role projectIds hides expiresAt } }'
    const expiresAt = Date.UTC(2099, 0, 2, 3, 4, 5, 678)
    const some = await add({ name: 'some', projects: ['p', 'q'], hides: ['raw', 'people'], expiresAt })
    const all = await add({ name: 'all', role: 'operator' })
    for (let time = 0; time < 3; time++) {
      assert.deepEqual((await askAs(some.headers, query)).data, {
        viewer: {
          ...{ name: 'some', role: 'VIEWER', projectIds: ['p', 'q'], hides: ['PEOPLE', 'RAW'] },
          expiresAt: '2099-01-02T03:04:05.678Z',
        },
      })
      assert.deepEqual((await askAs(all.headers, query)).data, {
        viewer: { name: 'all', role: 'OPERATOR', projectIds: null, hides: [], expiresAt: null },
      })
    }
  })

  test('viewers get FORBIDDEN for tasks, an operator of some projects for exports of others', async () => {
    const viewer = await add()
    const start = 'mutation ($scope: ExportScope!) { startExport(input: { scope: $scope }) { task { id } } }'
    const scope = { projectId: 'p' }
    for (const query of [
      '{ exportTasks { totalCount } }',
      '{ exportTask(id: "task:1") { id } }',
      '{ node(id: "task:1") { id } }',
      '{ pullTask(id: "pull:1") { id } }',
      '{ node(id: "pull:1") { id } }',
      'mutation { startPull(input: {}) { task { id } } }',
    ])
      assert.deepEqual(codesOf(await askAs(viewer.headers, query)), ['FORBIDDEN'], query)
    assert.deepEqual(codesOf(await askAs(viewer.headers, start, { scope })), ['FORBIDDEN'])
    const nodes = await askAs(viewer.headers, '{ nodes(ids: ["task:1", "x"]) { id } }')
    assert.deepEqual([nodes.data, codesOf(nodes)], [{ nodes: [null, null] }, ['FORBIDDEN']])

    const operator = await add({ role: 'operator', projects: ['p'] })
    for (const other of [{ projectId: 'q' }, { catalog: true }, { datasetId: 'd' }])
      assert.deepEqual(codesOf(await askAs(operator.headers, start, { scope: other })), ['FORBIDDEN'])
    assert.notDeepEqual(codesOf(await askAs(operator.headers, start, { scope })), ['FORBIDDEN'])
    assert.deepEqual(codesOf(await askAs(operator.headers, '{ exportTask(id: "task:1") { id } }')), [])

    const pull = 'mutation ($projectId: ID) { startPull(input: { projectId: $projectId }) { task { id } } }'
    for (const variables of [{}, { projectId: null }, { projectId: 'q' }])
      assert.deepEqual(codesOf(await askAs(operator.headers, pull, variables)), ['FORBIDDEN'])
    assert.deepEqual(codesOf(await askAs(operator.headers, pull, { projectId: 'p' })), ['BAD_USER_INPUT'])
  })

  function connectAs(connectionParams: Record<string, unknown>) {
    const closed = Promise.withResolvers<number>()
    const opened = Promise.withResolvers<void>()
    const client = createClient({
      url: `${gateway.url.replace('http', 'ws')}/graphql`,
      connectionParams,
      lazy: false,
      retryAttempts: 0,
      onNonLazyError: () => {},
      on: { closed: event => closed.resolve((event as CloseEvent).code), connected: () => opened.resolve() },
    })
    return { client, closed: closed.promise, opened: opened.promise }
  }

  test('a WebSocket without one is closed with 4403', async () => {
    for (const params of [{}, { authorization: `Bearer ${makeToken().token}` }, { authorization: 5 }])
      assert.equal(await connectAs(params).closed, 4403)
  })

  test('an open WebSocket is closed with 4403 when its token is revoked or expires', async () => {
    const revoked = await add()
    const connected = connectAs({ authorization: `Bearer ${revoked.token}` })
    await connected.opened
    await revoke(revoked.name)
    assert.equal(await connected.closed, 4403)
    const short = await add({ expiresAt: Date.now() + 1500 })
    assert.equal(await connectAs({ authorization: `Bearer ${short.token}` }).closed, 4403)
  })

  test('a viewer gets FORBIDDEN for a subscription', async () => {
    const { token } = await add()
    const { client } = connectAs({ authorization: `Bearer ${token}` })
    const query = 'subscription { exportTask(id: "task:1") { id } }'
    const events = client.iterate({ query })
    const { value } = await events.next().catch(errors => ({ value: { errors } }))
    assert.match(JSON.stringify(value), /"FORBIDDEN"/)
    await client.dispose()
  })
})
