import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { suite, test } from 'node:test'
import { promisify } from 'node:util'
import { deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { SlicegraphError } from '../../src/errors.ts'
import { decodePng, foreground, ofColors } from '../../src/masks/index.ts'
import { chunk, filteredLines, headerChunk, oddPng, pngOf, SIGNATURE } from '../support/png.ts'
import { bombInTexts, END, IDAT, TEN_BY_TEN, TOO_LARGE } from './bombs.ts'
import { DAMAGED, mended, SMALL } from './damaged-pngs.ts'

suite('what is no PNG that can be read is told as a bad response', () => {
  for (const [what, bytes] of Object.entries(DAMAGED))
    test(what, () => {
      assert.throws(() => decodePng(bytes), { name: 'SlicegraphError', code: 'UPSTREAM_BAD_RESPONSE' })
    })

  test('wherever it is cut', () => {
    const png = oddPng(SMALL)
    decodePng(png)
    for (let length = 0; length < png.length; length++)
      assert.throws(() => decodePng(png.subarray(0, length)), { code: 'UPSTREAM_BAD_RESPONSE' }, `cut at ${length}`)
  })

  test('whichever bit of it is turned', () => {
    const png = oddPng(SMALL)
    for (let bit = 0; bit < png.length * 8; bit++) {
      const turned = Buffer.from(png)
      turned[bit >> 3] = (turned[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      assert.throws(() => decodePng(turned), { code: 'UPSTREAM_BAD_RESPONSE' }, `bit ${bit}`)
    }
  })
})

suite('what would take too much memory is not read', () => {
  for (const [what, png] of Object.entries(TOO_LARGE))
    test(what, () => {
      assert.throws(() => decodePng(png()), { name: 'SlicegraphError', code: 'UPSTREAM_TOO_LARGE' })
    })

  test('a bomb in a text or a profile is left compressed', () => {
    assert.deepEqual(foreground(decodePng(bombInTexts())).edges, [])
  })

  test('the most pixels are a setting', () => {
    const png = pngOf(TEN_BY_TEN, IDAT, END)
    assert.equal(decodePng(png, 100).width, 10)
    assert.throws(() => decodePng(png, 99), { code: 'UPSTREAM_TOO_LARGE' })
  })

  // In a process of its own, which does nothing else: the largest of these would take 4 GiB.
  test('all of them together take less than 100 MiB', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [
      new URL('decode-bombs.ts', import.meta.url).pathname,
    ])
    const { count, grownKib } = JSON.parse(stdout)
    assert.equal(count, Object.keys(TOO_LARGE).length + 1)
    assert.ok(grownKib < 100 * 1024, `${grownKib} KiB`)
  })
})

suite('bytes at random are read or refused with a code that is documented', () => {
  test('bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), bytes => readOrRefuse(Buffer.concat([SIGNATURE, bytes]))))
  })

  test('a PNG with bytes changed and its checksums made right again', () => {
    const png = oddPng(SMALL)
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(png.length - 1), fc.nat(255)), { minLength: 1, maxLength: 5 }), changes => {
        const changed = Buffer.from(png)
        for (const [at, byte] of changes) changed[at] = byte
        readOrRefuse(mended(changed))
      }),
      { numRuns: 2000 },
    )
  })

  test('lines changed before they are packed', () => {
    const lines = filteredLines(SMALL)
    fc.assert(
      fc.property(fc.uint8Array({ minLength: lines.length - 1, maxLength: lines.length + 1, max: 6 }), changed => {
        const palette = chunk('PLTE', Uint8Array.from((SMALL.palette ?? []).flat()))
        readOrRefuse(pngOf(headerChunk(SMALL), palette, chunk('IDAT', deflateSync(changed)), END))
      }),
    )
  })
})

function readOrRefuse(bytes: Uint8Array): void {
  try {
    const image = decodePng(bytes, 10_000)
    foreground(image)
    ofColors(image, [[1, 2, 3]])
  } catch (error) {
    assert.ok(error instanceof SlicegraphError, String(error))
    assert.ok(['UPSTREAM_BAD_RESPONSE', 'UPSTREAM_TOO_LARGE'].includes(error.code), error.code)
  }
}
