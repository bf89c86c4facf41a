import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import * as fc from 'fast-check'
import { compareDistances, type DrawnPlace, pairClasses } from '../../src/agreement/index.ts'
import { atOnce, type Geometry, type Point } from '../../src/model/index.ts'
import { annotationOf } from './drawings.ts'

type Line = readonly Point[]

const geometryOf = (line: Line): Geometry =>
  line.length === 1
    ? { type: 'PointAnnotation', point: line[0] as Point }
    : { type: 'PolylineAnnotation', line: [...line] }

const place = (frameNumber: number | null, lines: readonly Line[]): DrawnPlace => ({
  ...{ groupName: null, group: null, groupSpelling: null, frameNumber },
  annotations: lines.map((line, index) => annotationOf(`f${index}`, geometryOf(line))),
})

function distancesOf(one: readonly DrawnPlace[], other: readonly DrawnPlace[]) {
  const [pair] = atOnce(pairClasses(one, other))
  assert.ok(pair)
  return atOnce(compareDistances(pair))
}

const of = (one: readonly Line[], other: readonly Line[]) => distancesOf([place(1, one)], [place(1, other)])

/** Vertices, and whole steps between them. */
function samplesOf(lines: readonly Line[]): Point[] {
  return lines.flatMap(line =>
    line.flatMap((a, i) => {
      const b = line[i + 1]
      if (!b) return [a]
      const parts = Math.ceil(Math.hypot(b.x - a.x, b.y - a.y))
      const inner = Array.from({ length: Math.max(0, parts - 1) }, (_, n) => (n + 1) / parts)
      return [a, ...inner.map(t => ({ x: a.x + (b.x - a.x) * t, y: a.y + (b.y - a.y) * t }))]
    }),
  )
}

/** To each segment of each line. */
function nearest({ x, y }: Point, lines: readonly Line[]): number {
  const distances = lines.flatMap(line =>
    line.map((a, i) => {
      const b = line[i + 1] ?? a
      const [dx, dy] = [b.x - a.x, b.y - a.y]
      const squared = dx * dx + dy * dy
      const t = squared === 0 ? 0 : Math.max(0, Math.min(1, ((x - a.x) * dx + (y - a.y) * dy) / squared))
      return Math.hypot(a.x + t * dx - x, a.y + t * dy - y)
    }),
  )
  return Math.min(...distances)
}

const point = fc.record(
  { x: fc.integer({ min: -400, max: 400 }).map(n => n / 8), y: fc.integer({ min: -400, max: 400 }).map(n => n / 8) },
  { noNullPrototype: true },
)
const lines = fc.array(fc.array(point, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 20 })

suite('distances of polylines and points', () => {
  test('are those from every sample to every segment', () => {
    fc.assert(
      fc.property(lines, lines, (one, other) => {
        const found = of(one, other)
        const all = [
          ...samplesOf(one).map(sample => nearest(sample, other)),
          ...samplesOf(other).map(sample => nearest(sample, one)),
        ]
        const mean = all.reduce((sum, distance) => sum + distance, 0) / all.length
        assert.ok(Math.abs((found.meanDistance ?? -1) - mean) < 1e-9)
        assert.ok(Math.abs((found.hausdorffDistance ?? -1) - Math.max(...all)) < 1e-9)
        assert.ok(Math.abs((of(other, one).meanDistance ?? -1) - mean) < 1e-9)
      }),
      { numRuns: 60 },
    )
  })

  test('of parallel lines are how far they are apart', () => {
    const line = (y: number): Line => [
      { x: 0, y },
      { x: 10.5, y },
    ]
    assert.deepEqual(of([line(0)], [line(3)]), { meanDistance: 3, hausdorffDistance: 3 })
    assert.deepEqual(of([line(0)], [line(0)]), { meanDistance: 0, hausdorffDistance: 0 })
    assert.deepEqual(of([[{ x: 0, y: 0 }]], [[{ x: 3, y: 4 }]]), { meanDistance: 5, hausdorffDistance: 5 })
  })

  test('are of frames that both labels have, and null without any', () => {
    const [near, far] = [[[{ x: 0, y: 1 }]], [[{ x: 0, y: 100 }]]]
    const origin = [[{ x: 0, y: 0 }]]
    assert.deepEqual(distancesOf([place(1, origin), place(2, far)], [place(1, near)]), {
      meanDistance: 1,
      hausdorffDistance: 1,
    })
    assert.deepEqual(distancesOf([place(1, origin)], [place(2, near)]), { meanDistance: null, hausdorffDistance: null })
    // A polyline without points has nothing to be near to.
    const empty: DrawnPlace = {
      ...place(1, []),
      annotations: [annotationOf('f', { type: 'PolylineAnnotation', line: [] })],
    }
    assert.deepEqual(distancesOf([place(1, origin)], [empty]), { meanDistance: null, hausdorffDistance: null })
  })

  test('of long lines and of many vertices come from 10,000 samples a side', () => {
    const long = (y: number): Line => [
      { x: 0, y },
      { x: 1e7, y },
    ]
    assert.deepEqual(of([long(0)], [long(2)]), { meanDistance: 2, hausdorffDistance: 2 })
    const dense = (y: number): Line => Array.from({ length: 30_000 }, (_, i) => ({ x: i / 100, y }))
    assert.deepEqual(of([dense(0)], [dense(1)]), { meanDistance: 1, hausdorffDistance: 1 })
  })

  test('stay finite at the end of the number range', () => {
    const { meanDistance, hausdorffDistance } = of([[{ x: -1e308, y: 0 }]], [[{ x: 1e308, y: 0 }]])
    assert.ok(Number.isFinite(meanDistance) && Number.isFinite(hausdorffDistance))
  })
})
