import type { FetchedBytes } from '../../model/index.ts'
import { createSingleFlight } from '../single-flight.ts'
import { badResponse, requireType } from './bad-response.ts'
import type { LazySources } from './lazy-reads.ts'

export interface Image {
  readonly body: Buffer
  readonly bytes: FetchedBytes
}

/** @throws SlicegraphError */
export type Download = (url: string, signal: AbortSignal) => Promise<Image>

/** Fetches images and keeps their bytes. Those who want the same URL at the same time share one request. */
export function createDownload({ upstream, media }: Omit<LazySources, 'store'>): Download {
  const flights = createSingleFlight<Image>()

  async function fetch(url: string, signal: AbortSignal): Promise<Image> {
    const { status, contentType, body } = await upstream.get(url, { accept: 'image/png', signal, maxBytes: MOST_BYTES })
    if (status === 204 || body.length === 0) throw badResponse('nothing instead of a mask')
    requireType(contentType, IMAGE_TYPES, 'an image')
    return { body, bytes: { contentType, byteLength: body.length, digest: await media.put(body) } }
  }

  return (url, signal) => flights.run(url, whileWanted => fetch(url, whileWanted), signal)
}

const MOST_BYTES = 64 * 1024 * 1024
const IMAGE_TYPES = /^(image\/(x-)?png|(application|binary)\/octet-stream)$/
