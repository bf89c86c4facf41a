import { SlicegraphError } from '../../errors.ts'
import {
  decodePng,
  decodeRle,
  encodePng,
  encodeRle,
  foreground,
  measure,
  ofColors,
  toBitmap,
} from '../../masks/index.ts'
import { digestOf, keepFile } from '../../media/index.ts'
import type { RunLengthEncoding } from '../../model/index.ts'
import type { ImageResult, Task } from './thread-tasks.ts'

/** @throws SlicegraphError for an image that cannot be decoded; its bytes are not kept. */
export function measureImage({ bytes, colors, folder }: Task<'image'>): ImageResult {
  const png = decodePng(bytes)
  const runs = colors === null ? [foreground(png)] : ofColors(png, colors)
  if (runs.reduce((sum, { edges }) => sum + edges.length, 0) > 2 * MAX_RUNS)
    throw new SlicegraphError('UPSTREAM_TOO_LARGE', `the PNG is not read: its masks have more than ${MAX_RUNS} runs.`)
  const masks = runs.map(each => ({ ...measure(each), rle: encodeRle(each) }))
  return { digest: folder === null ? digestOf(bytes) : keepFile(folder, bytes), masks }
}

/** Of an image: as many as noise of 2,048 pixels a side has. The text of more would take long to store and to read. */
const MAX_RUNS = 2 ** 21

export function drawMask(rle: RunLengthEncoding): Buffer {
  return encodePng(toBitmap(decodeRle(rle)))
}
