import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { type Bitmap, decodeRle, encodeRle, measure, toBitmap } from '../../src/masks/index.ts'
import { arbitraryBitmap, bitmapOf, runsOf } from './naive.ts'

/**
 * Worked out by hand from `rleEncode` and `rleToString` of pycocotools' `maskApi.c`. Pixels are counted down the
 * columns, background first. A count is cut into groups of five bits, the lowest first; 32 is added when more follow;
 * one more is needed when the highest bit (16) of the last group does not say the sign. Then 48 is added and the
 * character taken: 0 is `0`, 9 is `9`, 15 is `?`, 16 is `@`, 31 is `O`, 32 is `P`, 63 is `o`.
 */
const VECTORS: readonly (readonly [what: string, mask: Bitmap, counts: string])[] = [
  // 4 background.
  ['empty', bitmapOf('..', '..'), '4'],
  // 0 background, 4 foreground.
  ['full', bitmapOf('##', '##'), '04'],
  // 0, 1, 3.
  ['the first pixel', bitmapOf('#.', '..'), '013'],
  // 3, 1: nothing is said of what follows the last pixel.
  ['the last pixel', bitmapOf('..', '.#'), '31'],
  // Down the columns # . # . # . is 0, 1, 1, 1, 1, 1, 1; from the fourth on each less the one two before is 0.
  ['down the columns', bitmapOf('###', '...'), '0110000'],
  // The first column is . # and the second # .: one run over both. 1, 2, 1.
  ['a run from one column to the next', bitmapOf('.#', '#.'), '121'],
  // 3, 1, 2: the third is told as it is, not less the first.
  ['three counts', bitmapOf('...#..'), '312'],
  // 1, 2, 1, 5: the fourth is 5 - 2 = 3.
  ['a longer run', bitmapOf('.##.#####'), '1213'],
  // 1, 5, 1, 2, 1: 2 - 5 = -3 is 11101, 29, whose highest bit is the sign already: M. 1 - 1 = 0.
  ['a shorter run', bitmapOf('.#####.##.'), '151M0'],
  // 1, 20, 1, 4: 20 is 10100, whose highest bit would say minus: 20 + 32 = 52, d, then 0. 4 - 20 = -16 is 10000: @.
  ['16 less', bitmapOf(`.${'#'.repeat(20)}.####`), '1d01@'],
  // 1, 20, 1, 3: 3 - 20 = -17 is ...11111 01111: 15 + 32 = 47, _, then 31, O.
  ['17 less', bitmapOf(`.${'#'.repeat(20)}.###`), '1d01_O'],
  // 15 is 01111: ?
  ['15', bitmapOf('.'.repeat(15)), '?'],
  // 16 is 10000: 16 + 32 = 48, `, then 0.
  ['16', bitmapOf('....', '....', '....', '....'), '`0'],
  // 31 is 11111: 31 + 32 = 63, o, then 0.
  ['31', bitmapOf('.'.repeat(31)), 'o0'],
  // 32 is 00001 00000: 0 + 32, P, then 1.
  ['32', bitmapOf('.'.repeat(32)), 'P1'],
  // 1024 is 00001 00000 00000: P, P, 1.
  ['1024', bitmapOf(...Array(32).fill('.'.repeat(32))), 'PP1'],
  // 0, 1, 1500, 1, 2: 1500 is 00001 01110 11100: 28 + 32 = 60, l; 14 + 32 = 46, ^; 1. 1 - 1 = 0.
  // 2 - 1500 = -1498 is ...11110 10001 00110: 6 + 32 = 38, V; 17 + 32 = 49, a; 30 is 11110, minus already: N.
  ['1500 and back', bitmapOf(`#${'.'.repeat(1500)}#..`), '01l^10VaN'],
]

suite('run lengths as pycocotools writes them', () => {
  for (const [what, mask, counts] of VECTORS)
    test(what, () => {
      assert.deepEqual(encodeRle(runsOf(mask)), { size: [mask.height, mask.width], counts })
    })

  test('20 masks as pycocotools 2.0.11 encodes and measures them', () => {
    const masks: readonly {
      name: string
      rows: string[]
      size: number[]
      counts: string
      area: number
      box: number[]
    }[] = JSON.parse(readFileSync('test/fixtures/pycocotools.json', 'utf8'))
    assert.equal(masks.length, 20)
    for (const { name, rows, size, counts, area, box } of masks) {
      const runs = runsOf(bitmapOf(...rows))
      assert.deepEqual(encodeRle(runs), { size, counts }, name)
      const { boundingBox, area: measured } = measure(runs)
      const { left = 0, top = 0, width = 0, height = 0 } = boundingBox ?? {}
      assert.deepEqual([measured, left, top, width, height], [area, ...box], name)
    }
  })

  test('any mask, as by a naive encoder', () => {
    fc.assert(
      fc.property(arbitraryBitmap(), mask => {
        assert.deepEqual(encodeRle(runsOf(mask)), { size: [mask.height, mask.width], counts: naiveCounts(mask) })
      }),
    )
  })

  test('any mask comes back', () => {
    fc.assert(
      fc.property(arbitraryBitmap(), mask => {
        const runs = runsOf(mask)
        assert.deepEqual(decodeRle(encodeRle(runs)), runs)
        assert.deepEqual(toBitmap(runs), mask)
      }),
    )
  })
})

test('two counts of 0 at the start, as version 0.1 stored some, are read as none', () => {
  const { edges } = decodeRle({ size: [1, 4], counts: '0013' })
  assert.deepEqual(edges, [1, 4])
  assert.deepEqual(encodeRle({ width: 4, height: 1, edges }), { size: [1, 4], counts: '13' })
})

suite('run lengths that do not add up', () => {
  const faults: readonly (readonly [what: string, counts: string])[] = [
    ['none', ''],
    ['too few', '3'],
    ['too many', '5'],
    ['fewer than none', '5O'],
    ['cut within a count', '4P'],
    ['a character before the first', '4/'],
    ['a character after the last', '4p'],
    ['a character of another alphabet', '4š'],
    ['a count without end', 'o'.repeat(40)],
  ]
  for (const [what, counts] of faults)
    test(what, () => {
      assert.throws(() => decodeRle({ size: [2, 2], counts }), { code: 'STORE_CORRUPT' })
    })

  test('any text is read or refused', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(20), fc.nat(20), (counts, height, width) => {
        try {
          toBitmap(decodeRle({ size: [height, width], counts }))
        } catch (error) {
          assert.equal(error instanceof Error && 'code' in error && error.code, 'STORE_CORRUPT')
        }
      }),
    )
  })
})

function naiveCounts({ width, height, data }: Bitmap): string {
  let column = ''
  for (let x = 0; x < width; x++) for (let y = 0; y < height; y++) column += data[y * width + x]
  const runs = (column.match(/0+|1+/g) ?? []).map(run => run.length)
  const counts = column.startsWith('1') ? [0, ...runs] : runs
  return counts.map((count, i) => naiveText(i > 2 ? count - (counts[i - 2] ?? 0) : count)).join('')
}

/** The least groups of five bits that hold the number and its sign, as two's complement. */
function naiveText(value: number): string {
  let groups = 1
  while (value < -(32 ** groups) / 2 || value >= 32 ** groups / 2) groups++
  const bits = (value < 0 ? value + 32 ** groups : value).toString(2).padStart(groups * 5, '0')
  const lowestFirst = (bits.match(/.{5}/g) ?? []).toReversed().map(group => Number.parseInt(group, 2))
  return lowestFirst.map((group, i) => String.fromCharCode(48 + group + (i < groups - 1 ? 32 : 0))).join('')
}
