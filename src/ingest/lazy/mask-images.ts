import { setImmediate as nextTurn } from 'node:timers/promises'
import type { AnnotationPlace, MaskRef, MaskSource } from '../../model/index.ts'
import type { FetchedMask, OfVersion } from '../../store/index.ts'
import { badResponse } from '../../upstream/index.ts'
import { createSingleFlight } from '../single-flight.ts'
import type { LazySources } from './lazy-sources.ts'
import { requireType } from './upstream-answers.ts'

/* Fetches and stores images of masks. */

/** A mask to fetch, and the version of its label. */
export interface Wanted extends MaskRef, OfVersion {
  /** Also fetches it if the store has it already. */
  readonly again: boolean
}

export interface Image {
  readonly body: Buffer
  readonly contentType: string | null
}

/** An image that several callers may have asked for. */
interface SharedImage extends Image, Disposable {
  users: number
}

export interface MaskImages {
  /**
   * Fetches an image, and counts it as in memory until it was used. Concurrent calls for one URL share one request.
   * @throws SlicegraphError
   */
  download<T>(url: string, signal: AbortSignal, use: (image: Image) => Promise<T>): Promise<T>
  /** Resolves when the masks are in the store. All masks since the last write are written together. */
  keepMasks(masks: readonly FetchedMask[]): Promise<void>
  /** How many times masks were written so far. While it stays the same, a mask that was not in the store still is not. */
  writeCount(): number
}

export function createMaskImages({ store, upstream }: Pick<LazySources, 'store' | 'upstream'>): MaskImages {
  const flights = createSingleFlight<SharedImage>()
  let waiting: FetchedMask[] = []
  let writeCount = 0
  let next: Promise<void> | null = null
  let writing: Promise<void> = Promise.resolve()

  async function fetch(url: string, signal: AbortSignal): Promise<SharedImage> {
    const answer = await upstream.get(url, { accept: 'image/png', signal, maxBytes: MAX_BYTES })
    const { status, contentType, body } = answer
    const release = () => answer[Symbol.dispose]()
    try {
      // Without callers there is nobody to use it.
      signal.throwIfAborted()
      signal.addEventListener('abort', release, { once: true })
      if (status === 204 || body.length === 0) throw badResponse('the answer is empty.')
      const type = requireType(contentType, IMAGE_TYPES, 'a PNG image')
      return { body, contentType: type, users: 0, [Symbol.dispose]: release }
    } catch (error) {
      release()
      throw error
    }
  }

  async function writeWaiting(): Promise<void> {
    await Promise.allSettled([writing, nextTurn()])
    const masks = waiting
    waiting = []
    next = null
    writing = store.putMasks(masks)
    await writing
    writeCount += 1
  }

  return {
    async download(url, signal, use) {
      const image = await flights.run(url, whileWanted => fetch(url, whileWanted), signal)
      image.users++
      try {
        return await use(image)
      } finally {
        image.users--
        if (image.users === 0) image[Symbol.dispose]()
      }
    },
    keepMasks(masks) {
      waiting.push(...masks)
      next ??= writeWaiting()
      return next
    },
    writeCount: () => writeCount,
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
