import { setImmediate as nextTurn } from 'node:timers/promises'
import type { FetchedBytes } from '../../model/index.ts'
import type { MediaCache } from '../../store/index.ts'
import { createSingleFlight } from '../single-flight.ts'
import { badResponse, requireType } from './bad-response.ts'
import type { LazySources } from './lazy-reads.ts'

export interface Image {
  readonly body: Buffer
  readonly contentType: string | null
}

/** @throws SlicegraphError */
export type Download = (url: string, signal: AbortSignal) => Promise<Image>

/** Fetches images. Those who want the same URL at the same time share one request. */
export function createDownload({ upstream }: Pick<LazySources, 'upstream'>): Download {
  const flights = createSingleFlight<Image>()

  async function fetch(url: string, signal: AbortSignal): Promise<Image> {
    const { status, contentType, body } = await upstream.get(url, { accept: 'image/png', signal, maxBytes: MOST_BYTES })
    if (status === 204 || body.length === 0) throw badResponse('nothing instead of a mask')
    const type = requireType(contentType, IMAGE_TYPES, 'an image')
    // It is decoded on this thread: first the next requests go out, which then have their answers when that is done.
    await nextTurn()
    return { body, contentType: type }
  }

  return (url, signal) => flights.run(url, whileWanted => fetch(url, whileWanted), signal)
}

/** Keeps an image's bytes: to be called once it has been decoded, since what cannot be has to be fetched anew. */
export async function keepImage(media: MediaCache, { body, contentType }: Image): Promise<FetchedBytes> {
  return { contentType, byteLength: body.length, digest: await media.put(body) }
}

/** A hundred times what the mask of a slice takes; so many may be on their way at once as there are connections. */
const MOST_BYTES = 16 * 1024 * 1024
const IMAGE_TYPES = /^(image\/(x-)?png|(application|binary)\/octet-stream)$/
