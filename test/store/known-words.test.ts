import assert from 'node:assert/strict'
import { test } from 'node:test'
import { KnownWords } from '../../src/store/known-words.ts'

test('words are replaced wherever they are, in any case, the longest first', () => {
  const words = new KnownWords()
  words.add('ann@x.example', '1')
  words.add('Jo@x.exam', '2')
  words.add('jo@x.example', '3')
  words.add('abc', 'whole')
  words.add('cuser1', '4')
  words.add('İnal', '5')
  const cases = [
    ['', ''],
    ['ann', 'ann'],
    ['ANN@x.EXAMPLE', '<1>'],
    ['xann@x.examplex ann@x.example', 'x<1>x <1>'],
    ['jo@x.example jo@x.exam', '<3> <2>'],
    ['ABC', '<whole>'],
    ['abc ', 'abc '],
    ['abcabc', 'abcabc'],
    ['cuser1cuser12', '<4><4>2'],
    ['İ İnal ann@x.example', 'İ <5> <1>'],
  ]
  for (const [text = '', replaced] of cases)
    assert.equal(
      words.replaceIn(text, meaning => `<${meaning}>`),
      replaced,
    )
})

test('of words that differ in case alone, that of the same spelling is meant', () => {
  const words = new KnownWords()
  for (const word of ['cuser1', 'CUSER1', 'Cuser1', 'cuser']) words.add(word, word)
  assert.equal(
    words.replaceIn('cuser1 CUSER1 Cuser1 cUSER', meaning => `<${meaning}>`),
    '<cuser1> <CUSER1> <Cuser1> <cuser>',
  )
  assert.match(
    words.replaceIn('cUSER1', meaning => `<${meaning}>`),
    /^<cuser1>$/i,
  )
})

test('words that are added after a text was looked at are found', () => {
  const words = new KnownWords()
  words.add('annabel', '1')
  assert.equal(
    words.replaceIn('ann annabel', meaning => `<${meaning}>`),
    'ann <1>',
  )
  words.add('annab', '2')
  words.add('anna', '3')
  assert.equal(
    words.replaceIn('annabel annabe anna', meaning => `<${meaning}>`),
    '<1> <2>e <3>',
  )
})

test('the longest word at each place is the one that a search of all words finds', () => {
  const words = new KnownWords()
  const all = new Set<string>()
  let seed = 1
  const random = (below: number) => {
    seed = (seed * 48_271) % 2_147_483_647
    return seed % below
  }
  const letters = (length: number) => Array.from({ length }, () => 'ab'[random(2)]).join('')
  for (let i = 0; i < 60; i++) all.add(letters(4 + random(8)))
  for (const word of all) words.add(word, word)
  const longestFirst = [...all].sort((a, b) => b.length - a.length)
  for (let i = 0; i < 200; i++) {
    const text = letters(60)
    let expected = ''
    for (let at = 0; at < text.length; ) {
      const word = longestFirst.find(each => text.startsWith(each, at))
      expected += word ? `<${word}>` : text[at]
      at += word?.length ?? 1
    }
    assert.equal(
      words.replaceIn(text, meaning => `<${meaning}>`),
      expected,
    )
  }
})

test('no text is too long or too odd, and no words too many or too alike', () => {
  const words = new KnownWords()
  for (let length = 4; length < 1000; length++) words.add(`${'a'.repeat(length)}0`, `${length}`)
  const before = process.cpuUsage().user
  assert.equal(
    words.replaceIn('a'.repeat(100_000), () => ''),
    'a'.repeat(100_000),
  )
  // A look at each of the lengths takes a minute.
  assert.ok(process.cpuUsage().user - before < 10_000_000)
  assert.equal(
    words.replaceIn('\ud800aaaa0\udfff', meaning => `<${meaning}>`),
    '\ud800<4>\udfff',
  )
})
