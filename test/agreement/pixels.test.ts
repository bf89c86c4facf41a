import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import * as fc from 'fast-check'
import type { RleOf } from '../../src/agreement/compare-frame.ts'
import { type DrawnPlace, diceOf, iouOf, PixelCount, pairClasses } from '../../src/agreement/index.ts'
import { atOnce, type Geometry } from '../../src/model/index.ts'
import {
  annotationOf,
  covers,
  type Drawing,
  type Drawn,
  drawing,
  HEIGHT,
  MARGIN,
  placesOf,
  rlesOf,
  WIDTH,
} from './drawings.ts'

function figuresOf(one: readonly DrawnPlace[], other: readonly DrawnPlace[], rleOf: RleOf) {
  const [pair, ...others] = atOnce(pairClasses(one, other))
  assert.equal(others.length, 0)
  if (!pair) return null
  const count = new PixelCount(pair)
  for (const frame of pair.frames) atOnce(count.add(frame, rleOf))
  return count.figures()
}

const compare = (one: Drawing, other: Drawing) => figuresOf(placesOf(one), placesOf(other), rlesOf(one, other))

/** Every pixel of every frame asks every annotation. */
function naive(one: Drawing, other: Drawing) {
  const frames = new Set([...one.keys(), ...other.keys()])
  const sums = { area: 0, otherArea: 0, intersection: 0 }
  const ids = [new Map<string, number>(), new Map<string, number>()] as const
  const overlaps = new Map<string, number>()
  const keyOf = (frame: number | null, { annotation }: Drawn, index: number) =>
    frame === null ? `${annotation.featureId}/${index}` : annotation.featureId
  for (const frame of frames) {
    const lists = [one.get(frame) ?? [], other.get(frame) ?? []] as const
    for (const side of [0, 1] as const)
      for (const [index, drawn] of lists[side].entries()) {
        const key = keyOf(frame, drawn, index)
        ids[side].set(key, ids[side].get(key) ?? 0)
      }
    for (let x = -MARGIN - 1; x <= WIDTH + MARGIN; x++)
      for (let y = -MARGIN - 1; y <= HEIGHT + MARGIN; y++) {
        const keys = ([0, 1] as const).map(
          side => new Set(lists[side].flatMap((drawn, i) => (covers(drawn, x, y) ? keyOf(frame, drawn, i) : []))),
        ) as [Set<string>, Set<string>]
        if (keys[0].size > 0) sums.area++
        if (keys[1].size > 0) sums.otherArea++
        if (keys[0].size > 0 && keys[1].size > 0) sums.intersection++
        for (const side of [0, 1] as const)
          for (const key of keys[side]) ids[side].set(key, (ids[side].get(key) ?? 0) + 1)
        for (const a of keys[0])
          for (const b of keys[1]) overlaps.set(`${a} ${b}`, (overlaps.get(`${a} ${b}`) ?? 0) + 1)
      }
  }
  const pairs = [...overlaps].map(([name, pixels]) => {
    const [a = '', b = ''] = name.split(' ')
    return { a, b, iou: pixels / ((ids[0].get(a) ?? 0) + (ids[1].get(b) ?? 0) - pixels) }
  })
  // From 0.5 on no pair can be better for one of the two and worse for the other, except for ties.
  const matched = new Set<string>()
  let matchedFeatureCount = 0
  for (const { a, b, iou } of pairs.sort((p, q) => q.iou - p.iou)) {
    if (iou < 0.5 || matched.has(`1${a}`) || matched.has(`2${b}`)) continue
    matched.add(`1${a}`).add(`2${b}`)
    matchedFeatureCount++
  }
  return {
    ...sums,
    ...{ incomparableFrameCount: 0, matchedFeatureCount },
    unmatchedFeatureCount: ids[0].size - matchedFeatureCount,
    otherUnmatchedFeatureCount: ids[1].size - matchedFeatureCount,
  }
}

const place = (frameNumber: number | null, ...geometries: readonly Geometry[]): DrawnPlace => ({
  ...{ groupName: 'Axial', group: 'AXIAL', groupSpelling: 'Axial', frameNumber },
  annotations: geometries.map((geometry, index) => annotationOf(`f${index}`, geometry)),
})
const box = (left: number, top: number, width: number, height: number): Geometry => ({
  type: 'BoundingBoxAnnotation',
  boundingBox: { left, top, width, height },
})
const noMasks: RleOf = () => undefined

suite('areas of two labels', () => {
  test('are those of a count of all pixels, whatever is drawn', () => {
    let matching = 0
    fc.assert(
      fc.property(drawing, drawing, fc.boolean(), (one, added, isAlike) => {
        // Two readers of one thing: most of it is the same.
        const other: Drawing = isAlike ? new Map([...one, ...[...added].slice(0, 1)]) : added
        const figures = compare(one, other)
        if (!figures) return
        const expected = naive(one, other)
        assert.deepEqual(figures, expected)
        if (expected.matchedFeatureCount > 0) matching++
      }),
      { numRuns: 300 },
    )
    assert.ok(matching > 5, `only ${matching} cases had features that match`)
  })

  test('of a label and itself have a Dice of 1, and match in every feature that has a pixel', () => {
    fc.assert(
      fc.property(drawing, drawn => {
        const figures = compare(drawn, drawn)
        if (!figures) return
        assert.equal(figures.area, figures.intersection)
        assert.equal(diceOf(figures), figures.area === 0 ? null : 1)
        assert.equal(iouOf(figures), figures.area === 0 ? null : 1)
        assert.equal(figures.unmatchedFeatureCount, figures.otherUnmatchedFeatureCount)
      }),
      { numRuns: 50 },
    )
  })

  test('are the same the other way round', () => {
    fc.assert(
      fc.property(drawing, drawing, (one, other) => {
        const [figures, reverse] = [compare(one, other), compare(other, one)]
        if (!figures || !reverse) return assert.equal(figures, reverse)
        const { area, otherArea, unmatchedFeatureCount, otherUnmatchedFeatureCount, ...rest } = reverse
        assert.deepEqual(figures, {
          ...rest,
          ...{ area: otherArea, otherArea: area },
          unmatchedFeatureCount: otherUnmatchedFeatureCount,
          otherUnmatchedFeatureCount: unmatchedFeatureCount,
        })
      }),
      { numRuns: 50 },
    )
  })

  test('have a Dice of 0 where they lie apart or one is empty, and none where both are', () => {
    const [here, there] = [[place(1, box(0, 0, 2, 3))], [place(1, box(5, 5, 2, 2))]]
    const apart = figuresOf(here, there, noMasks)
    assert.deepEqual([apart?.area, apart?.otherArea, apart?.intersection], [6, 4, 0])
    assert.deepEqual([apart && diceOf(apart), apart && iouOf(apart)], [0, 0])
    const alone = figuresOf(here, [], noMasks)
    assert.deepEqual([alone && diceOf(alone), alone && iouOf(alone), alone?.unmatchedFeatureCount], [0, 0, 1])
    const nothing = figuresOf([place(1, box(0, 0, 0.2, 9))], [], noMasks)
    assert.deepEqual([nothing && diceOf(nothing), nothing && iouOf(nothing)], [null, null])
  })

  test('do not count frames whose masks differ in size', () => {
    const of = (width: number): Drawing =>
      new Map([
        [1, [{ annotation: annotationOf('f1', NO_IMAGE), mask: { width, pixels: new Uint8Array(width * 8).fill(1) } }]],
        [2, [{ annotation: annotationOf('f1', NO_IMAGE), mask: { width: 4, pixels: new Uint8Array(32).fill(1) } }]],
      ])
    const figures = compare(of(4), of(5))
    assert.equal(figures?.incomparableFrameCount, 1)
    assert.deepEqual([figures?.area, figures?.otherArea, figures?.intersection], [32, 32, 32])
    assert.equal(figures?.matchedFeatureCount, 1)
  })

  test('do not count frames that span over 40 million pixels', () => {
    const most = figuresOf([place(1, box(0.5, 0, 8000, 5000))], [], noMasks)
    assert.deepEqual([most?.incomparableFrameCount, most?.area], [0, 40_000_000])
    const more = figuresOf([place(1, box(0, 0, 1, 1), box(8000, 5000, 1, 1))], [], noMasks)
    assert.deepEqual([more?.incomparableFrameCount, more?.area], [1, 0])
    const corners = [-1e308, 0, 1e308].map((x, i) => ({ x, y: 10 * (i % 2) }))
    const far = figuresOf([place(1, { type: 'PolygonAnnotation', polygon: corners })], [], noMasks)
    assert.deepEqual([far?.incomparableFrameCount, far?.area], [1, 0])
    // Far from everything, and small.
    const small = figuresOf([place(1, box(1e9, -1e9, 10, 10))], [place(1, box(1e9 + 5, -1e9, 10, 10))], noMasks)
    assert.deepEqual([small?.incomparableFrameCount, small?.intersection], [0, 50])
  })

  test('are not counted where a frame has more edges than a person draws', () => {
    // A run in each of three million columns.
    const figures = figuresOf([place(1, box(0, 0, 3_000_000, 1), box(0, 1, 1, 1))], [], noMasks)
    assert.deepEqual([figures?.incomparableFrameCount, figures?.area], [1, 0])
  })
})

const NO_IMAGE = { type: 'MaskAnnotation', mask: null } as const
