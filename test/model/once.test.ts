import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { once } from '../../src/model/index.ts'

suite('once', () => {
  test('runs the work with the first call, and gives all callers its result', async () => {
    let runs = 0
    const get = once(async () => {
      await null
      runs += 1
      return runs
    })
    assert.equal(runs, 0)
    assert.deepEqual(await Promise.all([get(), get()]), [1, 1])
    assert.equal(await get(), 1)
  })

  test('gives those who wait its failure, and is run again after it', async () => {
    let runs = 0
    const get = once(async () => {
      runs += 1
      await null
      if (runs === 1) throw new Error('no')
      return runs
    })
    const failed = await Promise.allSettled([get(), get()])
    assert.deepEqual(
      failed.map(({ status }) => status),
      ['rejected', 'rejected'],
    )
    assert.equal(await get(), 2)
  })
})
