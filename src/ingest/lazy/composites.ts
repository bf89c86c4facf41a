import { compositeIdOf } from '../../labelbox/index.ts'
import { decodePng, type MaskRuns, ofColors } from '../../masks/index.ts'
import type { FetchedBytes, MeasuredMask } from '../../model/index.ts'
import type { CompositeKey, OfVersion, StoreReader } from '../../store/index.ts'
import { createSingleFlight } from '../single-flight.ts'
import { fetchedMask, flightKey, type MaskImages, type MaskSources, measuredMask, type Wanted } from './mask-images.ts'

/** A composite and its masks to read. */
export interface Composite extends CompositeKey, OfVersion {
  readonly url: string
  readonly again: boolean
  readonly masks: readonly Wanted[]
}

/** An image of many masks, and the masks that it was fetched for. Its pixels are large, so it is not kept decoded. */
interface Picture {
  readonly body: Buffer
  readonly bytes: FetchedBytes
  readonly tracedFor: Composite
  readonly runs: readonly MaskRuns[]
}

/** Reads masks from the image of all masks of their frame, which is fetched and decoded once for all of them. */
export function createComposites({ store, media }: MaskSources, images: MaskImages) {
  const flights = createSingleFlight<readonly MeasuredMask[]>()
  const pictures = createSingleFlight<Picture>()

  async function read(reader: StoreReader, composite: Composite, signal: AbortSignal) {
    // Another request may have fetched them since this one looked.
    const kept = composite.again ? [null] : await reader.masks(composite.masks)
    if (kept.every(mask => mask !== null)) return kept
    const picture = await pictures.run(pictureKey(composite), still => pictureOf(reader, composite, still), signal)
    const runs = picture.tracedFor === composite ? picture.runs : trace(picture.body, composite)
    const measured = runs.map(each => measuredMask(each, picture.bytes, true))
    await images.keepMasks(composite.masks.map((mask, index) => fetchedMask(mask, measured[index] as MeasuredMask)))
    return measured
  }

  /** Caches the image for the frame's other masks. Until it is cached, callers share the flight. */
  async function pictureOf(reader: StoreReader, composite: Composite, signal: AbortSignal): Promise<Picture> {
    const [known] = composite.again ? [] : await reader.composites([composite])
    const body = known && (await media.get(known.digest))
    if (body) return { body, bytes: known, tracedFor: composite, runs: trace(body, composite) }
    const image = await images.download(composite.url, signal)
    const runs = trace(image.body, composite)
    const bytes = await images.keepImage(image)
    const { labelId, version, compositeId } = composite
    await store.putComposites([{ labelId, version, compositeId, bytes }])
    return { body: image.body, bytes, tracedFor: composite, runs }
  }

  /** In the order of the composite's masks. */
  return (reader: StoreReader, composite: Composite, signal?: AbortSignal): Promise<readonly MeasuredMask[]> =>
    flights.run(flightKey(composite.masks), whileWanted => read(reader, composite, whileWanted), signal)
}

const pictureKey = ({ labelId, version, compositeId, again }: Composite) =>
  JSON.stringify([labelId, version, compositeId, again])

function trace(body: Buffer, { masks }: Composite): readonly MaskRuns[] {
  const colors = masks.map(mask => mask.source.colorRgb ?? [])
  return ofColors(decodePng(body), colors)
}

/** Groups masks by their composite. */
export function compositesOf(masks: readonly Wanted[]): readonly Composite[] {
  const composites = new Map<string, Composite & { readonly masks: Wanted[] }>()
  for (const mask of masks) {
    const { labelId, version, again } = mask
    const url = mask.source.compositeUrl
    if (url === null) continue
    const compositeId = compositeIdOf(url)
    const key = JSON.stringify([labelId, compositeId])
    const known = composites.get(key)
    if (known) known.masks.push(mask)
    else composites.set(key, { labelId, version, compositeId, url, again, masks: [mask] })
  }
  return [...composites.values()]
}
