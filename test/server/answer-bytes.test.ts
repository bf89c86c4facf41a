import assert from 'node:assert/strict'
import { hash } from 'node:crypto'
import { suite, test } from 'node:test'
import { bytesOf, etagOf } from '../../src/server/answer-bytes.ts'
import { turnsDuring } from '../support/turns.ts'

const MEGABYTE = 1024 * 1024

suite('bytes of an answer', () => {
  test('are those of its text in UTF-8, wherever it is cut', async () => {
    for (const text of ['', 'ä', 'a'.repeat(MEGABYTE), '𝄞'.repeat(MEGABYTE), `a${'𝄞'.repeat(MEGABYTE)}`])
      assert.deepEqual(await bytesOf(text), Buffer.from(text))
  })

  test('the tag of a large answer is that of all its bytes', async () => {
    const bytes = Buffer.from('𝄞'.repeat(MEGABYTE))
    assert.equal(await etagOf(bytes), `W/"${hash('sha256', bytes, 'hex').slice(0, 32)}"`)
  })

  test('those of a large answer are made in turns, between which others get theirs', async context => {
    // On a clock so fast that every turn is over at once.
    let time = 0
    context.mock.method(performance, 'now', () => {
      time += 100
      return time
    })
    const making = bytesOf('a'.repeat(8 * MEGABYTE))
    assert.ok((await turnsDuring(making)) >= 32)
    assert.ok((await turnsDuring(etagOf(await making))) >= 32)
  })
})
