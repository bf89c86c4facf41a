import { crc32 } from 'node:zlib'
import { PNG, replyWith } from '../../src/demo/upstream/reply.ts'
import { type Exchange, send } from './exchange.ts'
import type { FaultKind, FaultTable } from './fault.ts'
import { MIB, zlibZeros } from './zeros.ts'

/** Bits of a pixel in one grey channel. */
type GreyDepth = 1 | 8

/** A gigabyte and a half at four bytes a pixel, from 48 KB. */
const BOMB_SIZE = 20_000
const LONG_IDAT_BYTES = 512 * MIB

export const PICTURE_FAULTS = {
  /** The first IDAT's checksum is wrong by a bit. */
  'PNG with bad CRC': picture(({ good }) => withBadChecksum(good.body)),
  'PNG bomb': picture(() => greyPng(BOMB_SIZE, 1, (BOMB_SIZE / 8 + 1) * BOMB_SIZE)),
  /** Ten by ten pixels, and data for five million such. */
  'over-long IDAT': picture(() => greyPng(10, 8, LONG_IDAT_BYTES)),
} satisfies FaultTable

function picture(draw: (exchange: Exchange) => Buffer): FaultKind {
  return { spoils: 'masks', answer: exchange => send(exchange, replyWith(200, PNG, draw(exchange))) }
}

/** A black square; its data are `bytes` zeros, fitting or not. */
function greyPng(size: number, depth: GreyDepth, bytes: number): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(size, 0)
  header.writeUInt32BE(size, 4)
  header[8] = depth
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', zlibZeros(bytes)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** Length, type, data, and the checksum of the latter two. */
function chunk(type: string, data: Buffer): Buffer {
  const summed = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const checksum = Buffer.alloc(4)
  checksum.writeUInt32BE(crc32(summed))
  return Buffer.concat([length, summed, checksum])
}

function withBadChecksum(png: Buffer): Buffer {
  const type = png.indexOf('IDAT')
  const spoilt = Buffer.from(png)
  if (type < 4) return spoilt
  const checksum = type + 4 + png.readUInt32BE(type - 4)
  spoilt[checksum] = (spoilt[checksum] ?? 0) ^ 1
  return spoilt
}
