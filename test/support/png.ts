import { crc32, deflateSync } from 'node:zlib'

/* PNGs of every sort, written slowly and straight from the specification: https://www.w3.org/TR/png-3/ */

export interface OddPng {
  readonly width: number
  readonly height: number
  /** 0 grey, 2 RGB, 3 palette, 4 grey and alpha, 6 RGB and alpha. */
  readonly colorType: number
  readonly depth: number
  readonly interlaced: boolean
  /** Row by row from the top left, a number for each sample. */
  readonly pixels: readonly (readonly number[])[]
  readonly palette?: readonly (readonly number[])[]
  /** The filter of each line, over and over; 0 when there is none. */
  readonly filters?: readonly number[]
  /** Chunks between the palette and the pixels. */
  readonly extra?: readonly Uint8Array[]
  /** Into how many bytes the compressed pixels are cut; one chunk when there is none. */
  readonly cut?: number
}

export const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/** Colour type and depth of every sort there is, and the samples of a pixel. */
export const SORTS = [
  ...[1, 2, 4, 8, 16].map(depth => ({ name: 'grey', colorType: 0, depth, samples: 1 })),
  ...[8, 16].map(depth => ({ name: 'RGB', colorType: 2, depth, samples: 3 })),
  ...[1, 2, 4, 8].map(depth => ({ name: 'palette', colorType: 3, depth, samples: 1 })),
  ...[8, 16].map(depth => ({ name: 'grey and alpha', colorType: 4, depth, samples: 2 })),
  ...[8, 16].map(depth => ({ name: 'RGBA', colorType: 6, depth, samples: 4 })),
]

export function oddPng(png: OddPng): Buffer {
  const { palette, extra = [], cut = Number.POSITIVE_INFINITY } = png
  const compressed = deflateSync(filteredLines(png))
  const pieces: Buffer[] = []
  for (let start = 0; start < compressed.length; start += cut) pieces.push(compressed.subarray(start, start + cut))
  return pngOf(
    headerChunk(png),
    ...(palette ? [chunk('PLTE', Uint8Array.from(palette.flat()))] : []),
    ...extra,
    ...pieces.map(piece => chunk('IDAT', piece)),
    chunk('IEND'),
  )
}

export function pngOf(...chunks: readonly Uint8Array[]): Buffer {
  return Buffer.concat([SIGNATURE, ...chunks])
}

export function chunk(type: string, data: Uint8Array = new Uint8Array()): Buffer {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), data])
  return Buffer.concat([uint32(data.length), typed, uint32(crc32(typed))])
}

export function headerChunk(png: {
  readonly width: number
  readonly height: number
  readonly colorType?: number
  readonly depth?: number
  readonly interlaced?: boolean
}): Buffer {
  const { width, height, colorType = 0, depth = 8, interlaced = false } = png
  const rest = Buffer.from([depth, colorType, 0, 0, interlaced ? 1 : 0])
  return chunk('IHDR', Buffer.concat([uint32(width), uint32(height), rest]))
}

/** The lines of all passes as they are before compression, each behind its filter's number. */
export function filteredLines({ width, height, depth, interlaced, pixels, filters = [0] }: OddPng): Buffer {
  const bytesBack = Math.max(1, ((pixels[0]?.length ?? 0) * depth) / 8)
  const lines: Buffer[] = []
  for (const { rows, columns } of interlaced ? adam7(width, height) : [all(width, height)]) {
    let prior: Buffer | null = null
    for (const y of rows) {
      const raw = packed(
        columns.flatMap(x => pixels[y * width + x] ?? []),
        depth,
      )
      const filter = filters[lines.length % filters.length] ?? 0
      lines.push(Buffer.from([filter, ...filtered(filter, raw, prior ?? Buffer.alloc(raw.length), bytesBack)]))
      prior = raw
    }
  }
  return Buffer.concat(lines)
}

interface Grid {
  readonly rows: readonly number[]
  readonly columns: readonly number[]
}

function all(width: number, height: number): Grid {
  return { rows: [...Array(height).keys()], columns: [...Array(width).keys()] }
}

/** Which pass a pixel is sent in, by its place in a block of 8 by 8: the figure of the specification. */
const PASSES = ['16462646', '77777777', '56565656', '77777777', '36463646', '77777777', '56565656', '77777777']

function adam7(width: number, height: number): Grid[] {
  const { rows, columns } = all(width, height)
  return [...'1234567']
    .map(pass => ({
      rows: rows.filter(y => PASSES[y % 8]?.includes(pass)),
      columns: columns.filter(x => PASSES.some(block => block[x % 8] === pass)),
    }))
    .filter(grid => grid.rows.length > 0 && grid.columns.length > 0)
}

function packed(samples: readonly number[], depth: number): Buffer {
  const bits = samples.map(sample => sample.toString(2).padStart(depth, '0')).join('')
  return Buffer.from((bits.match(/.{1,8}/g) ?? []).map(byte => Number.parseInt(byte.padEnd(8, '0'), 2)))
}

function filtered(filter: number, raw: Buffer, prior: Buffer, bytesBack: number): number[] {
  return [...raw].map((byte, i) => {
    const a = raw[i - bytesBack] ?? 0
    const b = prior[i] ?? 0
    const c = prior[i - bytesBack] ?? 0
    const p = a + b - c
    const nearest = [a, b, c].toSorted((one, other) => Math.abs(p - one) - Math.abs(p - other))[0] ?? 0
    return (byte - ([0, a, b, Math.floor((a + b) / 2), nearest][filter] ?? 0)) & 0xff
  })
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}
