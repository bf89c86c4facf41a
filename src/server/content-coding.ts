import { promisify } from 'node:util'
import { brotliCompress, constants, gzip, zstdCompress } from 'node:zlib'
import { exactBuffer } from './answer-bytes.ts'

/** Content codings of answers, the preferred one first: zstd compresses JSON best for its time. */
const CODINGS = ['zstd', 'br', 'gzip'] as const
export type Coding = (typeof CODINGS)[number]

const COMPRESSED_FROM = 1400

/** Whether a body is sent as it is: it fits into one packet. */
export const isShort = (text: string) => text.length < COMPRESSED_FROM && Buffer.byteLength(text) < COMPRESSED_FROM

/** The coding that a request with this Accept-Encoding prefers; null: as it is. */
export function codingFor(accepted: string | string[] | undefined): Coding | null {
  if (accepted === undefined) return null
  const wanted = new Map(
    String(accepted)
      .toLowerCase()
      .split(',')
      .map(text => {
        const [name = '', ...parameters] = text.split(';').map(part => part.trim())
        const quality = parameters.find(parameter => parameter.startsWith('q='))
        return [name, quality === undefined ? 1 : Number(quality.slice(2)) || 0]
      }),
  )
  const qualityOf = (coding: Coding) => wanted.get(coding) ?? wanted.get('*') ?? 0
  const best = CODINGS.toSorted((a, b) => qualityOf(b) - qualityOf(a))[0] as Coding
  return qualityOf(best) > 0 && qualityOf(best) >= (wanted.get('identity') ?? 0) ? best : null
}

const LEVELS = {
  gzip: { level: 4 },
  br: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
  zstd: { params: { [constants.ZSTD_c_compressionLevel]: 3 } },
}

/** Compresses in zlib's threads. */
export async function compress(body: string | Buffer, coding: Coding): Promise<Buffer> {
  if (coding === 'gzip') return exactBuffer(await promisify(gzip)(body, LEVELS.gzip))
  if (coding === 'br') return exactBuffer(await promisify(brotliCompress)(body, LEVELS.br))
  return exactBuffer(await promisify(zstdCompress)(body, LEVELS.zstd))
}
