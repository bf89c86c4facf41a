import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { baseUrl, duration, list, orNull, type Read, size, text, whole, word } from '../../src/config/values.ts'

/** Values that a setting of the kind has, with what they are read as, and values that it has not. */
function reads<T>(read: Read<T>, right: readonly (readonly [unknown, T])[], wrong: readonly unknown[]): void {
  for (const [given, value] of right) assert.deepEqual(read(given), value, JSON.stringify(given))
  for (const given of [...wrong, undefined, {}, true]) assert.equal(read(given), undefined, JSON.stringify(given))
}

suite('values of settings', () => {
  test('a text matches its pattern', () => {
    reads(text(/^a+$/), [['aa', 'aa']], ['', 'b', 1, null, ['a']])
  })

  test('a word is one of a list', () => {
    reads(word(['on', 'off']), [['on', 'on']], ['', 'ON', null, 0])
  })

  test('a whole number is a number or digits, within its bounds', () => {
    const right = [
      [0, 0],
      ['0', 0],
      ['0080', 80],
      [65_535, 65_535],
    ] as const
    reads(whole(0, 65_535), right, [
      -1,
      65_536,
      '65536',
      '000080',
      1.5,
      '1.5',
      '1e3',
      ' 1',
      '',
      Number.NaN,
      null,
      ['1'],
    ])
  })

  test('a duration is milliseconds or a text, and fits a timer', () => {
    const right = [
      [1, 1],
      ['2m', 120_000],
      [2 ** 31 - 1, 2 ** 31 - 1],
    ] as const
    reads(duration, right, [0, -1, 1.5, 2 ** 31, '10', '0s', null])
  })

  test('a size is bytes or a text', () => {
    const right = [
      [0, 0],
      ['0', 0],
      ['1.5kB', 1500],
      [1e12, 1e12],
    ] as const
    reads(size, right, [-1, 1.5, 1e12 + 1, '1TB', '', null])
  })

  test('a list is an array or a text with commas, and each entry is checked', () => {
    const right = [
      ['a, b', ['a', 'b']],
      [['a'], ['a']],
      [[], []],
    ] as const
    reads(
      list(entry => /^\w$/.test(entry)),
      right,
      ['', 'a,', 'a,bb', [1], ['a', null], null],
    )
  })

  test('a base URL is http or https, and names nobody', () => {
    const right = [
      ['https://a.example/b//', 'https://a.example/b'],
      ['HTTP://a.example:1', 'HTTP://a.example:1'],
      [' https://a.example\n', 'https://a.example'],
    ] as const
    const wrong = ['https:a.example', 'ftp://a.example', 'https://', 'https://a@b', 'https://a?b', 'https://a#b', null]
    reads(baseUrl, right, wrong)
  })

  test('null stands for none where that is a value', () => {
    reads(orNull(whole(1, 2)), [[null, null]], [3])
  })
})
