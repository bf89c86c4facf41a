import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { atOnce, inTurns, isTurnOver, nextTurn, sorted } from '../../src/model/index.ts'
import { turnsDuring } from '../support/turns.ts'

/** Takes longer than a turn. */
function work(): void {
  while (!isTurnOver());
}

suite('turns of the event loop', () => {
  /** The steps of four that wait, in order, and the turns that they take. */
  async function fourThatWait(then: () => void) {
    const order: string[] = []
    const [many, one] = [{}, {}]
    const continued = (name: string) => () => {
      order.push(name)
      then()
    }
    const waits = ['many 1', 'many 2', 'many 3'].map(name => nextTurn(many).then(continued(name)))
    waits.push(nextTurn(one).then(continued('one')))
    return { turns: await turnsDuring(Promise.all(waits)), order }
  }

  test('those who wait continue by turns, in one turn what fits into it', async () => {
    const { order, turns } = await fourThatWait(() => {})
    assert.deepEqual(order, ['many 1', 'one', 'many 2', 'many 3'])
    assert.ok(turns < 4)
  })

  test('of those who take all of a turn, one continues in each', async () => {
    const { order, turns } = await fourThatWait(work)
    assert.deepEqual(order, ['many 1', 'one', 'many 2', 'many 3'])
    assert.ok(turns >= 4)
  })

  test('work that pauses gives way to others, and ends with its result', async () => {
    function* steps(): Generator<undefined, string> {
      for (let i = 0; i < 5; i++) {
        work()
        yield
      }
      return 'done'
    }
    const working = inTurns(steps())
    assert.ok((await turnsDuring(working)) >= 5)
    assert.equal(await working, 'done')
  })

  test('work ends when its signal is aborted', async () => {
    const controller = new AbortController()
    let steps = 0
    function* endless(): Generator<undefined, never> {
      for (;;) {
        work()
        if (++steps === 3) controller.abort(new Error('The client has left.'))
        yield
      }
    }
    await assert.rejects(inTurns(endless(), controller.signal), /The client has left/)
    assert.equal(steps, 3)
  })

  test('a long list is sorted in parts, to the same order as at once', () => {
    const items = fc.array(fc.record({ key: fc.nat(50), place: fc.nat() }), { maxLength: 3_000, size: 'max' })
    const byKey = (one: { key: number }, other: { key: number }) => one.key - other.key
    fc.assert(
      fc.property(items, list => assert.deepEqual(atOnce(sorted(list, byKey)), list.toSorted(byKey))),
      { numRuns: 30 },
    )
  })
})
