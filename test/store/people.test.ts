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
    ['https://host/path?id=key%40project.iam.example&x=1', 'https://host/path?id=P&x=1'],
    ['https://host/path?a=b&id=key@project.iam.example', 'https://host/path?a=b&id=P'],
    ['https://host/?u=first%2Flast%2540x.example&v=1', 'https://host/?u=P&v=1'],
    ['?next=https%3A%2F%2Fhost%2F%3Fu%3Dx%2540y.example&x=1', '?next=https%3A%2F%2FP&x=1'],
    ["first/last@x.example, o'neil@x.example; first&last@x.example", 'P, P; P'],
    ['joe|x@y.example a=b@y.example {c@y.example}', 'P P {P}'],
    ["'joe@x.example'", "'P'"],
    ['x&#64;y.example x&#x40;y.example x&commat;y.example x&amp;amp;#64;y.example', 'P P P P'],
    ['x\uff20y.example 100% of & \\ é', 'P 100% of & \\ é'],
    ['%26%2364%3B x%26%2364%3By.example', '%26%2364%3B P'],
    ['no address', 'no address'],
  ]
  for (const [text = '', shown] of cases) assert.equal(people.withoutAddresses(text).replace(pseudonyms, 'P'), shown)
})

test('known people are found in every spelling', () => {
  const known = new People(new Uint8Array(32))
  const names = ['carol+rev@clinic.example', 'Jörg İnal', 'zoë@clinic.example', 'Müller, Hans', String.raw`DOM\harry`]
  for (const name of [...names, 'Anna Groß', 'tom&jerry@clinic.example', '50%off@clinic.example', 'bo1'])
    known.add(name)
  const [carol = '', jorg = '', zoe = '', hans = '', harry = ''] = names.map(name => known.pseudonymOf(name))
  const cases = [
    ['u/carol%2Brev%40clinic.example/x', `u/${carol}/x`],
    ['u/carol%2brev%40CLINIC.example/x', `u/${carol}/x`],
    ['u/carol%25252Brev%252540clinic.example/x', `u/${carol}/x`],
    ['carol&#43;rev&amp;#64;clinic.example', carol],
    ['carol%5Cu002brev%5Cu0040clinic.example', carol],
    ['carol+rev\uff20clinic.example carol+rev\u200b@clinic.example', `${carol} ${carol}`],
    ['u/J%C3%B6rg%20%C4%B0nal/x', `u/${jorg}/x`],
    ['u/J%F6rg+%C4%B0nal/x', `u/${jorg}/x`],
    [String.raw`{"u":"J\u00f6rg \u0130nal"}`, `{"u":"${jorg}"}`],
    [`x ${'Jörg İnal'.normalize('NFD')} ${'JÖRG İNAL'.toLowerCase()} x`, `x ${jorg} ${jorg} x`],
    ['zo%C3%AB%40clinic.example', zoe],
    ['zoë@clinic.example'.normalize('NFD'), zoe],
    [`?n=${new URLSearchParams({ n: 'Müller, Hans' })}`, `?n=n=${hans}`],
    [JSON.stringify({ u: String.raw`DOM\harry` }), `{"u":"${harry}"}`],
    [JSON.stringify(JSON.stringify(String.raw`DOM\harry`)), String.raw`"\"${harry}\""`],
    ['ANNA GROSS', known.pseudonymOf('Anna Groß')],
    ['tom&amp;jerry@clinic.example', known.pseudonymOf('tom&jerry@clinic.example')],
    ['50%25off%40clinic.example', known.pseudonymOf('50%off@clinic.example')],
    ['by bo1.', 'by bo1.'],
    ['BO1', known.pseudonymOf('bo1')],
    ['100%C3 %E2%82%AC &amp;', '100%C3 %E2%82%AC &amp;'],
  ]
  for (const [text = '', shown] of cases) assert.equal(known.withoutKnown(text), shown, text)
  assert.equal(known.pseudonymOf('zoë@clinic.example'.normalize('NFD')), zoe)
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
  const escapes = ['%25', '\\\\', '&amp;', 'amp;', '%C3', '%2525', 'é', '&#64', '/?=&', '&amp;#64;']
  const escaped = escapes.map(spelling => spelling.repeat(10_000))
  const before = process.cpuUsage().user
  for (const text of [
    'a'.repeat(300_000),
    'a@['.repeat(100_000),
    `a@${'.'.repeat(300_000)}`,
    'a@b'.repeat(100_000),
    ...escaped,
  ])
    assert.match(people.withoutAddresses(`${text} x@y.example`), / person_[a-z2-7]{16}$/)
  // A search that begins anew at each character takes minutes.
  assert.ok(process.cpuUsage().user - before < 10_000_000)
})
