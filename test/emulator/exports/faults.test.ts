import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, afterEach, before, suite, test } from 'node:test'
import { ask, type Received } from '../client.ts'
import { CODES, demoExports, type ExportFault, type ExportingEmulator, exportFaultNames, faultNames } from '../index.ts'
import {
  begun,
  FILE,
  fileAt,
  finish,
  HEADER,
  header,
  openAccount,
  post,
  run,
  start,
  stream,
  TASKS,
  TIMEZONE,
  USER,
  v1,
} from './client.ts'

const PARAMS = { params: { allProjects: true, includeInterpolatedFrames: true } }

/** Those of exports alone that have a test below, by name. */
const TESTED = new Set<string>()

suite('the emulated upstream misbehaves in exports', () => {
  const account = demoExports({ dataRows: 4 })
  let emulator: ExportingEmulator
  let whole: Buffer
  let taskId: string
  before(async () => {
    emulator = await openAccount(account, { polls: 0, chunkBytes: 50_000 })
    taskId = await begun(emulator, PARAMS)
    whole = Buffer.concat((await stream(emulator, taskId)).map(({ bytes }) => bytes))
  })
  after(() => emulator.close())
  afterEach(() => {
    emulator.exports.misbehave(null)
    emulator.misbehave(null)
    emulator.exports.configure({ polls: 0 })
    emulator.exports.clearCounts()
  })

  function misbehave(fault: ExportFault, place?: Parameters<ExportingEmulator['exports']['misbehave']>[1]): void {
    TESTED.add(fault.name)
    emulator.exports.misbehave(fault, place)
  }

  /** Fetches from the storage on a connection of its own, whatever comes. */
  async function fetched(offset = 0, headers: Record<string, string> = {}): Promise<Received> {
    const link = new URL((await fileAt(emulator, taskId, offset))?.file ?? '')
    return ask({ ...emulator, origin: link.origin }, link.pathname, { key: null, headers })
  }

  test('null headers', async () => {
    misbehave({ name: 'null RESULT header' }, { times: 1 })
    assert.equal(await header(emulator, taskId), null)
    assert.deepEqual((await header(emulator, taskId))?.totalSize, whole.length)
    misbehave({ name: 'COMPLETE with errors' }, { times: 1 })
    const other = await begun(emulator)
    misbehave({ name: 'null ERRORS header' }, { times: 1 })
    assert.equal(await header(emulator, other, 'ERRORS'), null)
    assert.equal((await header(emulator, other, 'ERRORS'))?.totalLines, 1)
  })

  test('a null file', async () => {
    misbehave({ name: 'null file' }, { times: 1 })
    assert.equal(await fileAt(emulator, taskId, 0), null)
    assert.ok(await fileAt(emulator, taskId, 0))
  })

  test('COMPLETE with errors', async () => {
    misbehave({ name: 'COMPLETE with errors' })
    assert.equal((await run(emulator, {})).length, 3)
    const [line] = await run(emulator, {}, 'ERRORS')
    const [first] = account.rows()
    assert.equal(line.data_row.id, (first?.data_row as { id: string } | undefined)?.id)
    assert.match(line.error, /media type/)
  })

  test('FAILED', async () => {
    emulator.exports.configure({ polls: 1 })
    misbehave({ name: 'FAILED' }, { times: 1 })
    const failing = await begun(emulator)
    assert.deepEqual(
      (await finish(emulator, failing)).map(({ status }) => status),
      ['IN_PROGRESS', 'FAILED'],
    )
    const { json } = await post(emulator, HEADER, { where: { id: failing }, streamType: 'RESULT' })
    assert.equal(json.errors[0].extensions.code, 'RESOURCE_CONFLICT')
    assert.equal((await run(emulator, {})).length, 4)
  })

  test('a slow start answers late', async () => {
    misbehave({ name: 'slow start', ms: 100 }, { times: 1 })
    const order: string[] = []
    const slow = start(emulator, {}).then(({ json }) => {
      order.push('slow')
      return json
    })
    while (emulator.exports.operations.size === 0) await post(emulator, TIMEZONE)
    await post(emulator, TIMEZONE).then(() => order.push('fast'))
    assert.ok((await slow).data.exportDataRowsInCatalog.taskId)
    assert.deepEqual(order, ['fast', 'slow'])
  })

  test('a slow export stays in progress until it is let go', async () => {
    misbehave({ name: 'slow export' })
    const slow = await begun(emulator)
    const { id } = (await post(emulator, USER)).json.data.user
    const poll = async () =>
      (await post(emulator, TASKS, { param_0: slow, param_1: id })).json.data.user.createdTasks[0].status
    assert.deepEqual([await poll(), await poll(), await poll()], ['IN_PROGRESS', 'IN_PROGRESS', 'IN_PROGRESS'])
    emulator.exports.misbehave(null)
    assert.equal(await poll(), 'COMPLETE')
  })

  test('a stale index', async () => {
    misbehave({ name: 'stale index', edits: 1 }, { times: 1 })
    const value = '2000-01-01'
    const query = [
      { type: 'data_row_last_activity_at', value: { operator: 'GREATER_THAN_OR_EQUAL', timezone: 'UTC', value } },
    ]
    assert.equal((await run(emulator, { query })).length, 3)
    assert.equal((await run(emulator, { query })).length, 4)
  })

  for (const code of CODES)
    test(`code ${code}`, async () => {
      misbehave({ name: `code ${code}`, status: 422 }, { operation: 'exportDataRowsInCatalog', times: 1 })
      assert.equal((await post(emulator, TIMEZONE)).status, 200)
      const { status, json } = await start(emulator, {})
      const [{ message, extensions, errors }] = json.errors
      assert.deepEqual([status, json.data], [code.startsWith('GRAPHQL') ? 400 : 200, null])
      assert.match(message, /\w/)
      assert.equal(extensions.code, code)
      assert.deepEqual(extensions.exception, code === 'INTERNAL_SERVER_ERROR' ? { status: 422 } : undefined)
      assert.equal(Array.isArray(errors), code === 'MALFORMED_REQUEST')
      assert.deepEqual([emulator.exports.begun.length, (await start(emulator, {})).status], [0, 200])
    })

  test('429, 502 and 500, by operation, and nothing has begun', async () => {
    const link = (await fileAt(emulator, taskId, 0))?.file ?? ''
    emulator.exports.misbehave({ name: 'status 429' }, { operation: 'GetExportFileFromOffsetPyApi' })
    const limited = await post(emulator, FILE, { where: { id: taskId }, streamType: 'RESULT', offset: '0' })
    assert.equal(limited.status, 429)
    assert.match(limited.json.message, /^You have exceeded /)
    emulator.exports.misbehave({ name: 'status 502 with HTML' }, { operation: 'exportDataRowsInCatalog' })
    const { status, json } = await start(emulator, {})
    assert.equal(status, 502)
    assert.match(json, /^<html>/)
    emulator.exports.misbehave({ name: 'status 500' })
    assert.match((await post(emulator, TIMEZONE)).json.message, /^upstream connect error/)
    assert.equal(emulator.exports.begun.length, 0)
    assert.equal((await fetch(link)).status, 200)
  })

  test('the faults of everything, by path too', async () => {
    emulator.misbehave({ name: 'status 503 with Retry-After' }, { path: /graphql/, times: 1 })
    assert.equal((await post(emulator, TIMEZONE)).status, 503)
    emulator.misbehave({ name: 'PNG bomb' })
    assert.equal((await post(emulator, TIMEZONE)).status, 200)
  })

  test('an answer that is lost is of something that was done', async () => {
    emulator.exports.misbehave({ name: 'reset in body' }, { times: 1 })
    await assert.rejects(start(emulator, {}))
    assert.equal(emulator.exports.begun.length, 1)
    emulator.exports.misbehave({ name: 'reset before headers' }, { times: 1 })
    await assert.rejects(start(emulator, {}))
    assert.equal(emulator.exports.begun.length, 1)
  })

  test('faults of everything at the storage', async () => {
    const link = (await fileAt(emulator, taskId, 0))?.file ?? ''
    emulator.exports.misbehave({ name: 'status 429, Retry-After in seconds' }, { operation: 'storage', times: 1 })
    assert.equal((await fetch(link)).status, 429)
    assert.equal((await fetch(link)).status, 200)
    emulator.exports.misbehave({ name: 'short body' }, { operation: 'storage' })
    assert.equal((await fetched()).error, 'ECONNRESET')
  })

  test('a cut ends the body before a byte, and what came before it is there', async () => {
    for (const at of [1, 49_999, 50_001, whole.length - 1]) {
      const start = Math.floor(at / 50_000) * 50_000
      misbehave({ name: 'cut', at }, { times: 1 })
      emulator.exports.clearCounts()
      const { status, body, error } = await fetched(start)
      assert.deepEqual([status, error, body.length], [200, 'ECONNRESET', at - start])
      assert.equal(emulator.exports.storage.bytesServed, at - start)
      const rest = await fetched(start, { range: `bytes=${at - start}-` })
      const end = Math.min(start + 50_000, whole.length)
      assert.deepEqual([rest.status, rest.error], [206, null])
      assert.ok(Buffer.concat([body, rest.body]).equals(whole.subarray(start, end)))
    }
  })

  test('cuts by chance are the same for the same seed', async () => {
    const lengths = async (seed: number) => {
      emulator.exports.misbehave(null)
      misbehave({ name: 'cut', seed })
      const received = [await fetched(), await fetched(), await fetched()]
      return received.map(({ body }) => body.length)
    }
    const [first, again, other] = [await lengths(1), await lengths(1), await lengths(2)]
    assert.deepEqual(first, again)
    assert.notDeepEqual(first, other)
    assert.equal(new Set(first).size, 3)
  })

  test('fifty cuts: resumed by Range, all bytes come, each once', async () => {
    const cuts = Array.from({ length: 50 }, (_, index) => Math.floor(((index + 0.5) * whole.length) / 50))
    for (const at of cuts) misbehave({ name: 'cut', at }, { times: 1 })
    const parts: Buffer[] = []
    for (let offset = 0; offset < whole.length; ) {
      const { offsets } = (await fileAt(emulator, taskId, offset)) ?? assert.fail()
      const { body } = await fetched(offset, { range: `bytes=${offset - offsets.start}-` })
      parts.push(body)
      offset += body.length
    }
    assert.ok(Buffer.concat(parts).equals(whole))
    assert.equal(emulator.exports.storage.bytesServed, whole.length)
  })

  test('an expired link stays so, a new one is good', async () => {
    const link = (await fileAt(emulator, taskId, 0))?.file ?? ''
    misbehave({ name: 'expired link' }, { times: 1 })
    assert.deepEqual(
      [(await fetch(link)).status, (await fetch(link)).status, (await fetched()).status],
      [403, 403, 200],
    )
  })

  test('a wrong length', async () => {
    misbehave({ name: 'wrong length' }, { times: 1 })
    const { headers, body, error } = await fetched()
    assert.deepEqual([headers['content-length'], body.length, error], ['49999', 49_999, null])
    assert.equal((await fetched()).body.length, 50_000)
  })

  test('Range ignored', async () => {
    misbehave({ name: 'Range ignored' }, { times: 1 })
    const range = { range: 'bytes=100-' }
    const { status, body } = await fetched(0, range)
    assert.deepEqual([status, body.length], [200, 50_000])
    assert.equal((await fetched(0, range)).status, 206)
  })

  test('the older call closed, and without an address', async () => {
    const ask = () => post(emulator, v1(), { projectId: 'p' })
    misbehave({ name: 'v1 without URL' }, { times: 1 })
    assert.deepEqual((await ask()).json.data.exportLabels.downloadUrl, null)
    assert.match((await ask()).json.data.exportLabels.downloadUrl, /^http/)
    misbehave({ name: 'v1 closed' })
    const { json } = await ask()
    assert.equal(json.errors[0].extensions.code, 'GRAPHQL_VALIDATION_FAILED')
  })

  test('every fault of exports has its test, and none of them is a fault of frames or masks', () => {
    assert.deepEqual([...TESTED].sort(), [...exportFaultNames()].sort())
    const others: readonly string[] = [...faultNames('frames'), ...faultNames('masks')]
    assert.deepEqual(
      others.filter(name => TESTED.has(name)),
      [],
    )
  })

  test('the same account gives the same bytes', async () => {
    const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
    const again = await begun(emulator, PARAMS)
    assert.equal(hash(Buffer.concat((await stream(emulator, again)).map(({ bytes }) => bytes))), hash(whole))
  })
})
