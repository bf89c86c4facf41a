import { crc32 } from 'node:zlib'
import { storeCorrupt } from '../errors.ts'

/*
 * Checksums of stored rows: SQLite has none, and would serve a row whose bytes changed on the disk. Each value is mixed
 * in by a step that can be reversed, so that a change of any one number is always found.
 */

/**
 * A signed 32-bit checksum of values as SQLite stores them. Only those of a row need to be in order: sums of checksums
 * of rows do not depend on the order of the rows.
 */
export function checksumOf(values: readonly unknown[], start = 0, end = values.length): number {
  let sum = START
  for (let at = start; at < end; at++) sum = mixed(sum, values[at])
  return sum
}

/** Of a text that is read apart from its row, and of the key of that row; 0 where there is none. */
export const rawChecksum = (key: readonly unknown[], text: unknown): number =>
  text == null ? 0 : checksumOf([...key, text])

/** @throws SlicegraphError STORE_CORRUPT when the values are not those that were written */
export function checkValues(values: readonly unknown[], checksum: number): void {
  if (checksumOf(values) !== checksum) throw rowDamaged()
}

export const rowDamaged = () => storeCorrupt('a row of it has changed since it was written')

export const rowMissing = () => storeCorrupt('a row of it is missing')

function mixed(sum: number, value: unknown): number {
  if (typeof value === 'number') {
    // A column holds -0 as 0.
    number[0] = value + 0
    return step(step(sum, words[0] as number), words[1] as number)
  }
  if (value == null) return step(sum, NULL)
  return typeof value === 'string'
    ? step(step(sum, TEXT), crc32(value))
    : step(step(sum, BYTES), crc32(value as Uint8Array))
}

function step(sum: number, word: number): number {
  const product = Math.imul(sum ^ word, 0x9e3779b1)
  return product ^ (product >>> 15)
}

const number = new Float64Array(1)
const words = new Int32Array(number.buffer)

const START = 0x736c6772
/** Marks of values, which no half of a number that occurs looks like: those of NaN. */
const NULL = 0x7ff80001
const TEXT = 0x7ff80002
const BYTES = 0x7ff80003
