import assert from 'node:assert/strict'
import { once } from 'node:events'
import { after, before, suite, test } from 'node:test'
import { type Client, CloseCode, createClient, type ExecutionResult } from 'graphql-ws'
import { ask, type Gateway, post, startGateway } from '../server/start-gateway.ts'
import { type Account, openAccount, projectsOf } from './account.ts'

const FOLLOW = `subscription ($id: ID!) {
  exportTask(id: $id) { id status progress dataRowCount export { id dataRowCount } errors { message } }
}`

interface Told {
  readonly id: string
  readonly status: string
  readonly progress: number
  readonly dataRowCount: number
  readonly export: { readonly id: string; readonly dataRowCount: number } | null
  readonly errors: readonly { readonly message: string }[]
}

suite('the exportTask subscription', () => {
  let account: Account
  let gateway: Gateway
  before(async () => {
    account = await openAccount({ dataRows: 6, settings: { polls: 6 } })
    gateway = await startGateway({ empty: true, upstream: account.upstream, cors: ['https://app.example.com'] })
  })
  after(async () => {
    await gateway.close()
    await account[Symbol.asyncDispose]()
  })

  const urlOf = () => `${gateway.url.replace('http:', 'ws:')}/graphql`

  /** A page of that origin; none: a program. */
  function connect(origin?: string): Client {
    const headers = origin === undefined ? {} : { origin }
    class Socket extends WebSocket {
      constructor(url: string, protocols: string | string[]) {
        super(url, { protocols, headers })
      }
    }
    return createClient({ url: urlOf(), webSocketImpl: Socket, retryAttempts: 0 })
  }

  async function collect(query: string, variables: Record<string, unknown> = {}, origin?: string) {
    const client = connect(origin)
    const results: ExecutionResult<{ exportTask: Told }>[] = []
    try {
      for await (const result of client.iterate<{ exportTask: Told }>({ query, variables }))
        results.push(result as never)
      return results
    } finally {
      await client.dispose()
    }
  }

  async function start(): Promise<string> {
    const input = { scope: { projectId: projectsOf(account.rows)[0] } }
    const query = 'mutation ($input: StartExportInput!) { startExport(input: $input) { task { id } } }'
    const { data } = await ask(gateway, query, { input })
    return (data as { startExport: { task: { id: string } } }).startExport.task.id
  }

  test('tells of progress as it rises, and of the export at the end', async () => {
    const id = await start()
    const told = (await collect(FOLLOW, { id })).map(({ data, errors }) => {
      assert.equal(errors, undefined)
      assert.ok(data)
      return data.exportTask
    })
    const steps = told.map(({ progress }) => progress)
    assert.deepEqual(
      steps,
      steps.toSorted((a, b) => a - b),
    )
    assert.ok(new Set(steps).size >= 3, steps.join(' '))
    const [latest, ...before] = told.toReversed()
    assert.ok(before.every(task => task.status === 'IN_PROGRESS' && task.export === null))
    assert.deepEqual([latest?.status, latest?.progress, latest?.errors], ['COMPLETE', 1, []])
    assert.ok((latest?.dataRowCount ?? 0) > 0)
    assert.equal(latest?.export?.dataRowCount, latest?.dataRowCount)
    // One that has ended is told once.
    assert.equal((await collect(FOLLOW, { id })).length, 1)
  })

  test('several clients follow one task, and the others go on when one leaves', async () => {
    account.exports.misbehave({ name: 'slow export' })
    const id = await start()
    const client = connect()
    for await (const { data } of client.iterate({ query: FOLLOW, variables: { id } })) {
      assert.ok(data)
      break
    }
    await client.dispose()
    const others = [collect(FOLLOW, { id }), collect(FOLLOW, { id })]
    account.exports.misbehave(null)
    for (const results of await Promise.all(others)) assert.equal(results.at(-1)?.data?.exportTask.status, 'COMPLETE')
  })

  test('a task that is not there is an error', async () => {
    const results = await collect(FOLLOW, { id: 'task:00000000-0000-4000-8000-000000000000' })
    assert.deepEqual(codesIn(results), ['NOT_FOUND'])
  })

  test('nothing but subscriptions goes by WebSocket, and they have the limits of HTTP', async () => {
    const requests: [string, string][] = [
      ['{ exports { totalCount } }', 'BAD_REQUEST'],
      ['mutation { startExport(input: { scope: { catalog: true } }) { task { id } } }', 'BAD_REQUEST'],
      ['subscription {', 'GRAPHQL_PARSE_FAILED'],
      ['subscription { exportTask(id: "a") { nothing } }', INVALID],
      ['subscription { nothing }', INVALID],
      [`subscription { ${'__typename '.repeat(6_000)} }`, 'GRAPHQL_PARSE_FAILED'],
      [`subscription { exportTask(id: "a") { ${'export { '.repeat(40)} id ${'} '.repeat(40)} } }`, INVALID],
      [`subscription { exportTask(id: "a") { ${aliases('export')} } } ${BOMB}`, INVALID],
    ]
    for (const [query, code] of requests) {
      const error = await collect(query).then(codesIn, codesOfThrown)
      assert.deepEqual([error].flat(), [code], query.slice(0, 60))
    }
  })

  test('an operation that cannot be told is refused as by HTTP', async () => {
    const two = 'subscription A { exportTask(id: "a") { id } } subscription B { exportTask(id: "b") { id } }'
    for (const operationName of [undefined, 'Jane']) {
      const client = connect()
      const byWebSocket = await client
        .iterate({ query: two, operationName: operationName ?? null })
        .next()
        .catch((errors: unknown) => errors)
      await client.dispose()
      const answer = await post(gateway, JSON.stringify({ query: two, operationName }))
      const { errors } = (await answer.json()) as { errors: unknown }
      assert.deepEqual(byWebSocket, errors)
      assert.match(JSON.stringify(errors), /OPERATION_RESOLUTION_FAILURE/)
    }
  })

  test('a message over the limit closes the socket with 1009 and is no error of the gateway', async t => {
    const console_ = t.mock.method(console, 'error')
    const socket = new WebSocket(urlOf(), 'graphql-transport-ws')
    await once(socket, 'open')
    socket.send('x'.repeat(300_000))
    const [closed] = await once(socket, 'close')
    assert.equal(closed.code, 1009)
    assert.equal(console_.mock.callCount(), 0)
    assert.deepEqual(
      gateway.log.filter(({ level }) => Number(level) > 30),
      [],
    )
  })

  test('a variable of a wrong type is named without its value', async () => {
    const told = await collect(FOLLOW, { id: { name: 'Jane Roe' } }).catch((errors: unknown) => errors)
    const text = JSON.stringify(told)
    assert.match(text, /Variable \\"\$id\\": expected ID!/)
    assert.match(text, /BAD_USER_INPUT/)
    assert.doesNotMatch(text, /Jane/)
  })

  test('pages of other origins are refused, those that may ask may follow', async () => {
    const id = await start()
    for (const origin of ['https://evil.example', 'null', 'http://127.0.0.1:1']) {
      await assert.rejects(collect(FOLLOW, { id }, origin), { code: CloseCode.Forbidden })
    }
    for (const origin of ['https://app.example.com', gateway.url]) {
      const results = await collect(FOLLOW, { id }, origin)
      assert.equal(results.at(-1)?.data?.exportTask.status, 'COMPLETE')
    }
  })
})

const INVALID = 'GRAPHQL_VALIDATION_FAILED'

/** A hundred times a hundred, and a hundred more. */
const aliases = (field: string) =>
  Array.from({ length: 100 }, (_, at) => `a${at}: ${field} { ...${field}Fields }`).join(' ')
const BOMB = `fragment exportFields on Export { ${aliases('rejects')} } fragment rejectsFields on RejectedRecordConnection { totalCount }`

interface Coded {
  readonly extensions?: { readonly code?: unknown } | undefined
}

const codesIn = (results: readonly { readonly errors?: readonly Coded[] | undefined }[]) =>
  results.flatMap(({ errors = [] }) => errors.map(({ extensions }) => extensions?.code))

/** The client throws what came as an `error` message: a list. */
const codesOfThrown = (thrown: unknown) =>
  Array.isArray(thrown) ? thrown.map(({ extensions }: Coded) => extensions?.code) : [String(thrown)]
