import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import * as fc from 'fast-check'
import { isFresh, rangeOf } from '../../src/server/http-range.ts'

/* Against RFC 9110, read naively: https://www.rfc-editor.org/rfc/rfc9110.html#name-range-requests */

suite('ranges', () => {
  const position = fc.oneof(fc.nat(12), fc.constantFrom(2 ** 31, 2 ** 53))
  const spec = fc.oneof(
    fc.record({ first: position, last: position }),
    fc.record({ first: position }),
    fc.record({ suffix: position }),
  )

  test('are the bytes at their positions', () => {
    fc.assert(
      fc.property(spec, fc.nat(10), (spec, length) => {
        const bytes = Array.from({ length }, (_, index) => index)
        const { first, last, suffix } = { first: undefined, last: undefined, suffix: undefined, ...spec }
        const header = suffix === undefined ? `bytes=${first}-${last ?? ''}` : `bytes=-${suffix}`
        if (first !== undefined && last !== undefined && last < first)
          return assert.equal(rangeOf(header, length), 'whole')
        const named = bytes.filter(index =>
          suffix === undefined ? index >= (first ?? 0) && index <= (last ?? length) : index >= length - suffix,
        )
        const [from] = named
        const to = named.at(-1)
        assert.deepEqual(rangeOf(header, length), from === undefined ? 'beyond' : { from, to })
      }),
    )
  })

  test('accept the unit in any case and numbers of any length', () => {
    assert.deepEqual(rangeOf('Bytes=1-2', 5), { from: 1, to: 2 })
    const endless = '9'.repeat(400)
    assert.deepEqual(rangeOf(`bytes=1-${endless}`, 5), { from: 1, to: 4 })
    assert.deepEqual(rangeOf(`bytes=-${endless}`, 5), { from: 0, to: 4 })
    assert.equal(rangeOf(`bytes=${endless}-`, 5), 'beyond')
  })

  for (const header of [
    ...[
      undefined,
      '',
      'bytes',
      'bytes=',
      'bytes=-',
      'bytes=1',
      'bytes=a-b',
      'bytes=0x1-2',
      'bytes=+1-2',
      'bytes=1.0-2',
    ],
    ...['bytes=0--1', 'bytes=--1', 'bytes= 0-1', 'bytes=0 - 1', 'items=0-1', '0-1', 'xbytes=0-1', 'bytes=٠-١'],
    ...['bytes=0-1,3-4', 'bytes=0-1, -1', 'bytes=0-1;q=1', 'bytes=0-1\n'.padEnd(12, 'x')],
  ]) {
    test(`${JSON.stringify(header) ?? 'no header'} is not a single range: everything is sent`, () => {
      assert.equal(rangeOf(header, 10), 'whole')
    })
  }
})

suite('If-None-Match', () => {
  const ETAG = '"0123abcd"'
  const opaque = fc.oneof(
    { weight: 1, arbitrary: fc.constant(ETAG) },
    // Anything but quotes, spaces and controls, commas included.
    { weight: 3, arbitrary: fc.stringMatching(/^[!#-~]{0,12}$/).map(text => `"${text}"`) },
    { weight: 1, arbitrary: fc.constantFrom('"0123abc"', '"0123ABCD"', '"W/0123abcd"', '""', '"*"', '",0123abcd,"') },
  )
  const tag = fc.record({ weak: fc.boolean(), opaque })
  const separator = fc.constantFrom(',', ', ', ' ,\t', ',, ')

  test('matches if one of the tags is the same, weak or strong', () => {
    fc.assert(
      fc.property(fc.array(tag, { minLength: 1, maxLength: 4 }), separator, (tags, separator) => {
        const header = tags.map(({ weak, opaque }) => `${weak ? 'W/' : ''}${opaque}`).join(separator)
        const expected = tags.some(({ opaque }) => opaque === ETAG)
        for (const etag of [ETAG, `W/${ETAG}`]) assert.equal(isFresh(header, etag), expected)
      }),
    )
  })

  test('matches everything if it is *, and nothing if it is absent', () => {
    assert.equal(isFresh('*', ETAG), true)
    assert.equal(isFresh(' * ', ETAG), true)
    assert.equal(isFresh('', ETAG), false)
    assert.equal(isFresh(undefined, ETAG), false)
  })
})
