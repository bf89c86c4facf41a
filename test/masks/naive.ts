import assert from 'node:assert/strict'
import fc from 'fast-check'
import { type Bitmap, decodePng, encodePng, foreground, type MaskRuns, toBitmap } from '../../src/masks/index.ts'

/* Masks as the tests write and read them. */

/** `#` is foreground. */
export function bitmapOf(...rows: readonly string[]): Bitmap {
  const data = Uint8Array.from([...rows.join('')], character => (character === '#' ? 1 : 0))
  return { width: rows[0]?.length ?? 0, height: rows.length, data }
}

export function runsOf(bitmap: Bitmap): MaskRuns {
  return foreground(decodePng(encodePng(bitmap)))
}

/** The mask of the pixels that meet the test. */
export function assertPixels<T>(mask: MaskRuns, pixels: readonly T[], isForeground: (pixel: T) => boolean): void {
  assert.deepEqual(
    [...toBitmap(mask).data],
    pixels.map(pixel => (isForeground(pixel) ? 1 : 0)),
  )
}

/** Noise, empty masks, full ones, and such of long runs. */
export function arbitraryBitmap(side = 40): fc.Arbitrary<Bitmap> {
  return fc.tuple(fc.integer({ min: 1, max: side }), fc.integer({ min: 1, max: side })).chain(([width, height]) => {
    const length = width * height
    const runs = fc
      .array(fc.tuple(fc.nat(length), fc.nat(length)), { maxLength: 4 })
      .map(ends => Uint8Array.from({ length }, (_, i) => (ends.some(([a, b]) => a <= i && i < b) ? 1 : 0)))
    return fc
      .oneof(fc.uint8Array({ minLength: length, maxLength: length, max: 1 }), runs)
      .map(data => ({ width, height, data }))
  })
}
