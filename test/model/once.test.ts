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

  test('gives all callers its failure', async () => {
    const get = once(() => Promise.reject(new Error('no')))
    await assert.rejects(get(), /no/)
    await assert.rejects(get(), /no/)
  })
})
