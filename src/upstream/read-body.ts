import type { Dispatcher } from 'undici'
import { codingsOf, decodeContent } from './decode-content.ts'
import { errorOfNetwork } from './network-error.ts'
import { tooLarge } from './upstream-error.ts'

export interface BodyCaps {
  readonly compressedBytes: number
  readonly decodedBytes: number
}

/** Bytes of an unwanted answer that are read to keep its connection. */
const DISCARDED_BYTES = 64 * 1024
const DISCARDING_MS = 1_000

/**
 * The whole body, decoded. One that is cut short or too large is an error; its connection is then given up.
 * @throws UpstreamError
 */
export async function readBody(
  url: URL,
  { headers, body }: Pick<Dispatcher.ResponseData, 'headers' | 'body'>,
  { compressedBytes, decodedBytes }: BodyCaps,
  signal: AbortSignal,
): Promise<Buffer> {
  const codings = codingsOf(headers['content-encoding'])
  const most = codings.length === 0 ? Math.min(compressedBytes, decodedBytes) : compressedBytes
  const bytes = await readBytes(url, body, headers['content-length'], most)
  return decodeContent(url.origin, bytes, codings, decodedBytes, signal)
}

/** Reads off what is not needed, so that the connection can serve again; gives it up if that is much or takes long. */
export function discardBody(body: Dispatcher.ResponseData['body']): void {
  body.dump({ limit: DISCARDED_BYTES, signal: AbortSignal.timeout(DISCARDING_MS) }).catch(() => {
    // The connection is gone, and the answer is judged already.
  })
}

async function readBytes(
  url: URL,
  body: Dispatcher.ResponseData['body'],
  declared: string | string[] | undefined,
  most: number,
): Promise<Buffer> {
  const chunks: Buffer[] = []
  let byteCount = 0
  const tooMany = () => tooLarge(`the answer of ${url.origin} is larger than ${most} bytes.`)
  try {
    if (Number(declared ?? 0) > most) throw tooMany()
    for await (const chunk of body) {
      chunks.push(chunk)
      byteCount += chunk.length
      if (byteCount > most) throw tooMany()
    }
  } catch (error) {
    body.on('error', () => {}).destroy()
    throw errorOfNetwork(error, url)
  }
  return Buffer.concat(chunks, byteCount)
}
