import assert from 'node:assert/strict'

/*
 * Reads COCO by its published rules alone: "Data format, object detection" of cocodataset.org, and `maskApi.c` of the COCO
 * API for compressed run lengths.
 */

interface Rle {
  readonly size: readonly [height: number, width: number]
  readonly counts: string
}

interface CocoImage {
  readonly id: number
  readonly file_name: string
  readonly width: number
  readonly height: number
  readonly size_known: boolean
  readonly data_row_id: string
  readonly global_key: string | null
  readonly plane: string | null
  readonly frame: number | null
}

interface CocoItem {
  readonly id: number
  readonly image_id: number
  readonly category_id: number
  readonly label_id: string
  readonly feature_id: string
  readonly created_by: string | null
}

interface CocoAnnotation extends CocoItem {
  readonly segmentation: Rle | readonly (readonly number[])[]
  readonly area: number
  readonly bbox: readonly [x: number, y: number, width: number, height: number]
  readonly iscrowd: 0 | 1
}

export interface CocoFile {
  readonly info: { readonly unmeasured_masks: number; readonly remote_groups: number }
  readonly images: readonly CocoImage[]
  readonly categories: readonly { readonly id: number; readonly name: string; readonly supercategory: string }[]
  readonly annotations: readonly CocoAnnotation[]
  readonly polylines: readonly (CocoItem & { readonly points: readonly number[]; readonly length: number })[]
  readonly points: readonly (CocoItem & { readonly point: readonly [x: number, y: number] })[]
}

/** Fails on anything that the rules forbid. */
export function readCoco(text: string): CocoFile {
  const file = JSON.parse(text) as CocoFile
  for (const list of ['images', 'categories', 'annotations', 'polylines', 'points'] as const)
    assert.deepEqual(
      file[list].map(({ id }) => id),
      Array.from({ length: file[list].length }, (_, index) => index + 1),
      `ids of ${list}`,
    )
  const images = new Map(file.images.map(image => [image.id, image]))
  const categories = new Set(file.categories.map(({ id }) => id))
  assert.equal(new Set(file.images.map(image => image.file_name)).size, images.size)
  assert.equal(new Set(file.categories.map(({ name }) => name)).size, categories.size)
  for (const { file_name, width, height } of file.images) {
    assert.ok(width >= 1 && height >= 1 && Math.ceil(width) === width && Math.ceil(height) === height, file_name)
    assert.equal(typeof file_name, 'string')
  }
  for (const { image_id, category_id } of [...file.annotations, ...file.polylines, ...file.points])
    assert.ok(images.has(image_id) && categories.has(category_id))
  for (const annotation of file.annotations) checkAnnotation(annotation)
  return file
}

function checkAnnotation({ segmentation, area, bbox, iscrowd }: CocoAnnotation): void {
  assert.equal(iscrowd, 0)
  const [box, covered] = 'counts' in segmentation ? ofPixels(segmentation) : ofPolygon(segmentation)
  for (const [index, side] of bbox.entries()) requireNear(side, box[index] ?? Number.NaN)
  requireNear(area, covered)
}

type Measures = readonly [box: readonly number[], area: number]

/** `rleToBbox` and `rleArea`, by looking at each pixel. */
function ofPixels(rle: Rle): Measures {
  const [height, width] = rle.size
  const pixels = pixelsOf(rle)
  let area = 0
  let [left, top, right, bottom] = [width, height, 0, 0]
  for (let x = 0; x < width; x++)
    for (let y = 0; y < height; y++) {
      if (pixels[x * height + y] !== 1) continue
      area += 1
      left = Math.min(left, x)
      top = Math.min(top, y)
      right = Math.max(right, x + 1)
      bottom = Math.max(bottom, y + 1)
    }
  return area === 0 ? [[0, 0, 0, 0], 0] : [[left, top, right - left, bottom - top], area]
}

/** `rleFrString` and `rleDecode`: pixels down the columns. */
export function pixelsOf({ size: [height, width], counts }: Rle): Uint8Array {
  const runs: number[] = []
  for (let at = 0; at < counts.length; ) {
    let value = 0
    let shift = 0
    let more = true
    while (more) {
      const character = counts.charCodeAt(at++) - 48
      value |= (character & 0x1f) << shift
      more = (character & 0x20) !== 0
      shift += 5
      if (!more && character & 0x10) value |= -1 << shift
    }
    runs.push(runs.length > 2 ? value + (runs.at(-2) ?? 0) : value)
  }
  const pixels = new Uint8Array(height * width)
  let end = 0
  for (const [index, run] of runs.entries()) {
    assert.ok(run >= 0)
    pixels.fill(index % 2, end, end + run)
    end += run
  }
  assert.equal(end, height * width)
  return pixels
}

/** From here on sums of coordinates are too coarse to be compared. */
const FAR = 1e6

/** A polygon has three points or more: readers take four numbers for a box. */
function ofPolygon(polygons: readonly (readonly number[])[]): Measures {
  const [polygon = [], ...others] = polygons
  assert.equal(others.length, 0)
  assert.ok(polygon.length >= 6 && polygon.length % 2 === 0)
  if (polygon.some(each => Math.abs(each) > FAR)) return [[], Number.NaN]
  const xs = polygon.filter((_, index) => index % 2 === 0)
  const ys = polygon.filter((_, index) => index % 2 === 1)
  let twice = 0
  for (const [index, x] of xs.entries()) {
    const next = (index + 1) % xs.length
    twice += x * (ys[next] ?? 0) - (xs[next] ?? 0) * (ys[index] ?? 0)
  }
  const [left, top] = [Math.min(...xs), Math.min(...ys)]
  return [[left, top, Math.max(...xs) - left, Math.max(...ys) - top], Math.abs(twice) / 2]
}

function requireNear(measured: number, expected: number): void {
  assert.ok(Number.isFinite(measured))
  if (Number.isNaN(expected)) return
  assert.ok(Math.abs(measured - expected) <= 1e-6 * Math.max(1, Math.abs(expected)), `${measured} is not ${expected}`)
}
