import assert from 'node:assert/strict'
import { EventEmitter, once } from 'node:events'
import { after, before, suite, test } from 'node:test'
import { createClient, type ExecutionResult } from 'graphql-ws'
import type { Store, StoreReader } from '../../src/store/index.ts'
import { type Account, openAccount, projectsOf } from '../sync/account.ts'
import {
  ask,
  type Gateway,
  type GatewayOptions,
  type GraphqlAnswer,
  startGateway,
  withSnapshots,
} from './start-gateway.ts'

const LISTS = '{ dataRows { nodes { id labels { id } workflowEvents { id } } } }'

/** A gateway whose pages and exports are read only once the request is aborted, as if the store were slow. */
async function startSlow(options: GatewayOptions) {
  const reads = new EventEmitter()
  /** Reads after the page, each of which a resolver asked for. */
  let later = 0
  const wrap = (store: Store) =>
    withSnapshots(store, async ({ scope, signal }) => {
      const reader = await store.openSnapshot({ scope })
      const aborted = async () => {
        reads.emit('read')
        if (signal && !signal.aborted) await once(signal, 'abort')
        // The answer goes out first: what follows runs in vain.
        setImmediate(() => reads.emit('late'))
      }
      const slow: StoreReader = {
        ...reader,
        async page(list, request) {
          await aborted()
          return reader.page(list, request)
        },
        async nodes(name, ids) {
          if (name === 'export') await aborted()
          return reader.nodes(name, ids)
        },
        async nodesOfDataRows(name, ids) {
          later++
          return reader.nodesOfDataRows(name, ids)
        },
      }
      return slow
    })
  const gateway = await startGateway({ ...options, wrap })
  return { gateway, reads, later: () => later }
}

const TIMEOUT = {
  message:
    'The operation took longer than 0.02 s. Ask for smaller pages or fewer fields, narrow the filter, or raise SLICEGRAPH_QUERY_TIMEOUT.',
  extensions: { code: 'QUERY_TIMEOUT' },
}

suite('the time limit of an operation', () => {
  test('answers data: null with the one error QUERY_TIMEOUT and status 200, and no further resolvers run', async () => {
    const { gateway, reads, later } = await startSlow({ queryTimeout: 20 })
    try {
      // Twice, since a document is compiled when it comes again.
      for (const accept of ['application/json', 'application/graphql-response+json']) {
        const late = once(reads, 'late')
        const response = await fetch(`${gateway.url}/graphql?query=${encodeURIComponent(LISTS)}`, {
          headers: { accept },
        })
        assert.equal(response.status, 200)
        assert.deepEqual(await response.json(), { errors: [TIMEOUT], data: null })
        await late
      }
      assert.equal(later(), 0)
      assert.deepEqual(
        gateway.log.filter(({ level }) => Number(level) > 30),
        [],
      )
    } finally {
      await gateway.close()
    }
  })

  test('is none without queryTimeout', async () => {
    const gateway = await startGateway({ queryTimeout: null })
    const { errors } = await ask(gateway, LISTS)
    await gateway.close()
    assert.deepEqual(errors, [])
  })

  test('a client that leaves ends the execution of its operation', async () => {
    const { gateway, reads, later } = await startSlow({ queryTimeout: null })
    try {
      const client = new AbortController()
      const read = once(reads, 'read')
      const late = once(reads, 'late')
      const answer = fetch(`${gateway.url}/graphql?query=${encodeURIComponent(LISTS)}`, { signal: client.signal })
      await read
      client.abort()
      await assert.rejects(answer)
      await late
      assert.equal((await fetch(`${gateway.url}/healthz`)).status, 200)
      assert.equal(later(), 0)
    } finally {
      await gateway.close()
    }
  })
})

suite('the time limit of an event', () => {
  let account: Account
  let gateway: Gateway
  before(async () => {
    account = await openAccount({ dataRows: 2 })
    gateway = (await startSlow({ empty: true, upstream: account.upstream, queryTimeout: 20 })).gateway
  })
  after(async () => {
    await gateway.close()
    await account[Symbol.asyncDispose]()
  })

  test('answers the event with the one error QUERY_TIMEOUT', async () => {
    const input = { scope: { projectId: projectsOf(account.rows)[0] } }
    const mutation = 'mutation ($input: StartExportInput!) { startExport(input: $input) { task { id } } }'
    const { data } = await ask(gateway, mutation, { input })
    const { id } = (data as { startExport: { task: { id: string } } }).startExport.task
    const client = createClient({ url: `${gateway.url.replace('http', 'ws')}/graphql`, webSocketImpl: WebSocket })
    const query = 'subscription ($id: ID!) { exportTask(id: $id) { export { id } } }'
    const results: ExecutionResult[] = []
    for await (const result of client.iterate({ query, variables: { id } })) results.push(result as ExecutionResult)
    await client.dispose()
    const { data: answered, errors } = results.at(-1) as unknown as GraphqlAnswer
    assert.deepEqual([answered, errors], [null, [TIMEOUT]])
  })
})
