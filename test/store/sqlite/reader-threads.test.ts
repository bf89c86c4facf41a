import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import { suite, test } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Worker } from 'node:worker_threads'
import { openStore } from '../../../src/store/index.ts'
import { compile } from '../../../src/store/sql.ts'
import { sqliteCapabilities } from '../../../src/store/sqlite/capabilities.ts'
import { createReaderThreads, MAX_WAITING_SCANS } from '../../../src/store/sqlite/reader-threads.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { ENDLESS, statement } from './endless.ts'

const SHORT = statement("select 1 as one, 'two' as two, x'03' as three, null as four union all select 2, '', null, 4.5")

async function openThreads() {
  const folder = await temporaryFolder()
  await (await openStore(`sqlite:${folder.file('store.db')}`)).close()
  const threads = createReaderThreads(folder.file('store.db'))
  return {
    ...threads,
    folder,
    /** Starts a scan without end and waits until the event loop has turned many times beside it. */
    async startEndless() {
      const abort = new AbortController()
      let ended = false
      const scan = threads.run(ENDLESS, abort.signal).finally(() => (ended = true))
      scan.catch(() => {})
      for (let turns = 0; turns < 1000; turns++) await nextTurn()
      assert.equal(ended, false)
      return { abort, scan }
    },
    async [Symbol.asyncDispose]() {
      await threads.close()
      await folder[Symbol.asyncDispose]()
    },
  }
}

suite('reader threads', () => {
  test('rows come back as they are', async () => {
    await using threads = await openThreads()
    const { rows } = await threads.run(SHORT)
    assert.deepEqual(rows, [
      { one: 1, two: 'two', three: new Uint8Array([3]), four: null },
      { one: 2, two: '', three: null, four: 4.5 },
    ])
    assert.deepEqual((await threads.run(statement('select 1 as one where false'))).rows, [])
  })

  test('the event loop turns while scans run, and others are answered beside one', async () => {
    await using threads = await openThreads()
    const { abort, scan } = await threads.startEndless()
    for (let i = 0; i < 10; i++) assert.equal((await threads.run(SHORT)).rows.length, 2)
    abort.abort()
    await assert.rejects(scan, { name: 'AbortError' })
  })

  test('an aborted scan rejects with the reason, and its thread runs the next ones', async () => {
    await using threads = await openThreads()
    // More than there are threads: each has to come free again.
    for (let i = 0; i < 5; i++) {
      const { abort, scan } = await threads.startEndless()
      const reason = new Error('the client left')
      abort.abort(reason)
      await assert.rejects(scan, reason)
    }
    const answers = await Promise.all(Array.from({ length: 10 }, () => threads.run(SHORT)))
    assert.ok(answers.every(({ rows }) => rows.length === 2))
  })

  test('a waiting scan that is aborted never starts', async () => {
    await using threads = await openThreads()
    const running = [await threads.startEndless(), await threads.startEndless()]
    const abort = new AbortController()
    // It would never end, and nothing but its own signal could end it.
    const queued = threads.run(ENDLESS, abort.signal)
    abort.abort()
    await assert.rejects(queued, { name: 'AbortError' })
    for (const each of running) each.abort.abort()
    assert.equal((await threads.run(SHORT)).rows.length, 2)
    await assert.rejects(threads.run(SHORT, AbortSignal.abort()), { name: 'AbortError' })
  })

  test('a scan too many is OVERLOADED, and the others are answered', async () => {
    await using threads = await openThreads()
    const running = [await threads.startEndless(), await threads.startEndless()]
    const waiting = Array.from({ length: MAX_WAITING_SCANS }, () => threads.run(SHORT))
    await assert.rejects(threads.run(SHORT), { code: 'OVERLOADED' })
    for (const each of running) each.abort.abort()
    assert.ok((await Promise.all(waiting)).every(({ rows }) => rows.length === 2))
    assert.equal((await threads.run(SHORT)).rows.length, 2)
  })

  test('closing ends running and waiting scans and lets go of the file', async () => {
    await using threads = await openThreads()
    const running = [await threads.startEndless(), await threads.startEndless()]
    const waiting = threads.run(SHORT)
    const ends = [...running.map(({ scan }) => scan), waiting].map(scan => assert.rejects(scan, { code: 'OVERLOADED' }))
    await Promise.all([...ends, threads.close()])
    await assert.rejects(threads.run(SHORT), { code: 'OVERLOADED' })
    await (await openStore(`sqlite:${threads.folder.file('store.db')}`)).close()
    assert.deepEqual((await readdir(threads.folder.path)).sort(), ['store.db', 'store.db-checked'])
  })

  test('a thread that dies rejects its scan, and another takes its place', async () => {
    await using threads = await openThreads()
    for (let i = 0; i < 3; i++) {
      const born = once(process, 'worker')
      const { scan } = await threads.startEndless()
      const [worker] = (await born) as [Worker]
      await Promise.all([worker.terminate(), assert.rejects(scan, /The thread of a scan ended/)])
    }
    const answers = await Promise.all(Array.from({ length: 4 }, () => threads.run(SHORT)))
    assert.ok(answers.every(({ rows }) => rows.length === 2))
  })

  test('a mistake in a statement keeps its stack, and a damaged store its code', async () => {
    await using threads = await openThreads()
    await assert.rejects(threads.run(statement('select nope from label')), ({ stack }) => /reader-thread/.test(stack))
    await assert.rejects(threads.run(statement('select 1 from missing')), {
      code: 'STORE_CORRUPT',
      file: threads.folder.file('store.db'),
    })
    assert.equal((await threads.run(SHORT)).rows.length, 2)
  })

  test('rows whose numbers all leave one rest ask too', async () => {
    await using threads = await openThreads()
    const { text } = compile(sqliteCapabilities.interruptible('n', 'no'), () => '?')
    for (const step of [1, 2, 10, 16, 63, 64, 65, 100, 4096]) {
      const asking = text.replace(/keep_on\([^)]*\)/, '0')
      const { rows } = await threads.run<{ asked: number }>(
        statement(`with recursive n (no) as (select 5 union all select no + ${step} from n limit 100000)
          select count(*) as asked from n where not ${asking}`),
      )
      const asked = rows[0]?.asked ?? 0
      assert.ok(asked > 1000 && asked < 2500, `${asked} of 100,000 rows whose numbers are ${step} apart`)
    }
  })
})
