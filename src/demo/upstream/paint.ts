import { type Bitmap, encodePng, encodeRgbPng } from '../../masks/index.ts'
import { type Drawing, isIn } from '../drawing.ts'
import { SLICE_SIZE, type Spot } from '../outline.ts'

/** Enough for a round edge. */
const CORNERS = 120

/** The masks of one plane. Where two meet the smaller lies on top, so every pixel belongs to one, alone or in a composite. */
export interface Picture {
  /** The PNG of one of the masks in a frame; null where it is not there. */
  mask(featureId: string, frame: number): Buffer | null
  /** The PNG of all masks in a frame, each in its colour; null where there is none. */
  composite(frame: number): Buffer | null
}

/** @param drawings of one plane; those that are no masks are left out. */
export function createPicture(drawings: readonly Drawing[]): Picture {
  const masks = drawings.filter(({ tool }) => tool.kind === 'mask').sort((a, b) => b.tool.radius - a.tool.radius)
  const size = { width: SLICE_SIZE, height: SLICE_SIZE }
  return {
    mask(featureId, frame) {
      const drawing = masks.find(each => each.featureId === featureId)
      if (!drawing || !isIn(drawing, frame)) return null
      return encodePng({ ...size, data: paint(masks, frame, each => (each === drawing ? 1 : 0)) })
    },
    composite(frame) {
      if (!masks.some(drawing => isIn(drawing, frame))) return null
      const owners = paint(masks, frame, each => masks.indexOf(each) + 1)
      return encodeRgbPng({ ...size, data: inColor(owners, masks) })
    },
  }
}

/** One byte a pixel: 0, or the mark of the mask that it belongs to. */
function paint(masks: readonly Drawing[], frame: number, markOf: (mask: Drawing) => number): Bitmap['data'] {
  const pixels = new Uint8Array(SLICE_SIZE * SLICE_SIZE)
  for (const mask of masks) if (isIn(mask, frame)) fill(pixels, mask.outline(frame, CORNERS), markOf(mask))
  return pixels
}

/** Fills a closed line, row by row: from each odd crossing of a row with the line to the next. */
function fill(pixels: Uint8Array, line: readonly Spot[], value: number): void {
  const heights = line.map(({ y }) => y)
  const last = Math.min(SLICE_SIZE - 1, Math.floor(Math.max(...heights)))
  for (let row = Math.max(0, Math.floor(Math.min(...heights))); row <= last; row += 1) {
    const crossings = crossingsAt(line, row + 0.5)
    for (let index = 0; index + 1 < crossings.length; index += 2) {
      const from = inside(Math.round(crossings[index] ?? 0))
      const to = inside(Math.round(crossings[index + 1] ?? 0))
      pixels.fill(value, row * SLICE_SIZE + from, row * SLICE_SIZE + to)
    }
  }
}

const inside = (x: number) => Math.min(SLICE_SIZE, Math.max(0, x))

function crossingsAt(line: readonly Spot[], y: number): number[] {
  const crossings: number[] = []
  for (const [index, a] of line.entries()) {
    const b = line[index + 1]
    if (b && a.y > y !== b.y > y) crossings.push(a.x + ((y - a.y) / (b.y - a.y)) * (b.x - a.x))
  }
  return crossings.sort((one, other) => one - other)
}

/** @param owners of each pixel: 0 for background, else one more than the mask's index. */
function inColor(owners: Uint8Array, masks: readonly Drawing[]): Uint8Array {
  const data = new Uint8Array(owners.length * 3)
  for (let pixel = 0; pixel < owners.length; pixel += 1) {
    const owner = owners[pixel] ?? 0
    if (owner === 0) continue
    data.set(masks[owner - 1]?.color ?? [], 3 * pixel)
  }
  return data
}
