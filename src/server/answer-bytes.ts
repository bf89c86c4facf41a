import { createHash } from 'node:crypto'
import { inTurns } from '../model/index.ts'

/** Text or bytes that are worked on at once. */
const PIECE = 256 * 1024

/** The text in UTF-8, in memory of its own. A long one takes several turns of the event loop. */
export async function bytesOf(text: string): Promise<Buffer> {
  return text.length <= PIECE ? exactBuffer(Buffer.from(text)) : inTurns(encode(text))
}

function* encode(text: string): Generator<undefined, Buffer> {
  const pieces: Buffer[] = []
  for (let start = 0; start < text.length; ) {
    // A character of two units is not cut.
    const end = start + PIECE + (isFirstOfTwo(text.charCodeAt(start + PIECE - 1)) ? 1 : 0)
    pieces.push(Buffer.from(text.slice(start, end)))
    start = end
    yield
  }
  const bytes = Buffer.allocUnsafeSlow(pieces.reduce((sum, piece) => sum + piece.length, 0))
  let end = 0
  for (const piece of pieces) {
    end += piece.copy(bytes, end)
    yield
  }
  return bytes
}

const isFirstOfTwo = (unit: number) => unit >= 0xd800 && unit <= 0xdbff

/** Weak: the same answer has several codings. */
export async function etagOf(answer: string | Buffer): Promise<string> {
  const body = typeof answer === 'string' ? Buffer.from(answer) : answer
  const hash = createHash('sha256')
  await inTurns(update())
  return `W/"${hash.digest('hex').slice(0, 32)}"`

  function* update(): Generator<undefined, void> {
    for (let start = 0; start < body.length; start += PIECE) {
      hash.update(body.subarray(start, start + PIECE))
      yield
    }
  }
}

/** The bytes in memory of their own: a small Buffer can hold on to a large one that it is a part of. */
export function exactBuffer(bytes: Buffer): Buffer {
  if (bytes.buffer.byteLength === bytes.length) return bytes
  const own = Buffer.allocUnsafeSlow(bytes.length)
  bytes.copy(own)
  return own
}
