import assert from 'node:assert/strict'
import { after, afterEach, before, suite, test } from 'node:test'
import { demoExport } from '../../../src/demo/index.ts'
import { demoExports, type ExportingEmulator } from '../index.ts'
import {
  ALL_ON,
  begun,
  FILE,
  fileAt,
  finish,
  HEADER,
  header,
  linesOf,
  openAccount,
  post,
  run,
  start,
  stream,
  TASKS,
  TIMEZONE,
  USER,
} from './client.ts'

const ROWS = [...demoExport({ dataRows: 6, v1Records: 0 })].map(({ experiments: _, ...row }) => row)
const EVERYTHING = { params: { ...ALL_ON, allProjects: true } }
const DEFAULTS = { polls: 2, chunkBytes: 1_000_000, linkRequests: 1e9, linkMs: 1e9 }

suite('the emulated upstream runs exports', () => {
  let time = Date.UTC(2026, 0, 1)
  let emulator: ExportingEmulator
  before(async () => {
    emulator = await openAccount({ rows: () => ROWS, timezone: 'Europe/Berlin' }, DEFAULTS, () => time)
  })
  after(() => emulator.close())
  afterEach(() => {
    emulator.exports.misbehave(null)
    emulator.exports.configure(DEFAULTS)
    emulator.exports.clearCounts()
  })

  test('the user, and the time zone', async () => {
    assert.deepEqual((await post(emulator, TIMEZONE)).json, { data: { user: { timezone: 'Europe/Berlin' } } })
    const { user } = (await post(emulator, USER)).json.data
    assert.match(user.id, /^c\w{24}$/)
    assert.equal(user.isViewer, false)
    assert.equal(Object.keys(user).length, 10)
  })

  for (const key of [null, 'another'])
    test(`nothing is answered ${key === null ? 'without a key' : 'with another key'}`, async () => {
      for (const document of [TIMEZONE, 'query {']) {
        const { status, json } = await post(emulator, document, {}, key)
        assert.deepEqual([status, json.data, json.errors.length], [200, null, 1])
        assert.equal(json.errors[0].extensions.code, 'AUTHENTICATION_ERROR')
      }
    })

  test('a task is in progress for as many polls as it is told, then complete', async () => {
    for (const polls of [0, 1, 4]) {
      emulator.exports.configure({ polls })
      const states = await finish(emulator, await begun(emulator))
      assert.deepEqual(
        states.map(({ status }) => status),
        [...Array(polls).fill('IN_PROGRESS'), 'COMPLETE'],
      )
      const progress = states.map(({ completionPercentage }) => completionPercentage)
      assert.equal(progress.at(-1), 100)
      for (const [index, each] of progress.entries()) assert.ok(index === 0 || each > (progress[index - 1] ?? 0))
    }
  })

  test('a task is found by the user whose it is, by its id', async () => {
    const taskId = await begun(emulator)
    const { id } = (await post(emulator, USER)).json.data.user
    const task = (await post(emulator, TASKS, { param_0: taskId, param_1: id })).json.data.user.createdTasks[0]
    assert.deepEqual([task.id, task.type, task.result, task.errors], [taskId, 'export-data-rows', null, null])
    const other = (await post(emulator, TASKS, { param_0: 'no-task', param_1: id })).json
    assert.deepEqual(other.data.user.createdTasks, [])
    const stranger = (await post(emulator, TASKS, { param_0: taskId, param_1: 'no-user' })).json
    assert.deepEqual([stranger.data.user, stranger.errors[0].extensions.code], [null, 'RESOURCE_NOT_FOUND'])
  })

  test('streams are read when the task is complete, and of tasks that there are', async () => {
    const taskId = await begun(emulator)
    const asked = { where: { id: taskId }, streamType: 'RESULT' }
    assert.equal((await post(emulator, HEADER, asked)).json.errors[0].extensions.code, 'RESOURCE_CONFLICT')
    await finish(emulator, taskId)
    assert.ok(await header(emulator, taskId))
    assert.equal(await header(emulator, taskId, 'ERRORS'), null)
    const none = (await post(emulator, HEADER, { ...asked, where: { id: 'no-task' } })).json
    assert.deepEqual([none.data.task, none.errors[0].extensions.code], [null, 'RESOURCE_NOT_FOUND'])
    const number = (await post(emulator, FILE, { ...asked, offset: 0 })).json
    assert.equal(number.errors[0].extensions.code, 'GRAPHQL_VALIDATION_FAILED')
  })

  test('files of every size, one after another, are the stream', async () => {
    const whole = Buffer.from(ROWS.map(row => `${JSON.stringify(row)}\n`).join(''))
    const starts = lineStarts(whole)
    for (const chunkBytes of [7_919, 65_536, 1_000_000, whole.length, whole.length + 1]) {
      emulator.exports.configure({ chunkBytes })
      emulator.exports.clearCounts()
      const taskId = await begun(emulator, EVERYTHING)
      await finish(emulator, taskId)
      assert.deepEqual(await header(emulator, taskId), { totalSize: whole.length, totalLines: ROWS.length })
      const files = await stream(emulator, taskId)
      assert.ok(Buffer.concat(files.map(({ bytes }) => bytes)).equals(whole))
      assert.equal(files.length, Math.ceil(whole.length / chunkBytes))
      for (const { file, bytes } of files) {
        assert.equal(bytes.length, file.offsets.end - file.offsets.start + 1)
        const lineOf = (offset: number) => starts.findLastIndex(begins => begins <= offset)
        assert.deepEqual(file.lines, { start: lineOf(file.offsets.start), end: lineOf(file.offsets.end) })
        assert.equal(new URL(file.file).origin, emulator.exports.storageOrigin)
      }
      assert.equal(emulator.exports.storage.bytesServed, whole.length)
    }
  })

  test('files cut characters', async () => {
    const account = { rows: () => [{ data_row: { id: '1', row_data: 'ä€😀'.repeat(20) }, projects: {} }] }
    const small = await openAccount(account, { polls: 0, chunkBytes: 7 })
    try {
      const taskId = await begun(small)
      const files = await stream(small, taskId)
      assert.ok(files.some(({ bytes }) => bytes.toString().includes('\uFFFD')))
      assert.deepEqual(linesOf(Buffer.concat(files.map(({ bytes }) => bytes))), account.rows())
    } finally {
      await small.close()
    }
  })

  test('an offset within a file gives the file, one beyond the end none', async () => {
    emulator.exports.configure({ chunkBytes: 1_000 })
    const taskId = await begun(emulator, EVERYTHING)
    await finish(emulator, taskId)
    assert.deepEqual((await fileAt(emulator, taskId, 1_234))?.offsets, { start: 1_000, end: 1_999 })
    assert.equal(await fileAt(emulator, taskId, 1e9), null)
  })

  test('a link lasts as many requests, or as long, as it is told, and a new one is to be had', async () => {
    emulator.exports.configure({ polls: 0, linkRequests: 2, linkMs: 1_000 })
    const taskId = await begun(emulator)
    const statusOf = async (link: string) => (await fetch(link)).status
    const link = (await fileAt(emulator, taskId, 0))?.file ?? ''
    assert.deepEqual([await statusOf(link), await statusOf(link), await statusOf(link)], [200, 200, 403])
    const second = (await fileAt(emulator, taskId, 0))?.file ?? ''
    time += 999
    assert.equal(await statusOf(second), 200)
    time += 1
    assert.equal(await statusOf(second), 403)
    assert.notEqual(second, link)
    assert.equal(await statusOf(`${emulator.exports.storageOrigin}/exports/unknown`), 403)
  })

  test('the storage refuses the key, and says that it was told', async () => {
    emulator.exports.configure({ polls: 0 })
    const link = (await fileAt(emulator, await begun(emulator), 0))?.file ?? ''
    await (await fetch(link)).arrayBuffer()
    assert.equal(emulator.exports.storage.keysSeen, 0)
    for (const headers of [{ authorization: `Bearer ${emulator.key}` }, { authorization: 'x' }, { x: emulator.key }])
      assert.equal((await fetch(link, { headers })).status, 403)
    assert.equal(emulator.exports.storage.keysSeen, 3)
    assert.equal(emulator.exports.storage.requests.length, 4)
    assert.equal((await fetch(link, { method: 'POST' })).status, 403)
  })

  test('Range', async () => {
    emulator.exports.configure({ polls: 0, chunkBytes: 1_000 })
    const link = (await fileAt(emulator, await begun(emulator, EVERYTHING), 1_000))?.file ?? ''
    const whole = Buffer.from(await (await fetch(link)).arrayBuffer())
    const ranges: [string, number, number, number][] = [
      ['bytes=0-', 206, 0, 999],
      ['bytes=400-', 206, 400, 999],
      ['bytes=400-400', 206, 400, 400],
      ['bytes=10-5000', 206, 10, 999],
      ['bytes=-10', 206, 990, 999],
      ['bytes=7-3', 200, 0, 999],
      ['lines=1-2', 200, 0, 999],
    ]
    for (const [range, status, from, to] of ranges) {
      const response = await fetch(link, { headers: { range } })
      assert.equal(response.status, status, range)
      assert.equal(response.headers.get('content-range'), status === 206 ? `bytes ${from}-${to}/1000` : null)
      assert.ok(Buffer.from(await response.arrayBuffer()).equals(whole.subarray(from, to + 1)), range)
    }
    const beyond = await fetch(link, { headers: { range: 'bytes=1000-' } })
    assert.deepEqual([beyond.status, beyond.headers.get('content-range')], [416, 'bytes */1000'])
  })

  test('operations are counted by name, and exports told as they were asked for', async () => {
    const taskId = await begun(emulator, { query: [{ type: 'task_queue_not_exist' }] })
    await post(emulator, '{ user { id } }')
    await post(emulator, TIMEZONE)
    await post(emulator, TIMEZONE)
    const counted = { exportDataRowsInCatalogPyApi: 1, user: 1, CurrentUserPyApi: 2 }
    assert.deepEqual(Object.fromEntries(emulator.exports.operations), counted)
    const [told] = emulator.exports.begun
    assert.deepEqual([told?.taskId, told?.mutation], [taskId, 'exportDataRowsInCatalog'])
    const filters = { searchQuery: { scope: null, query: [{ type: 'task_queue_not_exist' }] } }
    assert.deepEqual(told?.input.filters, filters)
  })

  const nonsense: [string, string][] = [
    ['query {', 'GRAPHQL_PARSE_FAILED'],
    ['query { user { id } } }', 'GRAPHQL_PARSE_FAILED'],
    ['query { user { } }', 'GRAPHQL_PARSE_FAILED'],
    ['query { user { id } } ?', 'GRAPHQL_PARSE_FAILED'],
    ['subscription { user { id } }', 'GRAPHQL_VALIDATION_FAILED'],
    ['', 'GRAPHQL_PARSE_FAILED'],
    ['{ user(where: {id: 01}) { id } }', 'GRAPHQL_PARSE_FAILED'],
    ['query { user }', 'GRAPHQL_VALIDATION_FAILED'],
    ['query { user { shoeSize } }', 'GRAPHQL_VALIDATION_FAILED'],
    ['query { user { id { id } } }', 'GRAPHQL_VALIDATION_FAILED'],
    ['mutation { user { id } }', 'GRAPHQL_VALIDATION_FAILED'],
    ['query { user(where: {id: $id}) { id } }', 'GRAPHQL_VALIDATION_FAILED'],
    ['query A($id: ID!) { user(where: {id: $id}) { id } }', 'GRAPHQL_VALIDATION_FAILED'],
  ]
  for (const [document, code] of nonsense)
    test(`${document} is refused as ${code}`, async () => {
      const { status, json } = await post(emulator, document)
      assert.deepEqual([status, json.errors[0].extensions.code], [400, code])
    })

  test('an alias is answered', async () => {
    assert.deepEqual((await post(emulator, '{ me: user { zone: timezone } }')).json.data, {
      me: { zone: 'Europe/Berlin' },
    })
  })

  test('each export sees the rows as they are when it begins', async () => {
    const exports = demoExports({ dataRows: 3, v1Records: 0 })
    const live = await openAccount(exports, { polls: 0 })
    try {
      const first = await begun(live)
      exports.rows().pop()
      assert.equal((await header(live, first))?.totalLines, 3)
      assert.equal((await run(live, {})).length, 2)
    } finally {
      await live.close()
    }
  })

  test('rows with a fault are lines of the ERRORS stream', async () => {
    const [bad] = ROWS
    const account = { rows: () => ROWS, fault: (row: unknown) => (row === bad ? 'No media type.' : null) }
    const faulty = await openAccount(account, { polls: 0 })
    try {
      assert.equal((await run(faulty, {})).length, ROWS.length - 1)
      const [line, ...rest] = await run(faulty, {}, 'ERRORS')
      assert.equal(rest.length, 0)
      assert.equal(line.error, 'No media type.')
      assert.equal(line.data_row.id, (bad?.data_row as { id: string } | undefined)?.id)
    } finally {
      await faulty.close()
    }
  })

  test('other requests are answered as without exports', async () => {
    assert.equal((await fetch(`${emulator.origin}/graphql`)).status, 404)
    assert.equal((await fetch(`${emulator.origin}/other`, { method: 'POST' })).status, 405)
    assert.equal((await start(emulator, {})).status, 200)
  })
})

function lineStarts(bytes: Buffer): number[] {
  const starts = [0]
  for (let at = bytes.indexOf(10); at >= 0 && at + 1 < bytes.length; at = bytes.indexOf(10, at + 1)) starts.push(at + 1)
  return starts
}
