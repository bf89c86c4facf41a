import { badPng } from './png-errors.ts'

export const PNG_SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex')

export const ColorType = { GREY: 0, RGB: 2, PALETTE: 3, GREY_ALPHA: 4, RGBA: 6 } as const

/** The IHDR chunk: https://www.w3.org/TR/png-3/#11IHDR */
export interface PngHeader {
  /** Pixels, at least 1. */
  readonly width: number
  readonly height: number
  /** Bits a sample: 1, 2, 4, 8 or 16. */
  readonly depth: number
  readonly colorType: number
  /** Samples a pixel. */
  readonly channels: number
  /** Sent in the seven passes of Adam7. */
  readonly interlaced: boolean
}

const HEADER_BYTES = 13

const CHANNELS_AND_DEPTHS: ReadonlyMap<number, readonly [channels: number, depths: readonly number[]]> = new Map([
  [ColorType.GREY, [1, [1, 2, 4, 8, 16]]],
  [ColorType.RGB, [3, [8, 16]]],
  [ColorType.PALETTE, [1, [1, 2, 4, 8]]],
  [ColorType.GREY_ALPHA, [2, [8, 16]]],
  [ColorType.RGBA, [4, [8, 16]]],
])

/** @throws SlicegraphError UPSTREAM_BAD_RESPONSE for what the specification does not know. */
export function parseHeader(data: Buffer): PngHeader {
  if (data.length !== HEADER_BYTES) throw badPng('its header has the wrong length')
  const width = data.readUInt32BE(0)
  const height = data.readUInt32BE(4)
  const [depth = 0, colorType = -1, compression, filter, interlace = -1] = data.subarray(8)
  if (width === 0 || height === 0) throw badPng('it has no pixels')
  const [channels, depths] = CHANNELS_AND_DEPTHS.get(colorType) ?? []
  if (channels === undefined || !depths?.includes(depth))
    throw badPng('its header declares a colour type or bit depth that PNG does not have')
  if (compression !== 0 || filter !== 0 || interlace > 1)
    throw badPng('its header declares a compression, filter or interlacing that PNG does not have')
  return { width, height, depth, colorType, channels, interlaced: interlace === 1 }
}
