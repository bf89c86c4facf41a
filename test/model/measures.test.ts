import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { boundsOf, enclosedArea, isClosed, type Point, polygonArea, polylineLength } from '../../src/model/index.ts'

const SQUARE: readonly Point[] = [
  { x: 1, y: 1 },
  { x: 1, y: 3 },
  { x: 3, y: 3 },
  { x: 3, y: 1 },
]

/** Points of whole pixels: sums of them are exact, so measures can be compared without tolerance. */
const pixel = fc.integer({ min: -5_000, max: 5_000 })
const points = fc.array(fc.record({ x: pixel, y: pixel }), { maxLength: 20 })
const moved = (list: readonly Point[], x: number, y: number) => list.map(p => ({ x: p.x + x, y: p.y + y }))

suite('the area of a polygon', () => {
  test('is that of a square, whichever way round, closed or not', () => {
    assert.equal(polygonArea(SQUARE), 4)
    assert.equal(polygonArea(SQUARE.toReversed()), 4)
    assert.equal(polygonArea([...SQUARE, ...SQUARE.slice(0, 1)]), 4)
  })

  test('is nothing with fewer than three points', () => {
    for (const count of [0, 1, 2]) assert.equal(polygonArea(SQUARE.slice(0, count)), 0)
  })

  test('does not depend on where it lies, nor on which point comes first', () => {
    fc.assert(
      fc.property(points, pixel, pixel, fc.nat(20), (list, x, y, start) => {
        const area = polygonArea(list)
        assert.equal(polygonArea(moved(list, x, y)), area)
        assert.equal(polygonArea([...list.slice(start), ...list.slice(0, start)]), area)
      }),
    )
  })
})

suite('the length of a polyline', () => {
  test('leaves out the way back', () => {
    assert.equal(polylineLength(SQUARE), 6)
    assert.equal(polylineLength([...SQUARE, ...SQUARE.slice(0, 1)]), 8)
  })

  test('is nothing with fewer than two points', () => {
    for (const count of [0, 1]) assert.equal(polylineLength(SQUARE.slice(0, count)), 0)
  })

  test('is at least the way from end to end', () => {
    fc.assert(
      fc.property(points, list => {
        const ends = [list.at(0), list.at(-1)].filter(end => end !== undefined)
        assert.ok(polylineLength(list) >= polylineLength(ends) - 1e-6)
      }),
    )
  })
})

suite('a closed polyline', () => {
  const first = { x: 1, y: 1 }
  test('has four or more points, and ends within half a pixel of where it began', () => {
    assert.equal(isClosed([...SQUARE, first]), true)
    assert.equal(isClosed([...SQUARE, { x: 1.3, y: 0.6 }]), true)
    assert.equal(isClosed([...SQUARE, { x: 1.4, y: 0.6 }]), false)
    assert.equal(isClosed([...SQUARE.slice(0, 3), first]), true)
    assert.equal(isClosed([...SQUARE.slice(0, 2), first]), false)
    for (const count of [0, 1, 4]) assert.equal(isClosed(SQUARE.slice(0, count)), false)
  })

  test('encloses the area of its polygon, an open one none', () => {
    assert.equal(enclosedArea([...SQUARE, first]), 4)
    assert.equal(enclosedArea(SQUARE), null)
    fc.assert(
      fc.property(points, list => {
        const line = [...list, ...list.slice(0, 1)]
        assert.equal(enclosedArea(line), line.length < 4 ? null : polygonArea(list))
      }),
    )
  })

  test('encloses a finite area, however far it reaches', () => {
    const far = [
      { x: -1e200, y: 0 },
      { x: 1e200, y: 1e200 },
      { x: 1e200, y: -1e200 },
    ]
    assert.equal(enclosedArea([...far, ...far.slice(0, 1)]), Number.MAX_VALUE)
  })
})

suite('the box around points', () => {
  test('is the smallest one', () => {
    const list = [
      { x: 3, y: -1 },
      { x: -2, y: 4.5 },
      { x: 0, y: 0 },
    ]
    assert.deepEqual(boundsOf(list), { left: -2, top: -1, width: 5, height: 5.5 })
  })

  test('has no size around one point, and is not there without any', () => {
    assert.deepEqual(boundsOf([{ x: 1, y: 2 }]), { left: 1, top: 2, width: 0, height: 0 })
    assert.equal(boundsOf([]), null)
  })

  test('stays finite where the distance is not', () => {
    const far = Number.MAX_VALUE
    const ends = [
      { x: -far, y: 0 },
      { x: far, y: 0 },
    ]
    assert.deepEqual(boundsOf(ends), { left: -far, top: 0, width: far, height: 0 })
  })

  test('moves with its points', () => {
    fc.assert(
      fc.property(points, pixel, pixel, (list, x, y) => {
        const box = boundsOf(list)
        if (!box) return
        assert.deepEqual(boundsOf(moved(list, x, y)), { ...box, left: box.left + x, top: box.top + y })
      }),
    )
  })
})
