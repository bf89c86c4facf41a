import { setImmediate as nextTurn } from 'node:timers/promises'
import { encodeRle, type MaskRuns, measure } from '../../masks/index.ts'
import type { MediaCache } from '../../media/index.ts'
import type { AnnotationPlace, FetchedBytes, MaskRef, MaskSource, MeasuredMask } from '../../model/index.ts'
import type { FetchedMask, OfVersion, Store } from '../../store/index.ts'
import type { Upstream } from '../../upstream/index.ts'
import { createSingleFlight } from '../single-flight.ts'
import { badResponse, requireType } from './upstream-answers.ts'

/* Images of masks on their way from Labelbox into the store: single masks and composites share all of this. */

export interface MaskSources {
  readonly store: Store
  readonly upstream: Pick<Upstream, 'get'>
  readonly media: MediaCache
}

/** A mask that is to be fetched, and the version of its label. */
export interface Wanted extends MaskRef, OfVersion {
  /** Also if the store holds it already. */
  readonly again: boolean
}

interface Image {
  readonly body: Buffer
  readonly contentType: string | null
}

export interface MaskImages {
  /** Fetches an image. Concurrent calls for one URL share one request. @throws SlicegraphError */
  download(url: string, signal: AbortSignal): Promise<Image>
  /** Stores the bytes of an image. To be called once it has been decoded: a broken one has to be fetched anew. */
  keepImage(image: Image): Promise<FetchedBytes>
  /** Resolves when the masks are in the store. Those that came since the last write are written together. */
  keepMasks(masks: readonly FetchedMask[]): Promise<void>
}

export function createMaskImages({ store, upstream, media }: MaskSources): MaskImages {
  const flights = createSingleFlight<Image>()
  let waiting: FetchedMask[] = []
  let next: Promise<void> | null = null
  let writing: Promise<void> = Promise.resolve()

  async function fetch(url: string, signal: AbortSignal): Promise<Image> {
    const { status, contentType, body } = await upstream.get(url, { accept: 'image/png', signal, maxBytes: MAX_BYTES })
    if (status === 204 || body.length === 0) throw badResponse('the answer is empty')
    const type = requireType(contentType, IMAGE_TYPES, 'a PNG image')
    // It is decoded on this thread: first the next requests go out, which then have their answers when that is done.
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

export function measuredMask(runs: MaskRuns, bytes: FetchedBytes, ofComposite: boolean): MeasuredMask {
  return { ...bytes, ...measure(runs), rle: encodeRle(runs), ofComposite }
}

export function fetchedMask({ source: _source, again: _again, ...place }: Wanted, mask: MeasuredMask): FetchedMask {
  return { ...place, mask }
}

/** A key per mask. */
export function nameOf({ labelId, groupName, frameNumber, featureId }: AnnotationPlace): string {
  return JSON.stringify([labelId, groupName, frameNumber, featureId])
}

/** A key per work: the same masks of another version are others. */
export function flightKey(masks: readonly Wanted[]): string {
  return JSON.stringify(masks.map(mask => [mask.version, mask.again, nameOf(mask)]))
}

/** Whether a composite shows the mask, in a colour that is known. */
export function isInComposite({ compositeUrl, colorRgb }: MaskSource): boolean {
  return compositeUrl !== null && (colorRgb?.length ?? 0) >= 3
}

/** Whether the export gives the mask an image; a composite without the mask's colour is none. */
export function hasImage(source: MaskSource): boolean {
  return source.url !== null || isInComposite(source)
}

/** A hundred times the size of a usual mask; as many may arrive at once as there are connections. */
const MAX_BYTES = 16 * 1024 * 1024
const IMAGE_TYPES = /^(image\/(x-)?png|(application|binary)\/octet-stream)$/
