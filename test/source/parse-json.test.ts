import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { parseJson } from '../../src/source/index.ts'

/** A text, or the entries of an object, in which keys may come again. */
type Tree = string | readonly (readonly [string, Tree])[]

const parse = (source: string | readonly number[]) =>
  parseJson(typeof source === 'string' ? Buffer.from(source) : Uint8Array.from(source))

describe('parseJson', () => {
  it('reads a value', () => {
    assert.deepEqual(parse(' {"a":[1,"é漢🧠",null]}\r'), { value: { a: [1, 'é漢🧠', null] } })
  })

  it('keeps __proto__ an ordinary key', () => {
    const { value } = parse('{"__proto__":{"a":1}}') as { value: object }
    assert.deepEqual(Object.keys(value), ['__proto__'])
  })

  const places: readonly (readonly [string, string, string])[] = [
    ['', 'not JSON: it ends where a value should come', '$'],
    ['{"a":', 'not JSON: it ends where a value should come', '$.a'],
    ['{"a":NaN}', 'not JSON: a value should come here', '$.a'],
    ['{"a":{"b":[1,2,,]}}', 'not JSON: a value should come here', '$.a.b[2]'],
    ['{"a":[1,]}', 'not JSON: a value should come here', '$.a[1]'],
    ['{"a":1,}', 'not JSON: a key should come here', '$.a'],
    ['{a:1}', 'not JSON: a key or } should come here', '$'],
    ['{"a" 1}', 'not JSON: : should come here', '$.a'],
    ['{"a":1 "b":2}', 'not JSON: , or } should come here', '$.a'],
    ['[1 2]', 'not JSON: , or ] should come here', '$[0]'],
    ['{"a":01}', 'not JSON: a value should come here', '$.a'],
    ['{"a":1}}', 'not JSON: nothing more should come here', '$'],
    ['{"a":"b', 'not JSON: a string has no end', '$.a'],
    ['{"a":"\\x"}', 'not JSON: an escape that JSON does not know is in the string', '$.a'],
    ['{"a":"\t"}', 'not JSON: a control character that is not escaped is in the string', '$.a'],
    ['\ufeff{}', 'not JSON: a value should come here', '$'],
  ]
  for (const [source, fault, path] of places) {
    it(`says where ${JSON.stringify(source)} is wrong`, () => assert.deepEqual(parse(source), { fault, path }))
  }

  const losses: readonly (readonly [string, string, string])[] = [
    ['{"a":1,"a":2}', 'the key stands twice in its object', '$.a'],
    ['[{"b":{"a":1 , "\\u0061"\n:\t{}}}]', 'the key stands twice in its object', '$[0].b.a'],
    ['{"\\\\":1,"\\\\":2}', 'the key stands twice in its object', '$["\\\\"]'],
    ['{"":1,"":1}', 'the key stands twice in its object', '$[""]'],
    ['{"__proto__":1,"__proto__":{}}', 'the key stands twice in its object', '$.__proto__'],
    ['{"View Label":1e999}', 'a number too large to be held', '$["View Label"]'],
    ['12345678901234567890', 'a whole number that cannot be held exactly', '$'],
    [`${'['.repeat(513)}${']'.repeat(513)}`, 'nested deeper than 512 levels', `$${'[0]'.repeat(24)}…`],
  ]
  for (const [source, fault, path] of losses) {
    it(`says what would be lost of ${source.slice(0, 40)}`, () => assert.deepEqual(parse(source), { fault, path }))
  }

  it('is not misled by quotes, colons and backslashes inside strings', () => {
    for (const source of ['{"a":":","b":" :","c":"\\":","d\\\\":"\\\\\\":\\\\"}', '":"', '["::",{":":":"}]'])
      assert.deepEqual(parse(source), { value: JSON.parse(source) })
  })

  it('takes 512 levels', () => {
    assert.equal(parse(`${'{"a":'.repeat(511)}[]${'}'.repeat(511)}`).fault, undefined)
    assert.equal(parseJson(Buffer.from('[[]]'), 510).fault, undefined)
    assert.equal(parseJson(Buffer.from('[[]]'), 511).fault, 'nested deeper than 512 levels')
  })

  it('finds a doubled key wherever it is, and no other', () => {
    // No backslash: once V8 has read a key that is one, it takes "\n" as a key for the same.
    const text = fc.constantFrom('a', 'b', 'a:', '":', '"', ' :', '__proto__', '1')
    const { tree } = fc.letrec<{ tree: Tree }>(tie => ({
      tree: fc.oneof({ depthSize: 'small' }, text, fc.array(fc.tuple(text, tie('tree')), { maxLength: 4 })),
    }))
    const write = (tree: Tree): string =>
      typeof tree === 'string'
        ? JSON.stringify(tree)
        : `{${tree.map(([key, member]) => `${JSON.stringify(key)} :${write(member)}`).join()}}`
    const isDoubled = (tree: Tree): boolean =>
      typeof tree !== 'string' &&
      (new Set(tree.map(([key]) => key)).size < tree.length || tree.some(([, member]) => isDoubled(member)))
    fc.assert(
      fc.property(tree, tree => assert.equal(parse(write(tree)).fault !== undefined, isDoubled(tree))),
      { numRuns: 3000 },
    )
  })

  const notText: readonly (readonly [string, readonly number[]])[] = [
    ['a stray continuation byte', [0x22, 0x80, 0x22]],
    ['an overlong form', [0x22, 0xc0, 0xaf, 0x22]],
    ['a surrogate', [0x22, 0xed, 0xa0, 0x80, 0x22]],
    ['past U+10FFFF', [0x22, 0xf4, 0x90, 0x80, 0x80, 0x22]],
    ['a character cut short', [0x22, 0x61, 0xe6, 0x22]],
    ['UTF-16', [0xff, 0xfe, 0x7b, 0x00]],
  ]
  for (const [name, bytes] of notText) {
    it(`rejects ${name}`, () => assert.deepEqual(parse(bytes), { fault: 'not UTF-8' }))
  }

  it('accepts exactly what a fatal TextDecoder and JSON.parse accept', () => {
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
    const token = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      '"',
      '\\',
      ',',
      ':',
      ' ',
      '1',
      '-',
      '.',
      'e',
      '0',
      'true',
      'nul',
      '"a"',
      '\u00e9',
      '\\u00e9',
      '\x00',
    )
    const sources = fc.oneof(
      fc.uint8Array({ maxLength: 6 }).map(bytes => Buffer.from([0x22, ...bytes, 0x22])),
      fc.array(token, { maxLength: 12 }).map(parts => Buffer.from(parts.join(''))),
    )
    fc.assert(
      fc.property(sources, bytes => {
        const expected = (() => {
          try {
            return { value: JSON.parse(decoder.decode(bytes)) }
          } catch {
            return null
          }
        })()
        const seen = parseJson(bytes)
        if (expected !== null) assert.deepEqual(seen, expected)
        else assert.match(seen.fault ?? '', /^not (JSON|UTF-8)/)
      }),
      { numRuns: 5000 },
    )
  })

  it('never quotes a value, and cuts what would make a path endless', () => {
    const secret = 'patient-7'
    for (const source of [`{"a":"${secret}`, `{"a":${secret}}`, `["${secret}" "${secret}"]`, `'${secret}'`]) {
      assert.ok(!JSON.stringify(parse(source)).includes(secret))
    }
    const { path = '' } = parse(`${'{"a":'.repeat(100_000)}x`) as { path?: string }
    assert.ok(path.length < 100 && path.endsWith('…'))
  })
})
