import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { buildSchema } from 'graphql'
import { ask, type Gateway, post, startGateway } from './start-gateway.ts'

suite('routes', () => {
  let gateway: Gateway
  before(async () => {
    gateway = await startGateway()
  })
  after(() => gateway.close())
  const get = (path: string, init?: RequestInit) => fetch(gateway.url + path, init)

  test('/graphql answers by POST', async () => {
    assert.deepEqual(await ask(gateway, '{ __typename }'), { status: 200, data: { __typename: 'Query' }, errors: [] })
  })

  test('without authentication, viewer is an operator who sees everything', async () => {
    const { data } = await ask(gateway, '{ viewer { name role projectIds hides expiresAt } }')
    const viewer = { name: null, role: 'OPERATOR', projectIds: null, hides: [], expiresAt: null }
    assert.deepEqual(data, { viewer })
  })

  test('/graphql/ answers too', async () => {
    const response = await get('/graphql/?query={__typename}')
    assert.deepEqual(await response.json(), { data: { __typename: 'Query' } })
  })

  test('an empty operation name counts as absent', async () => {
    const response = await post(gateway, '{"query":"query A {__typename}","operationName":""}')
    assert.deepEqual(await response.json(), { data: { __typename: 'Query' } })
    const asked = await get('/graphql?query=query+A{__typename}&operationName=')
    assert.deepEqual(await asked.json(), { data: { __typename: 'Query' } })
  })

  for (const path of [
    '/graphql?query={',
    '/graphql?query={exportTasks{totalCount}}',
    '/',
    '/schema.graphql',
    '/nowhere',
    '/%zz',
  ])
    test(`${path} is not to be stored by caches`, async () => {
      assert.equal((await get(path)).headers.get('cache-control'), 'private, no-store')
    })

  test('an unknown persisted query is not to be stored by caches', async () => {
    const body = JSON.stringify({ extensions: { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } } })
    assert.equal((await post(gateway, body)).headers.get('cache-control'), 'private, no-store')
  })

  test('a mutation is rejected before it runs if the client accepts no media type of its answer', async () => {
    const query = 'mutation { startExport(input: {scope: {projectId: "p"}}) { task { id } } }'
    const response = await post(gateway, JSON.stringify({ query }), { accept: 'text/html' })
    assert.equal(response.status, 406)
    const { errors } = (await response.json()) as { errors: { extensions: object }[] }
    assert.deepEqual(errors[0]?.extensions, { code: 'BAD_REQUEST' })
    const { data } = await ask(gateway, '{ exportTasks { totalCount } }')
    assert.deepEqual(data, { exportTasks: { totalCount: 0 } })
  })

  test('a subscription by HTTP is rejected with BAD_REQUEST', async () => {
    const { errors, data, status } = await ask(gateway, 'subscription { exportTask(id: "task:1") { id } }')
    assert.equal(status, 400)
    assert.equal(data, null)
    assert.deepEqual(errors[0]?.extensions, { code: 'BAD_REQUEST' })
    assert.match(errors[0]?.message ?? '', /WebSocket/)
    assert.deepEqual(
      gateway.log.filter(line => line.msg === 'unexpected error'),
      [],
    )
  })

  test('an export whose scope has an empty id is rejected', async () => {
    for (const name of ['projectId', 'datasetId', 'modelRunId'])
      for (const id of ['', '  ']) {
        const query = `mutation { startExport(input: {scope: {${name}: "${id}"}}) { task { id } } }`
        const { errors } = await ask(gateway, query)
        assert.equal(errors[0]?.extensions.code, 'BAD_USER_INPUT')
        assert.match(errors[0]?.message ?? '', new RegExp(`^input\\.scope\\.${name} is empty`))
      }
  })

  test('/graphql rejects other methods', async () => {
    const response = await get('/graphql', {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{a}"}',
    })
    assert.equal(response.status, 405)
    assert.equal(response.headers.get('allow'), 'GET, POST')
    for (const method of ['DELETE', 'PATCH', 'HEAD'])
      assert.equal((await get('/graphql?query={__typename}', { method })).status, 405, method)
  })

  test('/graphql allows introspection', async () => {
    const { data } = await ask(gateway, '{ __schema { queryType { name } } }')
    assert.deepEqual(data, { __schema: { queryType: { name: 'Query' } } })
  })

  test('/schema.graphql is the schema as text', async () => {
    const response = await get('/schema.graphql')
    assert.match(response.headers.get('content-type') ?? '', /^text\/plain/)
    assert.ok(buildSchema(await response.text()).getType('DataRow'))
  })

  test('/healthz says that the process runs, /readyz has the version of the data', async () => {
    assert.deepEqual(await (await get('/healthz')).json(), { status: 'ok' })
    const ready = await get('/readyz')
    assert.equal(ready.status, 200)
    const state = (await ready.json()) as { status: string; version: string }
    assert.equal(state.status, 'ready')
    assert.equal(typeof state.version, 'string')
  })

  test('/readyz is 503 without data', async () => {
    const empty = await startGateway({ empty: true })
    try {
      const response = await fetch(`${empty.url}/readyz`)
      assert.equal(response.status, 503)
      assert.deepEqual(await response.json(), { status: 'empty' })
    } finally {
      await empty.close()
    }
  })

  test('/ links to the other routes, with absolute URLs if there is a public URL', async () => {
    assert.deepEqual(await (await get('/')).json(), {
      name: 'slicegraph',
      graphql: '/graphql',
      schema: '/schema.graphql',
    })
    const behind = await startGateway({ empty: true, publicUrl: 'https://graph.example/labels' })
    try {
      const pointer = (await (await fetch(behind.url)).json()) as { graphql: string }
      assert.equal(pointer.graphql, 'https://graph.example/labels/graphql')
    } finally {
      await behind.close()
    }
  })

  test('without cors set, no CORS header is sent', async () => {
    const response = await post(gateway, '{"query":"{__typename}"}', { origin: 'https://studio.apollographql.com' })
    const names = [...response.headers.keys()].filter(name => name.startsWith('access-control'))
    assert.deepEqual(names, [])
  })

  const json = 'application/json'
  for (const { fault, body, headers, status } of [
    { fault: 'JSON cut short', body: '{"query": "{ __ty', headers: {}, status: 400 },
    { fault: 'an empty body', body: '', headers: {}, status: 400 },
    {
      fault: 'a key __proto__',
      body: '{"query": "{ __typename }", "variables": {"__proto__": 1}}',
      headers: {},
      status: 400,
    },
    { fault: 'a body over 256 KiB', body: JSON.stringify({ query: ' '.repeat(256 * 1024) }), headers: {}, status: 413 },
    { fault: 'plain text', body: '{ __typename }', headers: { 'content-type': 'text/plain' }, status: 415 },
    {
      fault: 'a form',
      body: 'query=%7Ba%7D',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      status: 415,
    },
    {
      fault: 'gzip',
      body: new Uint8Array(gzipSync('{"query":"{__typename}"}')),
      headers: { 'content-encoding': 'gzip' },
      status: 415,
    },
    {
      fault: 'UTF-16',
      body: '{"query":"{__typename}"}',
      headers: { 'content-type': `${json}; charset=utf-16` },
      status: 415,
    },
  ]) {
    test(`${fault} is rejected with ${status}, in GraphQL's shape`, async () => {
      const response = await post(gateway, body, headers)
      assert.equal(response.status, status)
      assert.match(response.headers.get('content-type') ?? '', /^application\/json/)
      const { errors } = (await response.json()) as { errors: { message: string; extensions: { code: string } }[] }
      assert.equal(errors[0]?.extensions.code, 'BAD_REQUEST')
      assert.ok(errors[0]?.message)
    })
  }

  for (const path of ['/nowhere', '/graphql/x', '/../etc/passwd', '/%zz', '/index.html']) {
    test(`${path} is 404 in JSON`, async () => {
      const response = await get(path, { headers: { accept: 'text/html' } })
      assert.ok(response.status === 404 || response.status === 400)
      const { errors } = (await response.json()) as { errors: unknown[] }
      assert.equal(errors.length, 1)
    })
  }

  test('a browser gets JSON too', async () => {
    const response = await get('/graphql', { headers: { accept: 'text/html' } })
    assert.doesNotMatch(response.headers.get('content-type') ?? '', /html/)
    assert.doesNotMatch(await response.text(), /<html/i)
  })
})
