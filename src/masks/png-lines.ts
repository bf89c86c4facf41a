import { badPng, type PngHeader } from './png-chunks.ts'

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

/** A line without the byte before it, which names its filter. */
export function lineAt(lines: Buffer, { lineBytes, offset }: Pass, y: number): Buffer {
  const start = offset + y * (1 + lineBytes) + 1
  return lines.subarray(start, start + lineBytes)
}

/**
 * Undoes the filters and sets the bytes that name them to 0, no filter.
 * @throws SlicegraphError UPSTREAM_BAD_RESPONSE for a filter that PNG does not have.
 */
export function unfilterPass(lines: Buffer, pass: Pass, { channels, depth }: PngHeader): void {
  // Pixels of less than a byte are filtered by the byte before theirs.
  const step = Math.max(1, (channels * depth) / 8)
  const first = new Uint8Array(pass.lineBytes)
  for (let y = 0; y < pass.height; y++) {
    const filterAt = pass.offset + y * (1 + pass.lineBytes)
    const filter = lines[filterAt] ?? 0
    if (filter === 0) continue
    const prior = y === 0 ? first : lineAt(lines, pass, y - 1)
    unfilter(filter, lineAt(lines, pass, y), prior, step)
    lines[filterAt] = 0
  }
}

/**
 * Undoes the filter of a line in place. `prior` is the line above it, undone already, or zeros; `step` the bytes from
 * a sample to the one before it that it is filtered by. https://www.w3.org/TR/png-3/#9Filters
 */
function unfilter(filter: number, line: Uint8Array, prior: Uint8Array, step: number): void {
  // A Uint8Array keeps the lowest eight bits of what is put into it: the sums wrap around by themselves.
  switch (filter) {
    case 0:
      return
    case 1:
      for (let i = step; i < line.length; i++) line[i] = at(line, i) + at(line, i - step)
      return
    case 2:
      for (let i = 0; i < line.length; i++) line[i] = at(line, i) + at(prior, i)
      return
    case 3:
      for (let i = 0; i < line.length; i++) {
        const left = i < step ? 0 : at(line, i - step)
        line[i] = at(line, i) + ((left + at(prior, i)) >> 1)
      }
      return
    case 4:
      for (let i = 0; i < line.length; i++) {
        const left = i < step ? 0 : at(line, i - step)
        const corner = i < step ? 0 : at(prior, i - step)
        line[i] = at(line, i) + paeth(left, at(prior, i), corner)
      }
      return
    default:
      throw badPng('a line of it has a filter that PNG does not have')
  }
}

/** Whichever of the three is nearest to `left + above - corner`; the first of those that are as near. */
function paeth(left: number, above: number, corner: number): number {
  const byLeft = Math.abs(above - corner)
  const byAbove = Math.abs(left - corner)
  const byCorner = Math.abs(left + above - 2 * corner)
  if (byLeft <= byAbove && byLeft <= byCorner) return left
  return byAbove <= byCorner ? above : corner
}

function at(bytes: Uint8Array, index: number): number {
  return bytes[index] ?? 0
}
