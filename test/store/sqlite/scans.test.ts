import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { EVERYTHING, type FilterOf, openStore } from '../../../src/store/index.ts'
import { createReaderThreads } from '../../../src/store/sqlite/reader-threads.ts'
import { BACKENDS, PROPERTY_BACKENDS } from '../../support/backends.ts'
import { openBackend } from '../opened-store.ts'
import { label, record } from '../sample-records.ts'
import { ENDLESS, statement } from './endless.ts'

const HERE = BACKENDS[0] ?? assert.fail('no backend')
const IN_THREADS = PROPERTY_BACKENDS[0] ?? assert.fail('no backend')

const LABELS = 500
const recordBy = (createdBy: string, labels = LABELS) =>
  record(
    'r1',
    'p1',
    Array.from({ length: labels }, (_, i) => label(`l${i}`, 'p1', { createdBy }, [])),
  )

/** Matches the labels of one person, after so many conditions that match none. */
const slowFilter = (createdBy: string, conditions: number): FilterOf<'label'> => ({
  or: [
    ...Array.from({ length: conditions }, (_, i) => ({ labelKind: { contains: `x${i}` } })),
    { createdBy: { eq: createdBy } },
  ],
})

const LABELS_OF_1 = 'select count(*) as n from label where born <= 1 and gone > 1'

/** A store with threads of its own. */
async function openThreads() {
  const opened = await openBackend(HERE)
  const threads = createReaderThreads(opened.url.slice('sqlite:'.length))
  return {
    ...opened,
    threads,
    async [Symbol.asyncDispose]() {
      await threads.close()
      await opened[Symbol.asyncDispose]()
    },
  }
}

/** Runs the work and answers whether a thread was started for it. */
async function startsThread(work: () => Promise<unknown>): Promise<boolean> {
  let started = false
  const note = () => (started = true)
  process.on('worker', note)
  try {
    await work()
    return started
  } finally {
    process.off('worker', note)
  }
}

suite('scans', () => {
  test('opening a store and keyed reads start no thread, whatever the limit', async () => {
    const started = await startsThread(async () => {
      await using opened = await openBackend(IN_THREADS)
      await opened.load(recordBy('ann'))
      const reader = await opened.read()
      assert.equal((await reader.nodes('label', ['l1']))[0]?.createdBy, 'ann')
    })
    assert.equal(started, false)
  })

  test('what takes longer than the limit moves to a thread, with the same answer', async () => {
    await using opened = await openBackend({ ...HERE, options: { scanWork: 1_000_000 } })
    await opened.load(recordBy('ann'))
    const reader = await opened.read()
    const ask = async () => assert.equal(await reader.count('label', slowFilter('ann', 200)), LABELS)
    assert.equal(await startsThread(ask), true)
  })

  test('what takes less runs on the main thread', async () => {
    await using opened = await openBackend({ ...HERE, options: { scanWork: 1e12 } })
    await opened.load(recordBy('ann'))
    const reader = await opened.read()
    const ask = async () => assert.equal(await reader.count('label', slowFilter('ann', 200)), LABELS)
    assert.equal(await startsThread(ask), false)
  })

  test('scans of one turn of the event loop share the main thread: the rest go to threads', async () => {
    await using opened = await openBackend({ ...HERE, options: { scanWork: 20_000_000 } })
    await opened.load(recordBy('ann'))
    const reader = await opened.read()
    const ask = async () => {
      // Each differs, since equal ones are one scan.
      const counts = Array.from({ length: 200 }, (_, index) => reader.count('label', slowFilter('ann', 200 + index)))
      for (const count of await Promise.all(counts)) assert.equal(count, LABELS)
    }
    assert.equal(await startsThread(ask), true)
  })

  test('a request that is aborted rejects with its reason, and the next one is answered', async () => {
    await using opened = await openBackend(IN_THREADS)
    await opened.load(recordBy('ann'))
    const abort = new AbortController()
    const reason = new Error('the client left')
    const reader = await opened.store.openSnapshot({ scope: EVERYTHING, signal: abort.signal })
    const counts = Array.from({ length: 20 }, () => reader.count('label', slowFilter('ann', 2000)))
    await nextTurn()
    abort.abort(reason)
    for (const count of counts) await assert.rejects(count, reason)
    assert.equal(await (await opened.read()).count('label', null), LABELS)
  })

  test('a scan that runs while loads replace and delete its rows answers what its version holds', async () => {
    for (let rows = 1_000_000; rows < 1e8; rows *= 2) {
      await using opened = await openThreads()
      await opened.load(recordBy('ann', 10))
      await opened.threads.run(statement('select 1', 1))
      let isRunning = true
      const walk = `with recursive n (no) as (select 1 union all select no + 1 from n limit ${rows})
        select min((select count(*) from n), (${LABELS_OF_1})) as n`
      const scan = opened.threads.run<{ n: number }>(statement(walk, 1)).finally(() => (isRunning = false))
      // Where the machine is so busy that the scan has not begun before the loads, it is OVERLOADED.
      const answer = scan.catch(error => (error.code === 'OVERLOADED' ? null : Promise.reject(error)))
      // The third begins by deleting what the first replaced.
      for (const name of ['bob', 'cyd', 'dan']) await opened.load(recordBy(name, 10))
      const outlived = isRunning
      const found = await answer
      if (found) assert.equal(found.rows[0]?.n, 10)
      if (found && outlived) return
    }
    assert.fail('no scan outlived the loads')
  })

  test('a scan that begins after two loads were published is OVERLOADED, not wrong', async () => {
    await using opened = await openThreads()
    await opened.load(recordBy('ann'))
    const abort = new AbortController()
    const running = [1, 2].map(() => opened.threads.run(ENDLESS, abort.signal))
    const [first, second] = [1, 2].map(version => opened.threads.run<{ n: number }>(statement(LABELS_OF_1, version)))
    await opened.load(recordBy('bob'))
    await opened.load(recordBy('cyd'))
    abort.abort()
    for (const each of running) await assert.rejects(each, { name: 'AbortError' })
    await assert.rejects(first ?? Promise.resolve(), { code: 'OVERLOADED' })
    assert.equal((await second)?.rows[0]?.n, LABELS)
  })

  test('closing the store ends its scans', async () => {
    await using place = await IN_THREADS.makePlace()
    const store = await openStore(place.url, IN_THREADS.options)
    const reader = await store.openSnapshot({ scope: EVERYTHING })
    const counts = Array.from({ length: 20 }, () => assert.rejects(reader.count('label', null), { code: 'OVERLOADED' }))
    await Promise.all([store.close(), ...counts])
  })
})
