import assert from 'node:assert/strict'
import { test } from 'node:test'
import { People } from '../../src/store/people.ts'

const people = new People(new Uint8Array(32))
people.add('Ann.Able@clinic.example')
const ann = people.pseudonymOf('ann.able@clinic.example')
const pseudonyms = /person_[a-z2-7]{16}/g

test('whatever looks like an address is replaced, and nothing else', () => {
  const cases = [
    ['Ann <ann.able@clinic.example>, hello.', 'Ann <P>, hello.'],
    ['mail x@y.example.', 'mail P.'],
    ['"quoted name"@y.example', '"quoted name"P'],
    ['a@[10.0.0.1]', 'P'],
    ['a@b', 'P'],
    ['a@b@c', 'PP'],
    ['a@b.@c..', 'PP..'],
    [String.raw`a\u0040b\u0040c`, 'PP'],
    ['a@[not an address', 'a@[not an address'],
    ['mailto:jörg@müller.example?subject=a', 'mailto:P?subject=a'],
    [String.raw`{"by":"x\u0040y.example"}`, '{"by":"P"}'],
    ['https://host/path?user=ann.able%40clinic.example&x=1', 'https://host/path?user=P&x=1'],
    ['@here and there @ noon', '@here and there @ noon'],
    ['https://host/path?id=key%40project.iam.example&x=1', 'https://host/path?id=key%40project.iam.example&x=1'],
    ['no address', 'no address'],
  ]
  for (const [text = '', shown] of cases) assert.equal(people.withoutAddresses(text).replace(pseudonyms, 'P'), shown)
})

test('of known people alone, where only these are to be replaced', () => {
  assert.equal(people.withoutKnown('ANN.ABLE@clinic.example, x@y.example'), `${ann}, x@y.example`)
})

test('an address has one pseudonym, whether it is known or not', () => {
  assert.equal(people.withoutAddresses('(X@Y.example)'), `(${people.pseudonymOf(' x@y.EXAMPLE')})`)
  assert.notEqual(people.pseudonymOf('cuser1'), people.pseudonymOf('CUSER1'))
})

test('another key makes other pseudonyms', () => {
  assert.notEqual(new People(new Uint8Array(32).fill(1)).pseudonymOf('ann.able@clinic.example'), ann)
})

test('the time to look for addresses grows as the text does', () => {
  const before = process.cpuUsage().user
  for (const text of ['a'.repeat(300_000), 'a@['.repeat(100_000), `a@${'.'.repeat(300_000)}`, 'a@b'.repeat(100_000)])
    assert.match(people.withoutAddresses(`${text} x@y.example`), / person_[a-z2-7]{16}$/)
  // A search that begins anew at each character takes minutes.
  assert.ok(process.cpuUsage().user - before < 10_000_000)
})
