import assert from 'node:assert/strict'
import { randomFillSync } from 'node:crypto'
import { suite, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { deflateSync } from 'node:zlib'
import { SlicegraphError } from '../../src/errors.ts'
import { createThread } from '../../src/ingest/lazy/thread.ts'
import { createLazyThreads } from '../../src/ingest/lazy/threads.ts'
import { decodeRle, encodeRle, measure } from '../../src/masks/index.ts'
import { chunk, headerChunk, pngOf } from '../support/png.ts'
import { turnsDuring } from '../support/turns.ts'
import { colorOf, compositeOf, pictureOf } from './drawn.ts'

const CUT = pictureOf(7).subarray(0, 60)

suite('threads that decode', () => {
  test('measure an image of one mask, and the masks of a composite by their colours', async () => {
    await using threads = open()
    const one = await threads.measureImage({ bytes: pictureOf(70), colors: null, folder: null })
    assert.deepEqual(
      one.masks.map(({ area, boundingBox }) => [area, boundingBox]),
      [[70, { left: 0, top: 0, width: 64, height: 2 }]],
    )
    const bytes = compositeOf([
      { color: colorOf(1), area: 3 },
      { color: colorOf(2), area: 5 },
    ])
    const many = await threads.measureImage({ bytes, colors: [colorOf(2), colorOf(1), colorOf(9)], folder: null })
    assert.deepEqual(
      many.masks.map(({ area }) => area),
      [5, 3, 0],
    )
    assert.equal(bytes.length > 0, true, 'the bytes are still the caller’s')
  })

  test('let other requests have turns while a large mask is measured and drawn', async () => {
    await using threads = open()
    const bytes = noise(800)
    const measured = threads.measureImage({ bytes, colors: null, folder: null })
    assert.ok((await turnsDuring(measured)) > 50)
    const [mask] = (await measured).masks
    assert.ok(mask)
    const { rle, ...measures } = mask
    assert.deepEqual(measure(decodeRle(rle)), measures)
    assert.ok((await turnsDuring(threads.draw(rle))) > 20)
  })

  test('answer with the error of the decoder', async () => {
    await using threads = open()
    const broken = threads.measureImage({ bytes: CUT, colors: null, folder: null })
    await assert.rejects(broken, {
      code: 'UPSTREAM_BAD_RESPONSE',
      message: /^the PNG cannot be read: it is cut short\./,
    })
    const bomb = pngOf(headerChunk({ width: 60_000, height: 60_000 }), chunk('IDAT', Buffer.alloc(9)), chunk('IEND'))
    await assert.rejects(threads.measureImage({ bytes: bomb, colors: null, folder: null }), {
      code: 'UPSTREAM_TOO_LARGE',
    })
  })

  test('an ordinary mask does not wait for a large one', async () => {
    await using threads = open()
    let isLargeDone = false
    const large = threads.measureImage({ bytes: noise(2100), colors: null, folder: null }).then(() => {
      isLargeDone = true
    })
    await threads.measureImage({ bytes: pictureOf(1), colors: null, folder: null })
    assert.equal(isLargeDone, false)
    await large
  })

  test('a task whose caller leaves while it waits is not run', async () => {
    await using thread = openThread()
    const controller = new AbortController()
    const first = thread.run({ kind: 'image', bytes: noise(400), colors: null, folder: null })
    const second = thread.run({ kind: 'image', bytes: pictureOf(2), colors: null, folder: null }, controller.signal)
    const third = thread.run({ kind: 'image', bytes: pictureOf(3), colors: null, folder: null })
    controller.abort(new Error('left'))
    await assert.rejects(second, /left/)
    await first
    assert.equal((await third).masks[0]?.area, 3)
    await assert.rejects(thread.run({ kind: 'draw', rle: ONE }, controller.signal), /left/)
  })

  test('a thread that runs out of memory rejects its task, and another takes its place', async () => {
    await using thread = openThread(24)
    const hungry = thread.run({ kind: 'image', bytes: noise(2000), colors: null, folder: null })
    const next = thread.run({ kind: 'image', bytes: pictureOf(4), colors: null, folder: null })
    await assert.rejects(hungry, { code: 'UPSTREAM_TOO_LARGE' })
    assert.equal((await next).masks[0]?.area, 4)
  })

  test('a thread that was idle and stopped starts again', async () => {
    await using thread = openThread(512, 0)
    for (const area of [5, 6, 7]) {
      const { masks } = await thread.run({ kind: 'image', bytes: pictureOf(area), colors: null, folder: null })
      assert.equal(masks[0]?.area, area)
      await setTimeout(2)
    }
  })

  test('closing rejects what is not done and what comes later', async () => {
    const thread = createThread({ ahead: 1, heapMb: 512 })
    const tasks = [1, 2].map(() => thread.run({ kind: 'image', bytes: noise(600), colors: null, folder: null }))
    const outcomes = Promise.allSettled(tasks)
    await new Promise(setImmediate)
    await thread.close()
    const later = thread.run({ kind: 'draw', rle: ONE })
    for (const outcome of [...(await outcomes), ...(await Promise.allSettled([later]))]) {
      assert.ok(outcome.status === 'rejected' && outcome.reason instanceof SlicegraphError)
      assert.equal(outcome.reason.code, 'UPSTREAM_UNAVAILABLE')
    }
  })
})

const ONE = encodeRle({ width: 2, height: 2, edges: [0, 1] })

function open() {
  const threads = createLazyThreads()
  return { ...threads, [Symbol.asyncDispose]: threads.close }
}

function openThread(heapMb = 512, idleMs = 1000) {
  const thread = createThread({ ahead: 1, heapMb, idleMs })
  return { ...thread, [Symbol.asyncDispose]: thread.close }
}

/** A mask of random pixels of a bit each: as many runs as there can be. */
function noise(side: number): Buffer {
  const lines = randomFillSync(Buffer.alloc(side * (1 + Math.ceil(side / 8))))
  for (let y = 0; y < side; y++) lines[y * (1 + Math.ceil(side / 8))] = 0
  return pngOf(headerChunk({ width: side, height: side, depth: 1 }), chunk('IDAT', deflateSync(lines)), chunk('IEND'))
}
