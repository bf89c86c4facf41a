import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { GraphQLError } from 'graphql'
import { createSchema } from '../../src/server/schema.ts'
import type { Store, StoreReader } from '../../src/store/index.ts'
import { ask, startGateway, withSnapshots } from '../server/start-gateway.ts'
import { crawl } from '../support/schema-checks.ts'

/* Errors of every kind, thrown at every place, reach a client without what they say. */

const SECRET = 'secret-value'
const schema = createSchema()
/** Everything, and lists within rows, which the query of everything reads by pages alone. */
const CRAWL = `${crawl(schema, 5).slice(0, -1)} more: dataRows(first: 5) { nodes {
  labels { id groups { name frames(first: 2) { nodes { number annotations { id } } } } }
  projects { project { id } } workflowEvents { id }
} } }`

let thrown = 0
const secret = () => `${SECRET}-${thrown++}`

/** Errors as packages, the runtime and mistakes throw them. */
const ERRORS: readonly (() => unknown)[] = [
  () => new Error(secret()),
  () => new TypeError(secret()),
  () => new SyntaxError(`Unexpected token in ${secret()}`),
  () => new GraphQLError(secret(), { originalError: new Error(secret()) }),
  () => Object.assign(new Error(secret()), { code: secret(), statusCode: 200, status: 404 }),
  () => Object.assign(new Error(secret()), { extensions: { [secret()]: secret(), http: { status: 299 } } }),
  () => Object.assign(new Error('x'), { toJSON: () => secret(), toString: () => secret() }),
  () => new Error('x', { cause: new Error(secret()) }),
  () => new AggregateError([new Error(secret())], secret()),
  () => Object.assign(new Error(secret()), { name: secret() }),
  () => new Error(`first line\n    at ${secret()} (x:1:1)`),
  () => Object.assign(new Error(secret()), { extensions: { code: 'ODD', [secret()]: secret() } }),
  () => secret(),
  () => ({ message: secret(), extensions: { code: secret() } }),
  () => [secret()],
  () => new DOMException(secret(), 'DataError'),
]
let next = 0
const anError = () => ERRORS[next++ % ERRORS.length]?.()

type Wrap = (target: object, key: string | symbol, value: unknown) => unknown

const through = <T extends object>(target: T, wrap: Wrap): T =>
  new Proxy(target, { get: (of, key) => wrap(of, key, Reflect.get(of, key)) })

/** The store, with what its readers are made of replaced. */
const withReaders = (wrap: Wrap) => (store: Store) =>
  withSnapshots(store, async options => {
    const spoiled = (reader: StoreReader): StoreReader => {
      const own = { ...bound(reader), detached: () => spoiled(reader.detached()) }
      return through(own, wrap)
    }
    return spoiled(await store.openSnapshot(options))
  })

/** Methods and values of an object of any class, as properties of its own. */
function bound<T extends object>(target: T): T {
  const names = new Set<string>()
  for (let each: object | null = target; each && each !== Object.prototype; each = Object.getPrototypeOf(each))
    for (const name of Object.getOwnPropertyNames(each)) names.add(name)
  const entries = [...names].map(name => {
    const value: unknown = Reflect.get(target, name)
    return [name, typeof value === 'function' ? value.bind(target) : value]
  })
  return Object.fromEntries(entries) as T
}

/** A gateway whose readers change, with its answers to a query of everything. */
async function openSpoiled() {
  let current: Wrap = (_target, _key, value) => value
  const wrap = withReaders((...read) => current(...read))
  const gateway = await startGateway({ wrap, maxCost: null })
  const { data } = await ask(gateway, '{ workflowEvents(first: 1) { nodes { id } } }')
  const [event] = (data as { workflowEvents: { nodes: { id: string }[] } }).workflowEvents.nodes
  const query = CRAWL.replace(/}\s*$/, `event: node(id: "${event?.id}") { __typename } other: label(id: "ID") { id } }`)
  return {
    /** Of the answer and of the log while it was made. */
    async leaks(spoil: Wrap): Promise<{ readonly leaks: readonly string[]; readonly text: string }> {
      current = spoil
      const before = gateway.log.length
      const { data, errors } = await ask(gateway, query.replace('"ID"', `"unknown-${before}"`))
      const text = JSON.stringify([data, errors, gateway.log.slice(before)])
      return { leaks: leaksIn(text), text }
    },
    [Symbol.asyncDispose]: () => gateway.close(),
  }
}

/** Where an answer or a log has a secret, with what stands before it. */
const leaksIn = (text: string) => [...text.matchAll(new RegExp(`.{0,60}${SECRET}`, 'g'))].map(([found]) => found)

/** First those whose answers are kept for all that follow. */
const METHODS = [
  ...['nodesOfDataRows', 'chunks', 'chunkDirectory', 'contents', 'workflowEvents', 'raws', 'masks'],
  ...['pagesOf', 'countsOf', 'nodes', 'page', 'count', 'stats'],
]

suite('secrets in errors', () => {
  test('of every read of the loaders reach no client and no log', async () => {
    await using gateway = await openSpoiled()
    const reached = new Set<string>()
    for (const name of METHODS) {
      let calls = 0
      const failing: Wrap = (_target, key, value) => {
        if (key !== name || typeof value !== 'function') return value
        return (...args: unknown[]) => {
          // Some calls go well, so that those behind them are reached.
          if (calls++ % 3 === 2) return value(...args)
          reached.add(name)
          if (calls % 2 === 0) throw anError()
          return Promise.reject(anError())
        }
      }
      assert.deepEqual((await gateway.leaks(failing)).leaks, [], name)
    }
    assert.deepEqual(
      METHODS.filter(name => !reached.has(name)),
      [],
    )
  })

  test('of resolvers, and values that no scalar takes, reach no client and no log', async () => {
    await using gateway = await openSpoiled()
    const before = thrown
    for (const mode of ['throws', 'is no scalar'] as const) {
      let reads = 0
      const spoil: Wrap = (_target, key, value) => {
        if (typeof key !== 'string' || SPARED.has(key) || reads++ % 4 !== 0) return value
        if (mode === 'throws') throw anError()
        return typeof value === 'object' && value !== null ? value : new Error(secret())
      }
      const spoiled: Wrap = (_target, key, value) => {
        if (!['page', 'pagesOf', 'nodes', 'nodesOfDataRows'].includes(String(key)) || typeof value !== 'function')
          return value
        return async (...args: unknown[]) => spoilNodes(await value(...args), spoil)
      }
      const { leaks, text } = await gateway.leaks(spoiled)
      assert.deepEqual(leaks, [], mode)
      assert.match(text, /INTERNAL_SERVER_ERROR/)
    }
    assert.ok(thrown - before > 50, `only ${thrown - before}`)
  })

  test('were thrown at least 200 times', () => assert.ok(thrown >= 200, `only ${thrown}`))
})

/** By these, loaders find what belongs together. */
const SPARED = new Set(['id', 'dataRowId', 'projectId', 'labelId', 'number', 'then', 'toJSON', 'kind'])

function spoilNodes(answer: unknown, spoil: Wrap): unknown {
  if (Array.isArray(answer)) return answer.map(each => spoilNodes(each, spoil))
  if (typeof answer !== 'object' || answer === null) return answer
  if ('rows' in answer && Array.isArray(answer.rows))
    return {
      ...answer,
      rows: answer.rows.map(row => ({ cursor: () => row.cursor(), node: through(row.node, spoil) })),
    }
  return through(answer, spoil)
}
