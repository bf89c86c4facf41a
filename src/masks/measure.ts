import type { MaskMeasures } from '../model/index.ts'
import type { MaskRuns } from './runs.ts'

/** Area, box and centroid in pixels; the centre of the first pixel is at (0.5, 0.5). */
export function measure({ width, height, edges }: MaskRuns): MaskMeasures {
  let area = 0
  let sumX = 0
  let sumY = 0
  let left = width
  let right = 0
  let top = height
  let bottom = 0
  /** Adds the pixels of a column from row `from` to before row `to`. */
  const add = (x: number, from: number, to: number) => {
    const length = to - from
    area += length
    sumX += x * length
    // Rows are evenly spaced, so their sum is their number times the mean of the first and the last.
    sumY += (length * (from + to - 1)) / 2
    left = Math.min(left, x)
    right = Math.max(right, x + 1)
    top = Math.min(top, from)
    bottom = Math.max(bottom, to)
  }
  for (let i = 0; i < edges.length; i += 2) {
    const end = edges[i + 1] ?? 0
    // A run may go on from the foot of a column to the head of the next.
    for (let at = edges[i] ?? 0; at < end; ) {
      const x = Math.floor(at / height)
      const columnEnd = Math.min(end, (x + 1) * height)
      add(x, at - x * height, columnEnd - x * height)
      at = columnEnd
    }
  }
  if (area === 0) return { width, height, area, boundingBox: null, centroid: null }
  const boundingBox = { left, top, width: right - left, height: bottom - top }
  return { width, height, area, boundingBox, centroid: { x: sumX / area + 0.5, y: sumY / area + 0.5 } }
}
