import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { suite, test } from 'node:test'
import { promisify } from 'node:util'
import { crc32, deflateSync, gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { SlicegraphError } from '../../src/errors.ts'
import { decodePng, foreground, ofColors } from '../../src/masks/index.ts'
import { chunk, filteredLines, headerChunk, type OddPng, oddPng, pngOf, SIGNATURE } from '../support/png.ts'
import { bombInTexts, END, IDAT, TEN_BY_TEN, TOO_LARGE } from './bombs.ts'

const SMALL: OddPng = {
  width: 3,
  height: 2,
  colorType: 3,
  depth: 2,
  interlaced: true,
  pixels: [[0], [1], [2], [1], [1], [3]],
  palette: [
    [0, 0, 0],
    [1, 2, 3],
    [4, 5, 6],
    [7, 8, 9],
  ],
  filters: [0, 1, 2, 3, 4],
  extra: [chunk('tEXt', Buffer.from('Title\0mask'))],
}

const badHeader = (...rest: readonly number[]) =>
  pngOf(chunk('IHDR', Buffer.from([0, 0, 0, 10, 0, 0, 0, 10, ...rest])), IDAT, END)
const withData = (...lines: readonly number[]) =>
  pngOf(headerChunk({ width: 2, height: 2 }), chunk('IDAT', deflateSync(Buffer.from(lines))), END)

const DAMAGED: Readonly<Record<string, Uint8Array>> = {
  'no bytes': Buffer.alloc(0),
  'a JPEG': Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex'),
  'a page of HTML': Buffer.from('<!DOCTYPE html><title>502 Bad Gateway</title>'),
  'a PNG in gzip': gzipSync(oddPng(SMALL)),
  'a signature alone': SIGNATURE,
  'no header': pngOf(IDAT, END),
  'the end at once': pngOf(END),
  'a chunk before the header': pngOf(chunk('tEXt'), TEN_BY_TEN, IDAT, END),
  'two headers': pngOf(TEN_BY_TEN, headerChunk({ width: 1, height: 1 }), IDAT, END),
  'a short header': pngOf(chunk('IHDR', Buffer.alloc(12)), IDAT, END),
  'a long header': badHeader(8, 0, 0, 0, 0, 0),
  'no width': pngOf(headerChunk({ width: 0, height: 10 }), IDAT, END),
  'no height': pngOf(headerChunk({ width: 10, height: 0 }), IDAT, END),
  'a depth that is not': badHeader(3, 0, 0, 0, 0),
  'a colour type that is not': badHeader(8, 1, 0, 0, 0),
  'a depth that the colour type has not': badHeader(4, 2, 0, 0, 0),
  'a palette of 16 bits': badHeader(16, 3, 0, 0, 0),
  'another compression': badHeader(8, 0, 1, 0, 0),
  'another sort of filters': badHeader(8, 0, 0, 1, 0),
  'another interlacing': badHeader(8, 0, 0, 0, 2),
  'a critical chunk that nobody knows': pngOf(TEN_BY_TEN, chunk('MASK'), IDAT, END),
  'no palette': pngOf(headerChunk({ width: 10, height: 10, colorType: 3 }), IDAT, END),
  'half a colour': pngOf(
    headerChunk({ width: 10, height: 10, colorType: 3 }),
    chunk('PLTE', Buffer.alloc(4)),
    IDAT,
    END,
  ),
  'no pixels': pngOf(TEN_BY_TEN, END),
  'empty pixels': pngOf(TEN_BY_TEN, chunk('IDAT'), END),
  'pixels that are not compressed': pngOf(TEN_BY_TEN, chunk('IDAT', Buffer.alloc(110)), END),
  'compressed pixels cut short': pngOf(TEN_BY_TEN, chunk('IDAT', deflateSync(Buffer.alloc(110)).subarray(0, -5)), END),
  'a byte too few': pngOf(TEN_BY_TEN, chunk('IDAT', deflateSync(Buffer.alloc(109))), END),
  'a filter that is not': withData(0, 1, 1, 5, 1, 1),
  'a length past the end': pngOf(TEN_BY_TEN, Buffer.from('7fffffff49444154', 'hex'), IDAT, END),
}

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

/** As far as its chunks can be told. */
function mended(png: Buffer): Buffer {
  for (let at = 8; at + 12 <= png.length; ) {
    const end = at + 8 + png.readUInt32BE(at)
    if (end + 4 > png.length) return png
    png.writeUInt32BE(crc32(png.subarray(at + 4, end)), end)
    at = end + 4
  }
  return png
}
