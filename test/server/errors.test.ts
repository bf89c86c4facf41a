import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { SlicegraphError } from '../../src/errors.ts'
import type { Store } from '../../src/store/index.ts'
import { ask, type Gateway, post, startGateway, withSnapshots } from './start-gateway.ts'

const SECRET = 'a value of the export'

/** The store with one read that fails. */
function failing(store: Store, error: Error): Store {
  const fail = () => Promise.reject(error)
  return withSnapshots(store, async options => {
    const reader = await store.openSnapshot(options)
    return new Proxy(reader, {
      get(target, key) {
        const value: unknown = Reflect.get(target, key)
        if (typeof value !== 'function') return value
        return key === 'page' ? fail : value.bind(target)
      },
    })
  })
}

suite('errors', () => {
  let gateway: Gateway
  before(async () => {
    gateway = await startGateway()
  })
  after(() => gateway.close())

  const codes = async (query: string, variables?: Record<string, unknown>) =>
    (await ask(gateway, query, variables)).errors.map(error => error.extensions.code)

  test('GraphQL and Apollo keep their codes', async () => {
    assert.deepEqual(await codes('{'), ['GRAPHQL_PARSE_FAILED'])
    assert.deepEqual(await codes('{ nothing }'), ['GRAPHQL_VALIDATION_FAILED'])
    assert.deepEqual(await codes('query A { __typename } query B { __typename }'), ['OPERATION_RESOLUTION_FAILURE'])
    assert.deepEqual(await codes('query ($id: ID!) { project(id: $id) { id } }', {}), ['BAD_USER_INPUT'])
  })

  test('an argument found invalid at run time is BAD_USER_INPUT', async () => {
    const query = 'query ($by: [LabelDimension!]) { labelStats(groupBy: $by) { labelCount } }'
    assert.deepEqual(await codes(query, { by: null }), ['BAD_USER_INPUT'])
  })

  for (const [query, code] of [
    [undefined, 'PERSISTED_QUERY_NOT_FOUND'],
    ['{ __typename }', 'BAD_REQUEST'],
  ]) {
    test(`a persisted query whose hash is ${query ? 'of another query' : 'unknown'} is ${code}`, async () => {
      const extensions = { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } }
      const response = await post(gateway, JSON.stringify({ query, extensions }))
      const { errors } = (await response.json()) as { errors: { extensions: { code: string } }[] }
      assert.deepEqual(errors[0]?.extensions, { code })
    })
  }

  test('no error carries a stack trace', async () => {
    const { errors } = await ask(gateway, '{ nothing }')
    assert.equal(errors[0]?.extensions.stacktrace, undefined)
  })

  test("slicegraph's errors keep code and message", async () => {
    const own = await startGateway({
      wrap: store => failing(store, new SlicegraphError('STORE_CORRUPT', 'A block is damaged.')),
    })
    try {
      const { errors } = await ask(own, '{ projects { nodes { id } } }')
      assert.equal(errors[0]?.message, 'A block is damaged.')
      assert.deepEqual(errors[0]?.extensions, { code: 'STORE_CORRUPT' })
      assert.ok(errors[0]?.path)
    } finally {
      await own.close()
    }
  })

  test('an unexpected error has only an id, and the log has its place but not its message', async () => {
    const broken = await startGateway({ wrap: store => failing(store, new Error(SECRET)) })
    try {
      const { errors, data } = await ask(broken, '{ projects { nodes { id } } __typename }')
      assert.deepEqual(data, { projects: null, __typename: 'Query' })
      assert.equal(errors[0]?.extensions.code, 'INTERNAL_SERVER_ERROR')
      const id = errors[0]?.extensions.id
      assert.equal(typeof id, 'string')
      assert.deepEqual(Object.keys(errors[0]?.extensions ?? {}).sort(), ['code', 'id'])
      assert.doesNotMatch(JSON.stringify(errors), new RegExp(SECRET))
      const logged = JSON.stringify(broken.log)
      assert.match(logged, new RegExp(String(id)))
      assert.match(logged, /errors\.test\.ts/)
      assert.doesNotMatch(logged, new RegExp(SECRET))
    } finally {
      await broken.close()
    }
  })

  test('a store that cannot be opened is an unexpected error, and /readyz is 503', async () => {
    const dead = await startGateway({
      wrap: store => withSnapshots(store, () => Promise.reject(new Error(SECRET))),
    })
    try {
      const { errors, status } = await ask(dead, '{ __typename }')
      assert.equal(status, 500)
      assert.equal(errors[0]?.extensions.code, 'INTERNAL_SERVER_ERROR')
      const ready = await fetch(`${dead.url}/readyz`)
      assert.equal(ready.status, 503)
      assert.deepEqual(await ready.json(), { status: 'failing' })
      assert.doesNotMatch(JSON.stringify([errors, dead.log]), new RegExp(SECRET))
    } finally {
      await dead.close()
    }
  })

  test('queries and variables are not logged', async () => {
    await ask(gateway, `query Named($id: ID!) { project(id: $id) { id } }`, { id: 'my-variable' })
    await ask(gateway, `{ nothing(a: "my-literal") }`)
    assert.doesNotMatch(JSON.stringify(gateway.log), /my-variable|my-literal|Named/)
  })
})
