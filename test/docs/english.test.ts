import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { suite, test } from 'node:test'
import { fileURLToPath } from 'node:url'

/* Sentences and names that first-time readers had to read twice, and that must not come back. */

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

const SENTENCES = [
  'they are about itself, and do no harm',
  'writes rows that nobody sees',
  'A query that touches them just answers',
  'What cannot be had is an error at its own field',
  'What is deleted upstream never shows in',
  'Nobody is asked who they are',
  'How many, from the start',
  'What the export said about it, without what has a type of its own here',
  'such a one',
  'When anybody last did anything with it',
  'What can be set going',
  'By what.',
  'Compares yes and no',
  'An unexpected error as it may be told',
  'Bears with faults one after another',
  'Wakes those who wait for news',
  'What an origin is spared with',
  'Takes those away that no chunk is left in',
  'One that is alive says so more often',
  'What a row is told apart by',
  'is not answering and is given a rest',
  'This load stood still for so long',
  'the vendor',
  "vendor's",
]

const FILE_NAMES = [
  'at.ts',
  'tidings.ts',
  'patience.ts',
  'untyped.ts',
  'leftover.ts',
  'stretches.ts',
  'lane.ts',
  'lanes.ts',
  'slots.ts',
  'call.ts',
  'admit.ts',
  'traffic.ts',
  'answer-events.ts',
  'partial.ts',
  'body.ts',
  'shapes.ts',
  'sweep.ts',
  'runner.ts',
  'figures.ts',
  'own-masks.ts',
  'remote-things.ts',
]

const SYMBOLS = [
  'takeApart',
  'putTogether',
  'bury',
  'giveUp',
  'take',
  'loosen',
  'retire',
  'existing',
  'Carried',
  'keepsOlder',
  'saysTheSame',
  'createSlots',
  'Call',
  'openCall',
  'Traffic',
  'createTraffic',
]

const tracked = execFileSync('git', ['ls-files'], { cwd: ROOT, encoding: 'utf8' }).split('\n').filter(Boolean)
const prose = tracked.filter(
  file =>
    /\.(ts|tsx|js|md|graphql|yml)$/.test(file) &&
    !/^(src\/generated|test\/fixtures|test\/samples)\//.test(file) &&
    file !== 'test/docs/english.test.ts',
)
const texts = prose.map(file => ({ file, text: readFileSync(`${ROOT}/${file}`, 'utf8') }))
const sources = texts.filter(({ file }) => file.startsWith('src/'))

/** `file:line` of each match. */
function placesOf(within: typeof texts, pattern: RegExp): string[] {
  return within.flatMap(({ file, text }) =>
    [...text.matchAll(pattern)].map(match => `${file}:${text.slice(0, match.index).split('\n').length}: ${match[0]}`),
  )
}

const literally = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')

suite('plain English', () => {
  test('no sentence that had to be read twice', () => {
    // Line breaks and comment stars may stand between two words.
    const patterns = SENTENCES.map(sentence => sentence.split(' ').map(literally).join('[\\s*/#]+'))
    assert.deepEqual(placesOf(texts, new RegExp(patterns.join('|'), 'gi')), [])
  })

  test('no file name that did not explain itself', () => {
    const names = tracked.filter(file => file.startsWith('src/') && FILE_NAMES.includes(basename(file)))
    assert.deepEqual(names, [])
  })

  test('no symbol that did not explain itself', () => {
    const declared = new RegExp(`\\b(?:function|const|let|interface|type|class) (?:${SYMBOLS.join('|')})\\b`, 'g')
    assert.deepEqual(placesOf(sources, declared), [])
    // A setting is a setting in config; the surroundings of an object are its ObjectContext.
    const labelbox = sources.filter(({ file }) => file.startsWith('src/labelbox/'))
    assert.deepEqual(placesOf(labelbox, /\binterface Setting\b/g), [])
  })

  test('a message of the command line does not start with What, Whoever or Nobody', () => {
    assert.deepEqual(placesOf(sources, /'(?:What|Whoever|Nobody) [^'\n]*'/g), [])
  })

  test('a doc comment starts with a noun phrase or a verb', () => {
    assert.deepEqual(placesOf(texts, /\/\*\*[\s*]+(?:What|Whoever|Nobody)\b[^\n]*/g), [])
    const schema = texts.filter(({ file }) => file === 'schema.graphql')
    assert.deepEqual(placesOf(schema, /"\s*(?:What|Whoever|Nobody)\b[^\n]*/g), [])
  })
})
