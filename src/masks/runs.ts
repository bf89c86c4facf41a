import type { DecodedPng } from './decode-png.ts'
import { colorOf, isVisible, packRgb } from './pixel.ts'

/** One mask, row by row from the top left. */
export interface Bitmap {
  readonly width: number
  readonly height: number
  /** One byte a pixel: 0 background, 1 foreground. */
  readonly data: Uint8Array
}

/**
 * One mask as its runs of foreground down the columns, the order COCO counts in. Masks are measured by their runs, which
 * are far fewer than their pixels.
 */
export interface MaskRuns {
  readonly width: number
  readonly height: number
  /**
   * The first pixel of a run, the first after it, and so on, where the pixel at (x, y) has the number `x * height + y`.
   * Ascending; their count is even.
   */
  readonly edges: readonly number[]
}

/** The mask of an image that shows one mask alone: every pixel that is neither black nor transparent. */
export function foreground(image: DecodedPng): MaskRuns {
  const edges: number[] = []
  trace(image, pixel => (isVisible(pixel) ? edges : undefined))
  return { width: image.width, height: image.height, edges }
}

/**
 * The masks of a composite: the pixels that have each of the colours, by exactly its red, green and blue from 0 to 255,
 * whatever their alpha. One pass over the pixels, however many colours are asked for. A grey's channels are equal,
 * samples of less than 8 bits count as their share of 255, and 16-bit ones by their high byte. No pixel has a colour
 * outside of that range.
 *
 * @returns a mask for each of the colours, in their order; empty for a colour that is not there.
 */
export function ofColors(image: DecodedPng, colors: readonly (readonly number[])[]): MaskRuns[] {
  const keys = colors.map(keyOf)
  const edgesOf = new Map(keys.map(key => [key, [] as number[]]))
  trace(image, pixel => edgesOf.get(colorOf(pixel)))
  return keys.map(key => ({ width: image.width, height: image.height, edges: edgesOf.get(key) ?? [] }))
}

export function toBitmap({ width, height, edges }: MaskRuns): Bitmap {
  const data = new Uint8Array(width * height)
  for (let i = 0; i < edges.length; i += 2) {
    const end = edges[i + 1] ?? 0
    for (let at = edges[i] ?? 0; at < end; at++) data[(at % height) * width + Math.floor(at / height)] = 1
  }
  return { width, height, data }
}

const NO_COLOR = -1

function keyOf([red = NO_COLOR, green = NO_COLOR, blue = NO_COLOR]: readonly number[]): number {
  const isByte = (value: number) => Number.isInteger(value) && value >= 0 && value <= 255
  return [red, green, blue].every(isByte) ? packRgb(red, green, blue) : NO_COLOR
}

/**
 * Goes down the columns and adds the edges of runs to the list of their pixels. Around the drawn area it takes one step,
 * which may be of no pixel.
 */
function trace(
  { width, height, left, right, top, bottom, stride, pixels }: DecodedPng,
  listOf: (pixel: number) => number[] | undefined,
): void {
  let last = 0
  let list: number[] | undefined
  const turnTo = (pixel: number, position: number) => {
    last = pixel
    const next = listOf(pixel)
    if (next === list) return
    if (list?.at(-1) === position) list.pop()
    else list?.push(position)
    next?.push(position)
    list = next
  }
  turnTo(0, 0)
  for (let x = left; x < right; x++) {
    let position = x * height
    if (top > 0 && last !== 0) turnTo(0, position)
    position += top
    for (let at = x - left; at < pixels.length; at += stride, position++) {
      const pixel = pixels[at] ?? 0
      if (pixel !== last) turnTo(pixel, position)
    }
    if (bottom < height && last !== 0) turnTo(0, position)
  }
  if (right < width && last !== 0) turnTo(0, right * height)
  list?.push(width * height)
}
