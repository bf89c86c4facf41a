import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import * as fc from 'fast-check'
import { inTurns, parseInPieces } from '../../src/model/index.ts'
import { turnsDuring } from '../support/turns.ts'

function parse(text: string) {
  const parsing = parseInPieces(text)
  let pieces = 0
  for (let step = parsing.next(); ; step = parsing.next()) {
    if (step.done) return { value: step.value, pieces }
    pieces++
  }
}

const check = (text: string) => assert.deepEqual(parse(text).value, JSON.parse(text))

/** Longer than a piece. */
const LONG = 'text "with" \\ and ü 𝄞 '.repeat(4_000)
const LIST = Array.from({ length: 20_000 }, (_, id) => ({ id, name: `"${id}\\`, tags: [null, true, -1.5e-7, {}, []] }))

suite('JSON that is parsed in pieces', () => {
  test('is what JSON.parse makes of it', () => {
    fc.assert(
      fc.property(fc.json(), fc.json(), (a, b) => {
        check(a)
        check(` { "a" : ${a} ,\n"b":[${b}, ${JSON.stringify(LONG)} ,${a}], "c":${JSON.stringify(LONG)}, "d" : ${b} } `)
      }),
    )
  })

  test('has its pieces wherever it is long', () => {
    for (const value of [
      LIST,
      { a: { b: [LIST, { c: LIST }] }, d: LONG },
      Object.fromEntries(LIST.map(item => [`"${item.name}`, item])),
    ]) {
      const text = JSON.stringify(value)
      const { value: parsed, pieces } = parse(text)
      assert.deepEqual(parsed, value)
      assert.ok(pieces >= text.length / 128 / 1024, `${pieces} pieces of ${text.length}`)
      check(JSON.stringify(value, null, 2))
    }
  })

  test('may have keys of any name, and be as deep as it likes', () => {
    const text = `{"a":${JSON.stringify(LONG)},"__proto__":{"b":1},"constructor":${JSON.stringify(LONG)},"10":1,"9":2}`
    assert.equal(JSON.stringify(parse(text).value), JSON.stringify(JSON.parse(text)))
    const deep = `${'['.repeat(2_000)}${JSON.stringify(LIST)}${']'.repeat(2_000)}`
    assert.equal(JSON.stringify(parse(deep).value), JSON.stringify(JSON.parse(deep)))
  })

  test('is an error if it is none', () => {
    const text = JSON.stringify({ a: LIST, b: LONG })
    for (const bad of [
      '',
      ' ',
      text.slice(0, -1),
      `${text}x`,
      text.replace('"b":', '"b"'),
      `[${text} ${text}]`,
      `[${text}`,
    ])
      assert.throws(() => parse(bad), SyntaxError)
  })

  test('others get their turns in between', async context => {
    let time = 0
    context.mock.method(performance, 'now', () => {
      time += 100
      return time
    })
    const text = JSON.stringify(LIST)
    assert.ok((await turnsDuring(inTurns(parseInPieces(text)))) >= text.length / 256 / 1024)
  })
})
