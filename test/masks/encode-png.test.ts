import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { decode } from 'fast-png'
import { encodePng, encodeRgbPng } from '../../src/masks/index.ts'
import { arbitraryBitmap } from './naive.ts'

suite('PNGs as another decoder reads them', () => {
  test('a mask is 0 and 255 in one channel of 8 bits', () => {
    fc.assert(
      fc.property(arbitraryBitmap(), mask => {
        const { width, height, channels, depth, data } = decode(encodePng(mask), { checkCrc: true })
        assert.deepEqual(
          { width, height, channels, depth },
          { width: mask.width, height: mask.height, channels: 1, depth: 8 },
        )
        assert.deepEqual(
          [...data],
          [...mask.data].map(value => value * 255),
        )
      }),
    )
  })

  test('a composite is RGB of 8 bits', () => {
    const image = { width: 2, height: 2, data: Uint8Array.of(1, 2, 3, 0, 0, 0, 255, 254, 253, 7, 8, 9) }
    const { width, height, channels, depth, data } = decode(encodeRgbPng(image), { checkCrc: true })
    assert.deepEqual({ width, height, channels, depth }, { width: 2, height: 2, channels: 3, depth: 8 })
    assert.deepEqual([...data], [...image.data])
  })

  test('the same mask gives the same bytes', () => {
    const mask = { width: 2, height: 1, data: Uint8Array.of(0, 1) }
    assert.deepEqual(encodePng(mask), encodePng({ ...mask, data: Uint8Array.of(0, 1) }))
  })
})
