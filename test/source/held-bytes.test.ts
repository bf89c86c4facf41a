import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { HeldBytes } from '../../src/source/held-bytes.ts'

/** Pieces of different sizes, of which half compress and half do not. */
const PIECES = Array.from({ length: 60 }, (_, at) => {
  const seed = createHash('sha512').update(`${at}`).digest()
  const piece = Buffer.alloc(200_000 + at * 5_000, at % 2 === 0 ? seed : 'frames of a label ')
  return at % 4 === 0 ? piece.map((byte, place) => byte ^ (place >> 8)) : piece
})
const ALL = Buffer.concat(PIECES)

function held(): HeldBytes {
  const bytes = new HeldBytes()
  for (const piece of PIECES) bytes.add(piece)
  return bytes
}

test('bytes that are held compressed are the same when they are taken', () => {
  const bytes = held()
  assert.equal(bytes.length, ALL.length)
  assert.ok(bytes.take().equals(ALL))
  assert.equal(bytes.length, 0)
  assert.equal(bytes.take().length, 0)
})

test('the beginning of held bytes is a copy, and leaves them as they are', () => {
  const bytes = held()
  for (const most of [0, 10, 1024 * 1024, ALL.length, ALL.length + 1])
    assert.ok(bytes.beginning(most).equals(ALL.subarray(0, most)))
  assert.ok(bytes.take().equals(ALL))
})

test('a piece that is all of the held bytes is not copied', () => {
  const bytes = new HeldBytes()
  const piece = Buffer.from('{}')
  bytes.add(piece)
  assert.equal(bytes.take().buffer, piece.buffer)
})
