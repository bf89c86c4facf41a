import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { createLoader, decodeEach } from '../../src/loaders/batch.ts'
import { parseInPieces } from '../../src/model/index.ts'
import { turnsDuring } from '../support/turns.ts'

describe('one row per key', () => {
  it('reads keys that are loaded together in one read, each key once', async () => {
    const reads: (readonly string[])[] = []
    const loader = createLoader(async (keys: readonly string[]) => {
      reads.push(keys)
      return keys.map(key => (key === 'none' ? null : key.toUpperCase()))
    })
    assert.deepEqual(await Promise.all(['a', 'none', 'a'].map(key => loader.load(key))), ['A', null, 'A'])
    assert.deepEqual(reads, [['a', 'none']])
  })

  it('identifies keys of several parts by their name', async () => {
    const reads: number[] = []
    const loader = createLoader(
      async (keys: readonly { x: number; y: number }[]) => {
        reads.push(keys.length)
        return keys.map(({ x, y }) => x * 10 + y)
      },
      { nameOf: ({ x, y }) => `${x}:${y}` },
    )
    assert.deepEqual(await Promise.all([1, 2, 1].map(x => loader.load({ x, y: 3 }))), [13, 23, 13])
    assert.deepEqual(reads, [2])
  })

  it('answers a kept row without a promise, and reads the others', async () => {
    const reads: (readonly string[])[] = []
    const read = async (keys: readonly string[]) => {
      reads.push(keys)
      return keys.map(key => key.toUpperCase())
    }
    const loader = createLoader(read, { kept: key => (key === 'kept' ? 'KEPT' : undefined) })
    assert.equal(loader.load('kept'), 'KEPT')
    assert.equal(await loader.load('read'), 'READ')
    assert.deepEqual(reads, [['read']])
  })

  it('fails only for the key that cannot be decoded', async () => {
    const loader = createLoader(async (keys: readonly string[]) => decodeEach(keys, parseInPieces))
    const [good, broken] = await Promise.allSettled([loader.load('1'), loader.load('{')])
    assert.equal(good.status === 'fulfilled' && good.value, 1)
    assert.ok(broken.status === 'rejected' && broken.reason.code === 'STORE_CORRUPT')
  })

  it('decodes many values in turns, between which others get theirs', async () => {
    const values = Array.from({ length: 6 }, (_, index) => index)
    // biome-ignore lint/correctness/useYield: these values are decoded at once
    const decoding = decodeEach(values, function* (value) {
      const end = performance.now() + 6
      while (performance.now() < end);
      return value
    })
    assert.ok((await turnsDuring(decoding)) >= 5)
    assert.deepEqual(await decoding, values)
  })

  it('hands many rows over in turns, between which others get theirs', async () => {
    const loader = createLoader(async (keys: readonly number[]) =>
      keys.map(key => (key === 7 ? new RangeError('seven') : key)),
    )
    const keys = Array.from({ length: 100 }, (_, key) => key)
    let ends = 0
    const used = keys.map(async key => {
      const row = await loader.load(key)
      const end = performance.now() + (key % 10 === 0 ? 6 : 0)
      while (performance.now() < end);
      ends++
      return row
    })
    const all = Promise.allSettled(used)
    assert.ok((await turnsDuring(all)) >= 10)
    assert.equal(ends, 99)
    const results = await all
    assert.ok(results.every((result, key) => result.status === (key === 7 ? 'rejected' : 'fulfilled')))
    assert.deepEqual(
      results.flatMap(result => (result.status === 'fulfilled' ? [result.value] : [])),
      keys.filter(key => key !== 7),
    )
  })

  it('reads many keys in parts', async () => {
    const reads: number[] = []
    const read = async (keys: readonly number[]) => {
      reads.push(keys.length)
      return keys
    }
    const loader = createLoader(read, { part: 4 })
    await Promise.all(Array.from({ length: 10 }, (_, key) => loader.load(key)))
    assert.deepEqual(reads, [4, 4, 2])
  })

  it('hands nothing over once the request has ended', async () => {
    const controller = new AbortController()
    const loader = createLoader(async (keys: readonly number[]) => keys, { signal: controller.signal })
    let rows = 0
    for (let key = 0; key < 100; key++)
      void Promise.resolve(loader.load(key)).then(row => {
        if (row === 50) controller.abort()
        rows++
      })
    for (let i = 0; i < 10; i++) await new Promise(setImmediate)
    assert.ok(rows > 50 && rows < 100, `${rows} rows`)
  })

  it('fails for all keys when the read fails', async () => {
    const loader = createLoader(async (): Promise<null[]> => {
      throw new RangeError('closed')
    })
    const results = await Promise.allSettled([loader.load('a'), loader.load('b')])
    assert.deepEqual(
      results.map(({ status }) => status),
      ['rejected', 'rejected'],
    )
  })
})

describe('many rows per key', () => {
  it('gives each key its rows', async () => {
    const loader = createLoader(async (keys: readonly string[]) => keys.map(key => [...key]))
    assert.deepEqual(await Promise.all([loader.load('ab'), loader.load('')]), [['a', 'b'], []])
  })
})
