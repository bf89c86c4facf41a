import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { isLong, packText, unpackLongBody, unpackLongText, unpackText } from '../../src/store/compressed-text.ts'
import { turnsDuring } from '../support/turns.ts'

const textOf = (length: number) => JSON.stringify({ text: 'x'.repeat(length) })

suite('text that is kept compressed', () => {
  test('is as it was, whatever its length', async () => {
    for (const length of [0, 1, 200, 5_000, 70_000, 300_000, 2_000_000]) {
      const stored = packText(textOf(length))
      assert.equal(unpackText(stored), textOf(length))
      assert.equal(await unpackLongText(stored), textOf(length))
    }
  })

  test('is long by what it unpacks to, however tightly it is packed', async () => {
    const stored = packText(textOf(8_000_000))
    assert.ok(stored.length < 64 * 1024)
    assert.ok(isLong(stored))
    assert.equal(isLong(packText(textOf(100_000))), false)
    const unpacking = unpackLongBody<{ text: string }>(stored, {})
    assert.ok((await turnsDuring(unpacking)) > 1)
    assert.equal((await unpacking).text.length, 8_000_000)
  })
})
