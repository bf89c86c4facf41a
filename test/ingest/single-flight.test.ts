import assert from 'node:assert/strict'
import { getEventListeners } from 'node:events'
import { suite, test } from 'node:test'
import * as fc from 'fast-check'
import { createSingleFlight } from '../../src/ingest/single-flight.ts'

suite('single flight', () => {
  test('a thousand callers share one run, and the next starts anew', async () => {
    const flight = createSingleFlight<number>()
    let runs = 0
    const work = async () => ++runs
    const answers = await Promise.all(Array.from({ length: 1000 }, () => flight.run('a', work)))
    assert.deepEqual(new Set(answers), new Set([1]))
    assert.equal(await flight.run('a', work), 2)
  })

  test('keys have nothing to do with each other', async () => {
    const flight = createSingleFlight<string>()
    assert.deepEqual(await Promise.all(['a', 'b', '__proto__', ''].map(key => flight.run(key, async () => key))), [
      'a',
      'b',
      '__proto__',
      '',
    ])
  })

  test('all share its error, and it is not remembered', async () => {
    const flight = createSingleFlight<string>()
    const error = new Error('of the work')
    for (const work of [() => Promise.reject(error), () => fail(error)]) {
      const answers = await Promise.allSettled([flight.run('a', work), flight.run('a', work)])
      assert.deepEqual(answers, [
        { status: 'rejected', reason: error },
        { status: 'rejected', reason: error },
      ])
      assert.equal(await flight.run('a', async () => 'healed'), 'healed')
    }
  })

  test('a caller who leaves rejects at once with its reason, and others go on', async () => {
    const flight = createSingleFlight<string>()
    const task = createTask<string>()
    const [leaver, stayer] = [new AbortController(), new AbortController()]
    const left = flight.run('a', task.work, leaver.signal)
    const stayed = flight.run('a', task.work, stayer.signal)
    const unsignalled = flight.run('a', task.work)
    const reason = new Error('has gone')
    leaver.abort(reason)
    await assert.rejects(left, reason)
    assert.equal(task.signal?.aborted, false)
    task.resolve('done')
    assert.deepEqual(await Promise.all([stayed, unsignalled]), ['done', 'done'])
    assert.equal(task.starts, 1)
  })

  test('the work is aborted when the last caller has left, and the next one starts anew', async () => {
    const flight = createSingleFlight<string>()
    const [first, second] = [createTask<string>(), createTask<string>()]
    const callers = [new AbortController(), new AbortController()]
    const running = callers.map(({ signal }) => flight.run('a', first.work, signal))
    await Promise.resolve()
    const reason = new Error('the last has gone')
    callers[0]?.abort()
    assert.equal(first.signal?.aborted, false)
    callers[1]?.abort(reason)
    assert.equal(first.signal?.reason, reason)
    const next = flight.run('a', second.work)
    assert.deepEqual(
      (await Promise.allSettled(running)).map(({ status }) => status),
      ['rejected', 'rejected'],
    )
    // The aborted work has no callers left: its end neither answers nor ends the next work.
    first.reject(new Error('aborted'))
    await new Promise(resolve => setImmediate(resolve))
    second.resolve('anew')
    assert.equal(await next, 'anew')
  })

  test('a caller whose signal is aborted already starts nothing', async () => {
    const flight = createSingleFlight<string>()
    const task = createTask<string>()
    const reason = new Error('before it came')
    await assert.rejects(flight.run('a', task.work, AbortSignal.abort(reason)), reason)
    assert.equal(task.starts, 0)
  })

  test('work that everybody left before it began is not begun', async () => {
    const flight = createSingleFlight<string>()
    const task = createTask<string>()
    const caller = new AbortController()
    const running = flight.run('a', task.work, caller.signal)
    caller.abort()
    await assert.rejects(running)
    await new Promise(resolve => setImmediate(resolve))
    assert.equal(task.starts, 0)
  })

  test('an abort after the end does not reach the work', async () => {
    const flight = createSingleFlight<string>()
    const task = createTask<string>()
    const caller = new AbortController()
    const running = flight.run('a', task.work, caller.signal)
    task.resolve('done')
    assert.equal(await running, 'done')
    caller.abort()
    assert.equal(task.signal?.aborted, false)
  })

  test('nothing stays on a signal that lives long', async () => {
    const flight = createSingleFlight<string>()
    const caller = new AbortController()
    const warnings: Error[] = []
    const onWarning = (warning: Error) => warnings.push(warning)
    process.on('warning', onWarning)
    const running = Array.from({ length: 200 }, (_, i) => flight.run(`${i}`, async () => 'done', caller.signal))
    await Promise.all(running)
    await assert.rejects(flight.run('a', () => Promise.reject(new Error('of the work')), caller.signal))
    await new Promise(resolve => setImmediate(resolve))
    process.off('warning', onWarning)
    assert.deepEqual(getEventListeners(caller.signal, 'abort'), [])
    assert.deepEqual(warnings, [])
  })

  test('any order of coming, leaving and ending: each gets its own outcome', async () => {
    await fc.assert(fc.asyncProperty(fc.array(move, { maxLength: 60 }), playAndCheck), { numRuns: 300 })
  })
})

type Move = { readonly do: 'come' | 'leave' | 'end' | 'fail'; readonly which: number }
const move: fc.Arbitrary<Move> = fc.record({
  do: fc.constantFrom('come', 'come', 'leave', 'end', 'fail'),
  which: fc.nat(20),
})

/** One key. The model: the callers of the newest work, which every caller before its end joins. */
async function playAndCheck(moves: readonly Move[]): Promise<void> {
  const flight = createSingleFlight<object>()
  const tasks: Task<object>[] = []
  const callers: { readonly controller: AbortController; readonly running: Promise<unknown>; expected?: object }[] = []
  let waiting: typeof callers = []

  for (const { do: what, which } of moves) {
    if (what === 'come') {
      if (waiting.length === 0) tasks.push(createTask())
      const controller = new AbortController()
      const work = tasks.at(-1)?.work ?? assert.fail()
      const running = flight.run('key', work, controller.signal).catch((error: unknown) => error)
      const caller = { controller, running }
      callers.push(caller)
      waiting.push(caller)
    }
    if (what === 'leave' && waiting.length > 0) {
      const [caller] = waiting.splice(which % waiting.length, 1)
      if (caller) caller.expected = new Error('left')
      caller?.controller.abort(caller.expected)
      assert.equal(tasks.at(-1)?.signal?.aborted ?? waiting.length === 0, waiting.length === 0)
    }
    if ((what === 'end' || what === 'fail') && waiting.length > 0) {
      const outcome = what === 'end' ? {} : new Error('failed')
      for (const caller of waiting) caller.expected = outcome
      if (what === 'end') tasks.at(-1)?.resolve(outcome)
      else tasks.at(-1)?.reject(outcome)
      await Promise.all(waiting.map(({ running }) => running))
      waiting = []
    }
    if (which % 2 === 0) await Promise.resolve()
  }

  for (const { expected, running } of callers) if (expected) assert.equal(await running, expected)
  for (const task of tasks) assert.ok(task.starts <= 1)
}

interface Task<T> extends Pick<PromiseWithResolvers<T>, 'resolve' | 'reject'> {
  readonly work: (signal: AbortSignal) => Promise<T>
  readonly starts: number
  readonly signal: AbortSignal | null
}

/** Work that ends when the test says so. */
function createTask<T>(): Task<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>()
  // If the work was aborted before it began, no caller waits for its end.
  promise.catch(() => {})
  const task = {
    resolve,
    reject,
    starts: 0,
    signal: null as AbortSignal | null,
    work: (signal: AbortSignal) => {
      task.starts++
      task.signal = signal
      return promise
    },
  }
  return task
}

function fail(error: Error): never {
  throw error
}
