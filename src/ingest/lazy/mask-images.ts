import { setImmediate as nextTurn } from 'node:timers/promises'
import type { MediaCache } from '../../media/index.ts'
import type { AnnotationPlace, FetchedBytes, MaskRef, MaskSource } from '../../model/index.ts'
import type { FetchedMask, OfVersion, Store } from '../../store/index.ts'
import { badResponse, type Upstream } from '../../upstream/index.ts'
import { createSingleFlight } from '../single-flight.ts'
import { requireType } from './upstream-answers.ts'

/* Fetches and stores images of masks. */

export interface MaskSources {
  readonly store: Store
  readonly upstream: Pick<Upstream, 'get'>
  readonly media: MediaCache
}

/** A mask to fetch, and the version of its label. */
export interface Wanted extends MaskRef, OfVersion {
  /** Also fetches it if the store has it already. */
  readonly again: boolean
}

interface Image {
  readonly body: Buffer
  readonly contentType: string | null
}

export interface MaskImages {
  /** Fetches an image. Concurrent calls for one URL share one request. @throws SlicegraphError */
  download(url: string, signal: AbortSignal): Promise<Image>
  /** Caches the bytes of an image. Call it once the image is decoded: a broken one must be fetched again. */
  keepImage(image: Image): Promise<FetchedBytes>
  /** Resolves when the masks are in the store. All masks since the last write are written together. */
  keepMasks(masks: readonly FetchedMask[]): Promise<void>
}

export function createMaskImages({ store, upstream, media }: MaskSources): MaskImages {
  const flights = createSingleFlight<Image>()
  let waiting: FetchedMask[] = []
  let next: Promise<void> | null = null
  let writing: Promise<void> = Promise.resolve()

  async function fetch(url: string, signal: AbortSignal): Promise<Image> {
    const { status, contentType, body } = await upstream.get(url, { accept: 'image/png', signal, maxBytes: MAX_BYTES })
    if (status === 204 || body.length === 0) throw badResponse('the answer is empty.')
    const type = requireType(contentType, IMAGE_TYPES, 'a PNG image')
    // Decoding blocks this thread, so the next requests are sent first.
    await nextTurn()
    return { body, contentType: type }
  }

  async function writeWaiting(): Promise<void> {
    await Promise.allSettled([writing, nextTurn()])
    const masks = waiting
    waiting = []
    next = null
    writing = store.putMasks(masks)
    await writing
  }

  return {
    download: (url, signal) => flights.run(url, whileWanted => fetch(url, whileWanted), signal),
    keepImage: async ({ body, contentType }) => ({
      contentType,
      byteLength: body.length,
      digest: await media.put(body),
    }),
    keepMasks(masks) {
      waiting.push(...masks)
      next ??= writeWaiting()
      return next
    },
  }
}

/** A key of the mask. */
export function nameOf({ labelId, groupName, frameNumber, featureId }: AnnotationPlace): string {
  return JSON.stringify([labelId, groupName, frameNumber, featureId])
}

/** Whether a composite shows the mask, in a colour that is known. */
export function isInComposite({ compositeUrl, colorRgb }: MaskSource): boolean {
  return compositeUrl !== null && (colorRgb?.length ?? 0) >= 3
}

/** Whether the export gives the mask an image. A composite without the mask's colour does not count. */
export function hasImage(source: MaskSource): boolean {
  return source.url !== null || isInComposite(source)
}

/** A hundred times the size of a usual mask. As many may arrive at once as there are connections. */
const MAX_BYTES = 16 * 1024 * 1024
const IMAGE_TYPES = /^(image\/(x-)?png|(application|binary)\/octet-stream)$/
