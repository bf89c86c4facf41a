import { crc32, gzipSync } from 'node:zlib'
import { NDJSON, replyWith } from '../../src/demo/upstream/reply.ts'
import { bodyOf, send, stream, typeOf } from './exchange.ts'
import { everything, type FaultTable } from './fault.ts'
import { DEFLATE_END, deflatedZeros, MIB } from './zeros.ts'

/** More than a GiB. */
const BOMB_MIB = 1_100

const SIGN_IN = '<!doctype html><title>Sign in</title><form><input name="email"><input type="password"></form>'

export const BODY_FAULTS = {
  'endless body': everything(exchange => stream(exchange, typeOf(exchange), forEver(bodyOf(exchange)))),
  /** A thousand times smaller than what it holds, and gzip in good order. */
  'gzip bomb': everything(exchange =>
    stream(exchange, { ...typeOf(exchange), 'content-encoding': 'gzip' }, gzipBomb()),
  ),
  /** A few kilobytes of it are the gzip bomb. */
  'nested gzip': everything(exchange =>
    stream(exchange, { ...typeOf(exchange), 'content-encoding': 'gzip, gzip' }, [nestedBomb()]),
  ),
  'wrong content type': everything(exchange => send(exchange, replyWith(200, 'text/html; charset=utf-8', SIGN_IN))),
  'empty body': everything(exchange =>
    send(exchange, replyWith(200, typeOf(exchange)['content-type'] ?? NDJSON, Buffer.alloc(0))),
  ),
  /** The document's middle line stops halfway; the others are whole. */
  'broken JSON line': {
    spoils: 'frames',
    answer: exchange => send(exchange, replyWith(200, NDJSON, withBrokenLine(exchange.good.body.toString()))),
  },
} satisfies FaultTable

function* forEver(chunk: Buffer): Generator<Buffer, void, undefined> {
  for (;;) yield chunk
}

function* gzipBomb(): Generator<Buffer, void, undefined> {
  const zeros = Buffer.alloc(MIB)
  let checksum = 0
  yield Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 3])
  for (let sent = 0; sent < BOMB_MIB; sent += 1) {
    checksum = crc32(zeros, checksum)
    yield deflatedZeros(MIB)
  }
  const trailer = Buffer.alloc(8)
  trailer.writeUInt32LE(checksum, 0)
  trailer.writeUInt32LE((BOMB_MIB * MIB) % 2 ** 32, 4)
  yield Buffer.concat([DEFLATE_END, trailer])
}

let nested: Buffer | null = null

function nestedBomb(): Buffer {
  nested ??= gzipSync(Buffer.concat([...gzipBomb()]), { level: 9 })
  return nested
}

function withBrokenLine(text: string): string {
  const lines = text.trimEnd().split('\n')
  const middle = Math.floor(lines.length / 2)
  const line = lines[middle] ?? ''
  // Where there is nothing to break, what is left is still no JSON.
  lines[middle] = line === '' ? '{' : line.slice(0, Math.ceil(line.length / 2))
  return `${lines.join('\n')}\n`
}
