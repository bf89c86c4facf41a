import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import {
  ALL_FRAMES,
  chunksForFrames,
  countFrames,
  type FrameChunk,
  formatFrameCursor,
  frameChunks,
  parseFrameCursor,
  withinCursors,
} from '../../src/loaders/frame-pages.ts'

/** Frame numbers, split into chunks of a few each. */
const chunked = fc
  .uniqueArray(fc.integer({ min: 0, max: 60 }), { maxLength: 40 })
  .map(numbers => numbers.sort((a, b) => a - b))
  .chain(numbers => fc.record({ numbers: fc.constant(numbers), size: fc.integer({ min: 1, max: 6 }) }))
  .map(({ numbers, size }) => {
    const stretches: number[][] = []
    for (let start = 0; start < numbers.length; start += size) stretches.push(numbers.slice(start, start + size))
    const chunks = stretches.map(
      (stretch, chunk): FrameChunk => ({
        chunk,
        firstFrame: stretch[0] ?? 0,
        lastFrame: stretch.at(-1) ?? 0,
        frameCount: stretch.length,
      }),
    )
    return { numbers, stretches, chunks }
  })
const interval = fc.record({ from: fc.integer({ min: -5, max: 65 }), to: fc.integer({ min: -5, max: 65 }) })

describe('the chunks of a page of frames', () => {
  it('hold every frame that the page needs', () => {
    fc.assert(
      fc.property(
        chunked,
        interval,
        fc.nat(8),
        fc.boolean(),
        ({ numbers, stretches, chunks }, range, wanted, backward) => {
          const inRange = numbers.filter(number => number >= range.from && number <= range.to)
          const expected = backward ? inRange.slice(Math.max(0, inRange.length - wanted)) : inRange.slice(0, wanted)
          const read = chunksForFrames(chunks, range, wanted, backward)
            .flatMap(({ chunk }) => stretches[chunk] ?? [])
            .filter(number => number >= range.from && number <= range.to)
          assert.deepEqual(backward ? read.slice(Math.max(0, read.length - wanted)) : read.slice(0, wanted), expected)
        },
      ),
    )
  })

  it('are no more than the page and its two ends can overlap', () => {
    const chunks = Array.from({ length: 100 }, (_, chunk) => ({
      chunk,
      firstFrame: chunk * 10,
      lastFrame: chunk * 10 + 9,
      frameCount: 10,
    }))
    assert.deepEqual(
      chunksForFrames(chunks, { from: 105, to: 900 }, 11, false).map(({ chunk }) => chunk),
      [10, 11, 12],
    )
    assert.deepEqual(
      chunksForFrames(chunks, ALL_FRAMES, 11, true).map(({ chunk }) => chunk),
      [98, 99],
    )
    assert.deepEqual(chunksForFrames(chunks, { from: 5, to: 4 }, 11, false), [])
  })
})

describe('counting frames', () => {
  it('counts frames within a range, reading only the chunks at its ends', () => {
    fc.assert(
      fc.property(chunked, interval, ({ numbers, stretches, chunks }, range) => {
        const within = (number: number) => number >= range.from && number <= range.to
        const { sure, unsure } = countFrames(chunks, range)
        const read = unsure.flatMap(({ chunk }) => stretches[chunk] ?? []).filter(within)
        assert.ok(unsure.length <= 2)
        assert.equal(sure + read.length, numbers.filter(within).length)
      }),
    )
  })
})

describe('a frame cursor', () => {
  it('is parsed back to its frame number', () => {
    for (const number of [0, 1, 6, 2 ** 31 - 1, -(2 ** 31)])
      assert.equal(parseFrameCursor(formatFrameCursor(number)), number)
  })

  it('of another list is rejected', () => {
    for (const cursor of ['', 'x', '6', Buffer.from('label:6').toString('base64url')]) {
      assert.throws(() => parseFrameCursor(cursor), { code: 'INVALID_CURSOR' })
      for (const end of [{ after: cursor }, { before: cursor }])
        assert.throws(() => withinCursors(ALL_FRAMES, { limit: 5, backward: false, ...end }), {
          code: 'INVALID_CURSOR',
        })
    }
  })

  it('narrows a range and excludes its own frame', () => {
    const window = { limit: 5, backward: false, after: formatFrameCursor(3), before: formatFrameCursor(9) }
    assert.deepEqual(withinCursors(ALL_FRAMES, window), { from: 4, to: 8 })
    assert.deepEqual(withinCursors({ from: 5, to: 7 }, window), { from: 5, to: 7 })
  })
})

it('a directory leaves out chunks of objects without a frame', () => {
  const objects = { chunk: 1, firstFrame: null, lastFrame: null, frameCount: 0 }
  const frames = { chunk: 2, firstFrame: 1, lastFrame: 6, frameCount: 4 }
  assert.deepEqual(frameChunks([objects, frames]), [frames])
})
