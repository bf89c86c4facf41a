import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { KeptMemory } from '../../src/store/kept-memory.ts'

/** Each entry takes 100 bytes beside its value. */
const VALUE = 900

suite('kept rows', () => {
  test('are there until the memory is full; those used last stay', () => {
    const rows = new KeptMemory(20_000).rows.table<number, string>('t')
    rows.set(-1, 'used', VALUE)
    rows.set(-2, 'unused', VALUE)
    for (let no = 0; no < 100; no++) {
      rows.set(no, `row ${no}`, VALUE)
      assert.equal(rows.get(no), `row ${no}`)
      assert.equal(rows.get(-1), 'used')
    }
    assert.equal(rows.get(-2), undefined)
    const there = Array.from({ length: 100 }, (_, no) => rows.get(no)).filter(row => row !== undefined)
    assert.ok(there.length >= 8 && there.length <= 20, String(there.length))
  })

  test('share the memory among all tables and versions', () => {
    const kept = new KeptMemory(20_000)
    kept.rows.table<number, number>('a').set(1, 1, VALUE)
    kept.ofVersion('1').table<string, number>('b').set('x', 1, VALUE)
    for (let no = 0; no < 40; no++) kept.ofVersion('2').table<string, number>('c').set(`${no}`, no, VALUE)
    assert.equal(kept.rows.table('a').get(1), undefined)
    assert.equal(kept.ofVersion('1').table('b').get('x'), undefined)
  })

  test('take at most an eighth of the memory each', () => {
    const rows = new KeptMemory(20_000).rows.table<number, string>('t')
    rows.set(1, 'small', VALUE)
    rows.set(2, 'large', 2_500)
    assert.deepEqual([rows.get(1), rows.get(2)], ['small', undefined])
  })

  test('are replaced, without counting the one before', () => {
    const rows = new KeptMemory(20_000).rows.table<number, number>('t')
    rows.set(0, 0, VALUE)
    for (let time = 0; time < 100; time++) rows.set(1, time, VALUE)
    assert.deepEqual([rows.get(0), rows.get(1)], [0, 99])
    rows.set(1, 100, 1_000_000)
    assert.equal(rows.get(1), undefined)
  })

  test('that are asked for once take the place of none, where a table wants that', () => {
    const kept = new KeptMemory(20_000)
    const results = kept.ofVersion('1').table<string, number>('t')
    results.set('used', 0, VALUE)
    for (let no = 0; no < 10_000; no++) results.setSecond(`${no}`, no, () => VALUE)
    assert.equal(results.get('used'), 0)
    results.setSecond('5000', 1, () => VALUE)
    assert.equal(results.get('5000'), 1)
    kept
      .ofVersion('2')
      .table<string, number>('t')
      .setSecond('5001', 1, () => VALUE)
    assert.equal(kept.ofVersion('2').table<string, number>('t').get('5001'), 1, 'a key is known to all versions')
    kept
      .ofVersion('2')
      .table<string, number>('u')
      .setSecond('5001', 1, () => VALUE)
    assert.equal(kept.ofVersion('2').table<string, number>('u').get('5001'), undefined, 'and to its table alone')
  })

  test('are none without memory', () => {
    const kept = new KeptMemory(0)
    kept.rows.table<number, number>('t').set(1, 1, 0)
    kept.ofVersion('1').table<string, number>('t').set('x', 1, 0)
    assert.deepEqual([kept.rows.table('t').get(1), kept.ofVersion('1').table('t').get('x')], [undefined, undefined])
  })

  test('of versions that are in use stay, however many fetches make others', () => {
    const kept = new KeptMemory(1_000_000)
    kept.ofVersion('1').table<string, number>('t').set('x', 1, 0)
    for (let fetched = 0; fetched < 100; fetched++) {
      kept.ofVersion(`1.${fetched}`)
      assert.equal(kept.ofVersion('1').table('t').get('x'), 1)
    }
  })
})
