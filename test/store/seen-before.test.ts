import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { SeenBefore } from '../../src/store/seen-before.ts'

suite('keys that came before', () => {
  test('are known, though their hashes share a place', () => {
    const seen = new SeenBefore()
    const hashes = [1, 2, 3, 4].map(n => n * 2 ** 20 + 7)
    assert.deepEqual(
      hashes.map(hash => seen.note(hash)),
      [false, false, false, false],
    )
    for (let time = 0; time < 3; time++)
      assert.deepEqual(
        hashes.map(hash => seen.note(hash)),
        [true, true, true, true],
      )
  })

  test('are forgotten after others of the same place, the one first that is longest unseen', () => {
    const seen = new SeenBefore()
    for (const n of [1, 2, 3, 4, 1, 5]) seen.note(n * 2 ** 20)
    assert.equal(seen.note(2 ** 20), true)
    assert.equal(seen.note(2 * 2 ** 20), false)
  })
})
