import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { checksumOf, rawChecksum } from '../../src/store/checksum.ts'

suite('checksums of rows', () => {
  test('any single bit of a number changes it', () => {
    const bits = new BigUint64Array(1)
    const number = new Float64Array(bits.buffer)
    for (const value of [0, 1, -1, 150.679, 2 ** 53 - 1, 1e-300]) {
      const whole = checksumOf(['a', value, null])
      for (let bit = 0n; bit < 64n; bit++) {
        number[0] = value
        bits[0] = (bits[0] as bigint) ^ (1n << bit)
        // A column holds neither -0 nor numbers that are none.
        if (number[0] !== value && Number.isFinite(number[0]))
          assert.notEqual(checksumOf(['a', number[0], null]), whole, `${value} ${bit}`)
      }
    }
  })

  test('a value of another type, in another place or missing changes it', () => {
    const rows = [
      ['a', 'b'],
      ['b', 'a'],
      ['ab'],
      ['a', 'b', null],
      ['a', Buffer.from('b')],
      [null, 'a', 'b'],
      [1],
      ['1'],
    ]
    assert.equal(new Set(rows.map(row => checksumOf(row))).size, rows.length)
    assert.notEqual(rawChecksum([], ''), rawChecksum([], null))
  })

  test('values have the checksum that they have when they are read again', () => {
    assert.equal(checksumOf([-0]), checksumOf([0]))
    assert.equal(checksumOf(['half a pair \ud83d']), checksumOf(['half a pair \ufffd']))
    assert.equal(checksumOf([undefined]), checksumOf([null]))
  })
})
