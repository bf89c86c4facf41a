import assert from 'node:assert/strict'
import { test } from 'node:test'
import { KnownWords } from '../../src/store/known-words.ts'

test('words are replaced wherever they are, in any case, the longest first', () => {
  const words = new KnownWords()
  words.add('ann@x.example', '<1>')
  words.add('Jo@x.exam', '<2>')
  words.add('jo@x.example', '<3>')
  words.add('abc', '<never>')
  words.add('cuser1', '<4>')
  words.add('İnal', '<5>')
  const cases = [
    ['', ''],
    ['ann', 'ann'],
    ['ANN@x.EXAMPLE', '<1>'],
    ['xann@x.examplex ann@x.example', 'x<1>x <1>'],
    ['jo@x.example jo@x.exam', '<3> <2>'],
    ['abc', 'abc'],
    ['cuser1cuser12', '<4><4>2'],
    ['İ İnal ann@x.example', 'İ <5> <1>'],
  ]
  for (const [text = '', replaced] of cases) assert.equal(words.replaceIn(text), replaced)
})

test('no text is too long or too odd', () => {
  const words = new KnownWords()
  for (let i = 0; i < 1000; i++) words.add(`aaaa${'a'.repeat(i % 50)}${i}`, `<${i}>`)
  assert.equal(words.replaceIn('a'.repeat(20_000)), 'a'.repeat(20_000))
  assert.equal(words.replaceIn('\ud800aaaa0\udfff'), '\ud800<0>\udfff')
})
