import { randomInt } from 'node:crypto'
import { openMediaCache } from '../../src/media/media-cache.ts'
import { digestOf, numberedBytes } from './numbered-bytes.ts'
import { put } from './put.ts'

/*
 * A process of its own on a cache: FOLDER MAX_BYTES FIRST LAST. Puts the numbered bytes of that range, many at a time,
 * and says each number once it is kept. Between them it gets any that came before; wrong bytes are an error.
 */

const [folder = '', ...numbers] = process.argv.slice(2)
const [maxBytes = 0, first = 0, last = 0] = numbers.map(Number)
const WIDTH = 8

const cache = await openMediaCache(folder, maxBytes)
let next = first
await Promise.all(Array.from({ length: WIDTH }, work))
await cache.close()

async function work(): Promise<void> {
  while (next < last) {
    const number = next++
    const digest = await put(cache, numberedBytes(number))
    if (digest !== digestOf(numberedBytes(number))) throw new Error(`put ${number} answered another digest`)
    process.stdout.write(`${number}\n`)
    await expectRightOrNull(randomInt(number + 1))
  }
}

async function expectRightOrNull(number: number): Promise<void> {
  const expected = numberedBytes(number)
  const found = await cache.get(digestOf(expected))
  if (found && !found.equals(expected)) throw new Error(`get ${number} answered wrong bytes`)
}
