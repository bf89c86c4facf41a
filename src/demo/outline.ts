import type { Random } from './random.ts'

export type Spot = { readonly x: number; readonly y: number }

/** Slices are that many pixels wide and high. */
export const SLICE_SIZE = 512

/**
 * A body that the slices cut: it swells, shrinks and drifts from the first slice that meets it to the last.
 * @returns its outline in the slice at `depth`, from 0 (first slice) to 1 (last): a closed line, its first point last
 * again.
 */
export function createBody(random: Random, radius: number) {
  const room = radius + 40
  const middle = { x: random.float(room, SLICE_SIZE - room), y: random.float(room, SLICE_SIZE - room) }
  const drift = { x: random.float(-18, 18), y: random.float(-18, 18) }
  const flatness = random.float(0.6, 0.95)
  const tilt = random.float(0, Math.PI)
  const lobes = random.int(2, 5)
  const depthOfLobes = random.float(0.03, 0.14)
  const drawnCorners = random.int(10, 18)
  return (depth: number, corners = drawnCorners): Spot[] => {
    const reach = radius * (0.35 + 0.65 * Math.sin(Math.PI * (0.08 + 0.84 * depth)))
    const line = Array.from({ length: corners }, (_, index) => {
      const turn = (2 * Math.PI * index) / corners
      const distance = reach * (1 + depthOfLobes * Math.sin(lobes * turn + 2 * depth))
      const across = distance * Math.cos(turn)
      const along = distance * flatness * Math.sin(turn)
      const x = middle.x + drift.x * depth + across * Math.cos(tilt) - along * Math.sin(tilt)
      const y = middle.y + drift.y * depth + across * Math.sin(tilt) + along * Math.cos(tilt)
      return { x: thousandths(x), y: thousandths(y) }
    })
    return [...line, ...line.slice(0, 1)]
  }
}

/** The export writes three digits. */
const thousandths = (pixels: number) => Math.round(pixels * 1000) / 1000
