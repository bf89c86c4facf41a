import { constants, deflateRawSync } from 'node:zlib'

/*
 * Compressed zeros by the gigabyte, cheaply: a block of deflate that was flushed fully depends on nothing before it,
 * so that one block may be sent as often as wanted.
 */

export const MIB = 1_048_576

/** The end of a deflate stream: a last block with nothing in it. */
export const DEFLATE_END = Buffer.from([0x03, 0x00])

const blocks = new Map<number, Buffer>()

/** `size` zeros as a block of raw deflate that is not the last: a thousandth of their size. */
export function deflatedZeros(size: number): Buffer {
  const made = blocks.get(size)
  if (made) return made
  const finishFlush = constants.Z_FULL_FLUSH
  const block = deflateRawSync(Buffer.alloc(size), { level: 9, finishFlush })
  blocks.set(size, block)
  return block
}

/** `size` zeros as a zlib stream, as PNG has them. */
export function zlibZeros(size: number): Buffer {
  const whole = Array.from({ length: Math.floor(size / MIB) }, () => deflatedZeros(MIB))
  const checksum = Buffer.alloc(4)
  // Adler-32 of nothing but zeros: the first sum stays 1, the second counts them.
  checksum.writeUInt16BE(size % 65_521, 0)
  checksum.writeUInt16BE(1, 2)
  return Buffer.concat([Buffer.from([0x78, 0xda]), ...whole, deflatedZeros(size % MIB), DEFLATE_END, checksum])
}
