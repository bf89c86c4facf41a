import type { Annotation, Point } from '../model/index.ts'

/** Samples of one label in a frame, at most. */
const MAX_SAMPLES = 10_000
/** Between neighbouring samples of a polyline, in pixels. */
const STEP = 1

/** Polylines and points of one label in a frame, as lists of points. */
export function linesOf(annotations: readonly Annotation[]): readonly (readonly Point[])[] {
  return annotations.flatMap(annotation => {
    if (annotation.type === 'PointAnnotation') return [[annotation.point]]
    return annotation.type === 'PolylineAnnotation' && annotation.line.length > 0 ? [annotation.line] : []
  })
}

/**
 * Samples of lines: their vertices, and points between them that are at most a pixel apart. Lines that are too long for
 * that have wider steps, and of too many vertices samples are spread evenly. x and y in turn.
 */
export function* samplesOf(lines: readonly (readonly Point[])[]): Generator<undefined, readonly number[]> {
  let vertices = 0
  let length = 0
  for (const line of lines) {
    vertices += line.length
    length += yield* lengthOf(line)
  }
  const step = Math.max(STEP, length / Math.max(1, MAX_SAMPLES - vertices))
  const every = Math.max(1, vertices / MAX_SAMPLES)
  const samples: number[] = []
  let number = 0
  for (const line of lines) {
    for (const [index, point] of line.entries()) {
      if (number % 1024 === 1023) yield
      // Of every so many vertices, the first.
      if (Math.floor(number / every) !== Math.floor((number - 1) / every)) samples.push(point.x, point.y)
      number += 1
      const next = line[index + 1]
      if (!next || vertices >= MAX_SAMPLES) continue
      const parts = Math.ceil(Math.hypot(next.x - point.x, next.y - point.y) / step)
      for (let part = 1; part < parts; part++)
        samples.push(point.x + ((next.x - point.x) * part) / parts, point.y + ((next.y - point.y) * part) / parts)
    }
  }
  return samples
}

function* lengthOf(line: readonly Point[]): Generator<undefined, number> {
  let length = 0
  let last: Point | undefined
  for (const [index, point] of line.entries()) {
    if (index % 4096 === 4095) yield
    if (last) length += Math.hypot(point.x - last.x, point.y - last.y)
    last = point
  }
  return length
}
