import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { checkDepth } from '../../src/loaders/filter-depth.ts'
import type { FilterOf } from '../../src/store/index.ts'

describe('a filter', () => {
  it('is returned unchanged', () => {
    const filter: FilterOf<'label'> = { createdBy: { eq: 'a' }, annotation: { name: { isNull: false } }, not: null }
    assert.equal(checkDepth(filter), filter)
    assert.equal(checkDepth(null), null)
    assert.equal(checkDepth(undefined), undefined)
  })

  it('may nest 8 deep and no deeper', () => {
    assert.doesNotThrow(() => checkDepth(nested(8)))
    assert.throws(() => checkDepth(nested(9)), { code: 'BAD_USER_INPUT' })
    assert.throws(() => checkDepth(nested(100_000)), { code: 'BAD_USER_INPUT' })
  })

  it('counts filters of related objects with and, or and not', () => {
    const turns: FilterOf<'label'> = {
      and: [{ dataRow: { label: { or: [{ dataRowProject: { label: { not: {} } } }] } } }],
    }
    assert.doesNotThrow(() => checkDepth({ not: turns }))
    assert.throws(() => checkDepth({ and: [{}, { not: turns }] }), { code: 'BAD_USER_INPUT' })
  })
})

function nested(depth: number): FilterOf<'label'> {
  let filter: FilterOf<'label'> = { id: { eq: 'x' } }
  for (let level = 0; level < depth; level++) filter = { not: filter }
  return filter
}
