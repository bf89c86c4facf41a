import { constants, inflateSync } from 'node:zlib'
import { isZeroBlack, pixelReader } from './pixel.ts'
import { type PngParts, readChunks } from './png-chunks.ts'
import { badPng, tooLargePng } from './png-fault.ts'
import type { PngHeader } from './png-header.ts'
import { byteLengthOf, type Pass, passesOf } from './png-passes.ts'
import { unfilter } from './unfilter.ts'

/** A PNG's pixels, to be read by `foreground` and `ofColors`. */
export interface DecodedPng {
  readonly width: number
  readonly height: number
  /** Rows from `top` to before `bottom` are there; all pixels of the others are 0, which is most of a mask. */
  readonly top: number
  readonly bottom: number
  /** From a pixel to the one below it in `pixels`, at least the width. */
  readonly stride: number
  /** Row by row from the left of `top`; what a number means is told in `pixel.ts`. */
  readonly pixels: Int32Array
}

export interface PngLimits {
  /** Width times height. A decoded image takes at most 12 bytes for each, and is gone once its runs are known. */
  readonly maxPixels: number
}

/** Room for a frame of 8K video (33,177,600) and for any mammogram. */
export const DEFAULT_PNG_LIMITS: PngLimits = { maxPixels: 2 ** 25 }

/** As far as DICOM's 16 bits for rows and columns go. */
const MAX_SIDE = 65_535

/**
 * Decodes a PNG of any colour type, depth and interlacing. What it may cost is settled before anything is inflated:
 * the header says how many bytes of pixels there are to be, and not one more is made.
 *
 * By our own hand, since counting those bytes is to inflate them, and little is left to do then; fast-png would inflate
 * them a second time (and texts and profiles without a bound), and cannot read interlaced images below 8 bits.
 *
 * @throws SlicegraphError UPSTREAM_BAD_RESPONSE: no PNG, damaged, cut short or empty; UPSTREAM_TOO_LARGE: more pixels
 * than `limits` allow, or more bytes than its header declares.
 */
export function decodePng(bytes: Uint8Array, limits: PngLimits = DEFAULT_PNG_LIMITS): DecodedPng {
  const parts = readChunks(bytes)
  const { width, height } = parts.header
  if (width > MAX_SIDE || height > MAX_SIDE) throw tooLargePng(`it is more than ${MAX_SIDE} pixels wide or high`)
  if (width * height > limits.maxPixels) throw tooLargePng(`it has more than ${limits.maxPixels} pixels`)
  const passes = passesOf(parts.header)
  const length = passes.reduce((sum, pass) => sum + byteLengthOf(pass), 0)
  const lines = inflate(parts.compressed, length)
  for (const [pass, offset] of withOffsets(passes)) unfilterPass(lines, pass, offset, parts.header)
  const { top, bottom } = drawnRows(parts, passes, lines)
  const stride = strideOf(width)
  const pixels = new Int32Array(stride * (bottom - top))
  const read = pixelReader(parts.header, parts.palette)
  for (const [pass, offset] of withOffsets(passes))
    for (let y = 0; y < pass.height; y++) {
      const row = pass.top + y * pass.stepY
      if (row < top || row >= bottom) continue
      const line = lineAt(lines, pass, offset, y)
      read(line, pass.width, pixels, (row - top) * stride + pass.left, pass.stepX)
    }
  return { width, height, top, bottom, stride, pixels }
}

/** With where each begins in the inflated bytes. */
function* withOffsets(passes: readonly Pass[]): Generator<[Pass, number], void, undefined> {
  let offset = 0
  for (const pass of passes) {
    yield [pass, offset]
    offset += byteLengthOf(pass)
  }
}

/** A line without the byte before it, which names its filter. */
function lineAt(lines: Buffer, { lineBytes }: Pass, offset: number, y: number): Buffer {
  const start = offset + y * (1 + lineBytes) + 1
  return lines.subarray(start, start + lineBytes)
}

function unfilterPass(lines: Buffer, pass: Pass, offset: number, { channels, depth }: PngHeader): void {
  // Pixels of less than a byte are told by the byte before theirs.
  const step = Math.max(1, (channels * depth) / 8)
  let prior: Uint8Array = new Uint8Array(pass.lineBytes)
  for (let y = 0; y < pass.height; y++) {
    const line = lineAt(lines, pass, offset, y)
    unfilter(lines[offset + y * (1 + pass.lineBytes)] ?? 0, line, prior, step)
    prior = line
  }
}

/** From the first to the last row with a byte that is not 0; all where the image is interlaced, or 0 is no black. */
function drawnRows({ header, palette }: PngParts, [pass]: readonly Pass[], lines: Buffer): RowRange {
  const { height, interlaced } = header
  if (!pass || interlaced || !isZeroBlack(header, palette)) return { top: 0, bottom: height }
  const zeros = Buffer.alloc(pass.lineBytes)
  const isBlank = (y: number) => lineAt(lines, pass, 0, y).equals(zeros)
  let top = 0
  while (top < height && isBlank(top)) top++
  let bottom = height
  while (bottom > top && isBlank(bottom - 1)) bottom--
  return { top, bottom }
}

type RowRange = Pick<DecodedPng, 'top' | 'bottom'>

/** @returns exactly `length` bytes. */
function inflate(compressed: readonly Buffer[], length: number): Buffer {
  let inflated: Buffer
  try {
    // A chunk that holds it all spares the copy of many into one.
    const chunkSize = Math.max(constants.Z_MIN_CHUNK, length + 1)
    inflated = inflateSync(Buffer.concat(compressed), { maxOutputLength: length, chunkSize })
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE')
      throw tooLargePng('its pixel data is longer than its header declares', { cause: error })
    throw badPng('its pixel data is damaged or cut short', { cause: error })
  }
  if (inflated.length < length) throw badPng('it has fewer pixels than its header declares')
  return inflated
}

/**
 * Runs go down the columns. Where rows are a power of two apart, a column's pixels compete for one place in the
 * processor's cache: 1024 x 1024 take seven times as long.
 */
function strideOf(width: number): number {
  return width % 64 === 0 ? width + 16 : width
}
