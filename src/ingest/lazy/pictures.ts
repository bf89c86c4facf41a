import { compositeIdOf } from '../../labelbox/index.ts'
import type { FetchedBytes, MeasuredMask } from '../../model/index.ts'
import type { OfVersion, StoreReader } from '../../store/index.ts'
import { badResponse } from '../../upstream/index.ts'
import { createSingleFlight } from '../single-flight.ts'
import type { ThreadedSources } from './lazy-sources.ts'
import { type Image, isInComposite, type MaskImages, nameOf, type Wanted } from './mask-images.ts'
import type { MaskTrace } from './thread-tasks.ts'

/** An image and the masks to read from it. */
export interface Picture extends OfVersion {
  readonly labelId: string
  /** Null: the image shows one mask alone, that of each of `masks`. */
  readonly compositeId: string | null
  readonly url: string | null
  readonly again: boolean
  readonly masks: readonly Wanted[]
}

/** An image, and the masks that it was fetched for. Its pixels are large, so it is not kept decoded. */
interface Fetched {
  readonly body: Buffer
  readonly bytes: FetchedBytes
  readonly tracedFor: Picture
  readonly traces: readonly MaskTrace[]
}

/** Reads masks from their image. A composite is fetched and decoded once for all of its masks. */
export function createPictureReads({ store, media, threads }: ThreadedSources, images: MaskImages) {
  const flights = createSingleFlight<readonly MeasuredMask[]>()
  const composites = createSingleFlight<Fetched>()

  async function read(reader: StoreReader, picture: Picture, writesSeen: number, signal: AbortSignal) {
    // Another request may have fetched them since this one looked.
    const isAsSeen = picture.again || images.writeCount() === writesSeen
    const kept = isAsSeen ? [null] : await reader.masks(picture.masks)
    if (kept.every(mask => mask !== null)) return kept
    const { body, bytes, tracedFor, traces } = await fetch(reader, picture, signal)
    const own = tracedFor === picture ? traces : (await trace(body, picture, null, signal)).masks
    const ofComposite = picture.compositeId !== null
    const found = own.map(each => ({ ...bytes, ...each, ofComposite }))
    const measured = ofComposite ? found : picture.masks.map(() => found[0] as MeasuredMask)
    const places = picture.masks.map(({ source: _source, again: _again, ...place }) => place)
    await images.keepMasks(places.map((place, index) => ({ ...place, mask: measured[index] as MeasuredMask })))
    return measured
  }

  async function fetch(reader: StoreReader, picture: Picture, signal: AbortSignal): Promise<Fetched> {
    const { labelId, version, compositeId, again } = picture
    if (compositeId === null) return download(picture, signal)
    const key = JSON.stringify([labelId, version, compositeId, again])
    return composites.run(key, still => compositeOf(reader, picture, compositeId, still), signal)
  }

  /** Caches the image for the frame's other masks. Until it is cached, callers share the flight. */
  async function compositeOf(
    reader: StoreReader,
    picture: Picture,
    compositeId: string,
    signal: AbortSignal,
  ): Promise<Fetched> {
    const { labelId, version, again } = picture
    const [known] = again ? [] : await reader.composites([{ labelId, compositeId }])
    const body = known && (await media.get(known.digest))
    if (body) {
      const { masks } = await trace(body, picture, null, signal)
      return { body, bytes: known, tracedFor: picture, traces: masks }
    }
    const fetched = await download(picture, signal)
    await store.putComposites([{ labelId, version, compositeId, bytes: fetched.bytes }])
    return fetched
  }

  async function download(picture: Picture, signal: AbortSignal): Promise<Fetched> {
    const { url } = picture
    if (url === null) throw badResponse('the export gives it no image of its own, and no colour in its composite.')
    return images.download(url, signal, image => keep(image, picture, signal))
  }

  /** Caches the image once it is decoded: a broken one must be fetched again. */
  async function keep({ body, contentType }: Image, picture: Picture, signal: AbortSignal): Promise<Fetched> {
    const traced = await media.keep(body.length, folder => trace(body, picture, folder, signal))
    const bytes = { contentType, byteLength: body.length, digest: traced.digest }
    return { body, bytes, tracedFor: picture, traces: traced.masks }
  }

  function trace(bytes: Buffer, { compositeId, masks }: Picture, folder: string | null, signal: AbortSignal) {
    const colors = compositeId === null ? null : masks.map(mask => mask.source.colorRgb ?? [])
    return threads.measureImage({ bytes, colors, folder }, signal)
  }

  /**
   * In the order of the picture's masks.
   * @param writesSeen `writeCount` before the store was asked for the masks
   */
  return (
    reader: StoreReader,
    picture: Picture,
    writesSeen: number,
    signal?: AbortSignal,
  ): Promise<readonly MeasuredMask[]> => {
    const masks = picture.masks.map(mask => [mask.version, mask.again, nameOf(mask)])
    const key = JSON.stringify([picture.compositeId, masks])
    return flights.run(key, whileWanted => read(reader, picture, writesSeen, whileWanted), signal)
  }
}

/** The image that shows the mask alone. */
export function ownPicture(mask: Wanted): Picture {
  const { labelId, version, again, source } = mask
  return { labelId, version, compositeId: null, url: source.url, again, masks: [mask] }
}

/** The images of masks, each once: composites, and the own images of masks that are in none. */
export function picturesOf(masks: readonly Wanted[]): readonly Picture[] {
  const own = new Map<string, Picture & { readonly masks: Wanted[] }>()
  const composites = new Map<string, Picture & { readonly masks: Wanted[] }>()
  for (const mask of masks) {
    const { labelId, version, again } = mask
    const composite = isInComposite(mask.source) ? mask.source.compositeUrl : null
    const compositeId = composite === null ? null : compositeIdOf(composite)
    const url = composite ?? mask.source.url
    const key = JSON.stringify([labelId, compositeId ?? url ?? nameOf(mask)])
    const images = compositeId === null ? own : composites
    const known = images.get(key)
    if (known) known.masks.push(mask)
    else images.set(key, { labelId, version, compositeId, url, again, masks: [mask] })
  }
  return [...own.values(), ...composites.values()]
}
