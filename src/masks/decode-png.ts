import { constants, inflateSync } from 'node:zlib'
import { isZeroBlack, pixelReader } from './pixel.ts'
import { badPng, type PngParts, readChunks, tooLargePng } from './png-chunks.ts'
import { byteLengthOf, lineAt, type Pass, passesOf, unfilterPass } from './png-lines.ts'

/** The pixels of a PNG, for `foreground` and `ofColors`. */
export interface DecodedPng extends PixelArea {
  readonly width: number
  readonly height: number
  /** The distance in `pixels` from a pixel to the one below it; at least the width of the area. */
  readonly stride: number
  /** Row by row from the area's upper left; `pixel.ts` defines the numbers. */
  readonly pixels: Int32Array
}

/** The drawn area, from `left` and `top` to before `right` and `bottom`. All pixels outside, most of a mask, are 0. */
interface PixelArea {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

/**
 * Width times height: enough for a frame of 8K video (33,177,600) and for any mammogram. A decoded image takes at most
 * 12 bytes per pixel, and is gone once its runs are known.
 */
export const MAX_PIXELS = 2 ** 25

/** The largest size that DICOM's 16 bits for rows and columns allow. */
const MAX_SIDE = 65_535

/**
 * Decodes a PNG of any colour type, depth and interlacing. Memory is bounded before anything is inflated: the header
 * gives the number of pixel bytes, and no more are inflated.
 *
 * It is our own decoder because counting those bytes means inflating them, and little is left to do then. fast-png would
 * inflate them a second time (texts and profiles without a bound), and cannot read interlaced images below 8 bits.
 *
 * @throws SlicegraphError UPSTREAM_BAD_RESPONSE: no PNG, damaged, cut short or empty; UPSTREAM_TOO_LARGE: more than
 * `maxPixels`, or more bytes than its header declares.
 */
export function decodePng(bytes: Uint8Array, maxPixels = MAX_PIXELS): DecodedPng {
  const parts = readChunks(bytes)
  const { width, height } = parts.header
  if (width > MAX_SIDE || height > MAX_SIDE) throw tooLargePng(`it is more than ${MAX_SIDE} pixels wide or high`)
  if (width * height > maxPixels) throw tooLargePng(`it has more than ${maxPixels} pixels`)
  const passes = passesOf(parts.header)
  const lines = inflate(parts.compressed, byteLengthOf(passes))
  for (const pass of passes) unfilterPass(lines, pass, parts.header)
  const area = drawnArea(parts, passes, lines)
  const stride = strideOf(area.right - area.left)
  const pixels = new Int32Array(stride * (area.bottom - area.top))
  readPixels(parts, passes, lines, { ...area, stride, pixels })
  release(lines)
  return { width, height, ...area, stride, pixels }
}

function readPixels(
  png: PngParts,
  passes: readonly Pass[],
  lines: Buffer,
  { left, right, top, bottom, stride, pixels }: Omit<DecodedPng, 'width' | 'height'>,
): void {
  const { header } = png
  const read = pixelReader(png)
  // Interlaced images are taken whole, so a line begins where its pass does.
  const skipped = (left * header.channels * header.depth) / 8
  for (const pass of passes)
    for (let y = 0; y < pass.height; y++) {
      const row = pass.top + y * pass.stepY
      if (row < top || row >= bottom) continue
      const line = lineAt(lines, pass, y).subarray(skipped)
      read(line, Math.min(pass.width, right - left), pixels, (row - top) * stride + pass.left, pass.stepX)
    }
}

/** The area of bytes that are not 0; the whole image where it is interlaced, or where 0 is not black. */
function drawnArea(png: PngParts, [pass]: readonly Pass[], lines: Buffer): PixelArea {
  const { width, height, channels, depth, interlaced } = png.header
  if (!pass || interlaced || !isZeroBlack(png)) return { left: 0, right: width, top: 0, bottom: height }
  const { top, bottom } = drawnRows(pass, lines)
  const { first, last } = drawnBytes(pass, lines, top, bottom)
  const pixelBytes = (channels * depth) / 8
  // Where a pixel is less than a byte, its byte is taken whole; where it is more, all its bytes are.
  const left = Math.floor(first / pixelBytes)
  return { left, right: Math.max(left, Math.min(width, Math.ceil(last / pixelBytes))), top, bottom }
}

/** The rows from the first to the last that is not blank. Most are blank, so many are compared in one step. */
function drawnRows({ height, lineBytes }: Pass, lines: Buffer): Pick<PixelArea, 'top' | 'bottom'> {
  const lineLength = 1 + lineBytes
  const zeros = Buffer.alloc(ROWS_AT_ONCE * lineLength)
  const areBlank = (y: number, rows: number) =>
    lines.compare(zeros, 0, rows * lineLength, y * lineLength, (y + rows) * lineLength) === 0
  let top = 0
  let bottom = height
  for (const rows of [ROWS_AT_ONCE, 1]) {
    while (top + rows <= bottom && areBlank(top, rows)) top += rows
    while (bottom - rows >= top && areBlank(bottom - rows, rows)) bottom -= rows
  }
  return { top, bottom }
}

const ROWS_AT_ONCE = 16

/** The bytes from the first to after the last that is not 0 in any of the rows. */
function drawnBytes({ lineBytes }: Pass, lines: Buffer, top: number, bottom: number) {
  let first = lineBytes
  let last = 0
  for (let y = top; y < bottom; y++) {
    const start = y * (1 + lineBytes) + 1
    let from = 0
    while (from < first && lines[start + from] === 0) from++
    first = from
    let to = lineBytes
    while (to > last && lines[start + to - 1] === 0) to--
    last = to
  }
  return { first, last }
}

/** @returns exactly `length` bytes. */
function inflate(compressed: readonly Buffer[], length: number): Buffer {
  let inflated: Buffer
  try {
    // One chunk for all of it avoids copying many into one.
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

/** Frees large memory at once: collecting many such buffers would pause the process for a while. */
function release({ buffer }: Buffer): void {
  // Small ones share theirs with others.
  if (buffer instanceof ArrayBuffer && buffer.byteLength > Buffer.poolSize) buffer.transfer(0)
}

/**
 * Runs go down the columns. Where rows are a power of two apart, a column's pixels compete for one place in the
 * processor's cache: 1024 x 1024 take seven times as long.
 */
function strideOf(width: number): number {
  return width % 64 === 0 ? width + 16 : width
}
