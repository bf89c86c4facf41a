import { readSync } from 'node:fs'
import { MOST_LINE_BYTES } from './chain.ts'

const STEP = 1024 * 1024
const END = 10

/** Lines of a file from a position on, without their ends. A last one without an end is left out. */
export function* readLinesBehind(handle: number, position: number): Generator<string> {
  const bytes = Buffer.alloc(STEP)
  let rest = Buffer.alloc(0)
  for (let at = position; ; ) {
    const length = readSync(handle, bytes, 0, STEP, at)
    if (length === 0) return
    at += length
    rest = Buffer.concat([rest, bytes.subarray(0, length)])
    let start = 0
    for (let end = rest.indexOf(END); end >= 0; end = rest.indexOf(END, start)) {
      yield rest.toString('utf8', start, end)
      start = end + 1
    }
    rest = rest.subarray(start)
    // Ours are shorter: what follows is no line.
    if (rest.length > MOST_LINE_BYTES) {
      yield ''
      return
    }
  }
}
