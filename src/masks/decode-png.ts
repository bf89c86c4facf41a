import { constants, inflateSync } from 'node:zlib'
import { isZeroBlack, pixelReader } from './pixel.ts'
import { type PngParts, readChunks } from './png-chunks.ts'
import { badPng, tooLargePng } from './png-fault.ts'
import type { PngHeader } from './png-header.ts'
import { byteLengthOf, type Pass, passesOf } from './png-passes.ts'
import { unfilter } from './unfilter.ts'

/** A PNG's pixels, to be read by `foreground` and `ofColors`. */
export interface DecodedPng extends PixelArea {
  readonly width: number
  readonly height: number
  /** From a pixel to the one below it in `pixels`, at least the width of the area. */
  readonly stride: number
  /** Row by row from the area's upper left; `pixel.ts` defines the numbers. */
  readonly pixels: Int32Array
}

/** From `left` and `top` to before `right` and `bottom`. All pixels outside are 0, which is most of a mask. */
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
 * Decodes a PNG of any colour type, depth and interlacing. Its memory is bounded before anything is inflated: the
 * header says how many bytes of pixels there are to be, and not one more is made.
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
  const length = passes.reduce((sum, pass) => sum + byteLengthOf(pass), 0)
  const lines = inflate(parts.compressed, length)
  for (const [pass, offset] of withOffsets(passes)) unfilterPass(lines, pass, offset, parts.header)
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
  for (const [pass, offset] of withOffsets(passes))
    for (let y = 0; y < pass.height; y++) {
      const row = pass.top + y * pass.stepY
      if (row < top || row >= bottom) continue
      const line = lineAt(lines, pass, offset, y).subarray(skipped)
      read(line, Math.min(pass.width, right - left), pixels, (row - top) * stride + pass.left, pass.stepX)
    }
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

/** Undoes the filters; the bytes that name them are 0 then, as those of lines without one. */
function unfilterPass(lines: Buffer, pass: Pass, offset: number, { channels, depth }: PngHeader): void {
  // Pixels of less than a byte are filtered by the byte before theirs.
  const step = Math.max(1, (channels * depth) / 8)
  const first = new Uint8Array(pass.lineBytes)
  for (let y = 0; y < pass.height; y++) {
    const filterAt = offset + y * (1 + pass.lineBytes)
    const filter = lines[filterAt] ?? 0
    if (filter === 0) continue
    const prior = y === 0 ? first : lineAt(lines, pass, offset, y - 1)
    unfilter(filter, lineAt(lines, pass, offset, y), prior, step)
    lines[filterAt] = 0
  }
}

/** Where bytes are not 0; the whole where the image is interlaced, or 0 is no black. */
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

/** From the first to before the last row that is not blank. Most are, so many are looked at in one step. */
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

/** From the first to after the last byte that is not 0 in any of the rows. */
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

/** Gives large memory back at once: a collector that finds many such buffers holds up everything for a while. */
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
