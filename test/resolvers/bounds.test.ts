import assert from 'node:assert/strict'
import { it } from 'node:test'
import { boundsOf } from '../../src/resolvers/bounds.ts'

it('is the smallest box around the points', () => {
  const points = [
    { x: 3, y: -1 },
    { x: -2, y: 4.5 },
    { x: 0, y: 0 },
  ]
  assert.deepEqual(boundsOf(points), { left: -2, top: -1, width: 5, height: 5.5 })
})

it('has no size around one point, and is not there without any', () => {
  assert.deepEqual(boundsOf([{ x: 1, y: 2 }]), { left: 1, top: 2, width: 0, height: 0 })
  assert.equal(boundsOf([]), null)
})

it('stays finite where the distance is not', () => {
  const far = Number.MAX_VALUE
  assert.deepEqual(
    boundsOf([
      { x: -far, y: 0 },
      { x: far, y: 0 },
    ]),
    { left: -far, top: 0, width: far, height: 0 },
  )
})
