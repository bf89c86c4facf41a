import { decodePng, foreground } from '../../masks/index.ts'
import type { MeasuredMask } from '../../model/index.ts'
import type { MediaCache, StoreReader } from '../../store/index.ts'
import { createSingleFlight } from '../single-flight.ts'
import { type Download, keepImage } from './download.ts'
import type { KeepMasks } from './mask-writer.ts'
import { measuredMask } from './measured-mask.ts'
import { fetchedMask, flightKey, type Wanted } from './wanted.ts'

export type ReadOwnMask = (reader: StoreReader, mask: Wanted, signal?: AbortSignal) => Promise<MeasuredMask>

export interface OwnMaskSources {
  readonly media: MediaCache
  readonly download: Download
  readonly keep: KeepMasks
}

/** A mask from its own image. */
export function createOwnMasks({ media, download, keep }: OwnMaskSources): ReadOwnMask {
  const flights = createSingleFlight<MeasuredMask>()

  async function read(reader: StoreReader, mask: Wanted, signal: AbortSignal): Promise<MeasuredMask> {
    // Another request may have brought it since this one looked.
    const [kept] = await reader.masks([mask])
    if (kept) return kept
    const image = await download(urlOf(mask), signal)
    const runs = foreground(decodePng(image.body))
    const measured = measuredMask(runs, await keepImage(media, image), false)
    await keep([fetchedMask(mask, measured)])
    return measured
  }

  return (reader, mask, signal) =>
    flights.run(flightKey([mask]), whileWanted => read(reader, mask, whileWanted), signal)
}

/** One of the two is there; a composite without a colour can only be taken as it is. */
function urlOf({ source }: Wanted): string {
  return (source.url ?? source.compositeUrl) as string
}
