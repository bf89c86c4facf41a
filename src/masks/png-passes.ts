import type { PngHeader } from './png-header.ts'

/** A grid of pixels whose lines are sent together: the whole image, or every second, fourth or eighth of it. */
export interface Pass {
  /** Of its first pixel in the image. */
  readonly left: number
  readonly top: number
  /** From one of its pixels to the next in the image. */
  readonly stepX: number
  readonly stepY: number
  /** Its own size in pixels, at least 1. */
  readonly width: number
  readonly height: number
  /** Bytes of a line without the byte before it that names its filter. */
  readonly lineBytes: number
  /** Of its first line in the inflated bytes. */
  readonly offset: number
}

const WHOLE = [[0, 0, 1, 1]] as const

/** https://www.w3.org/TR/png-3/#8InterlaceMethods */
const ADAM7 = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const

/** The passes of an image in their order, without those that hold no pixel of it. */
export function passesOf({ width, height, depth, channels, interlaced }: PngHeader): Pass[] {
  let offset = 0
  return (interlaced ? ADAM7 : WHOLE)
    .filter(([left, top]) => left < width && top < height)
    .map(([left, top, stepX, stepY]) => {
      const columns = Math.ceil((width - left) / stepX)
      const lines = Math.ceil((height - top) / stepY)
      const lineBytes = Math.ceil((columns * depth * channels) / 8)
      const pass = { left, top, stepX, stepY, width: columns, height: lines, lineBytes, offset }
      offset += lines * (1 + lineBytes)
      return pass
    })
}

/** Bytes of all passes, filters included. */
export function byteLengthOf(passes: readonly Pass[]): number {
  return passes.reduce((sum, { height, lineBytes }) => sum + height * (1 + lineBytes), 0)
}
