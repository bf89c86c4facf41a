import { decodePng, foreground } from '../../masks/index.ts'
import type { MeasuredMask } from '../../model/index.ts'
import type { StoreReader } from '../../store/index.ts'
import { createSingleFlight } from '../single-flight.ts'
import type { Download } from './download.ts'
import type { KeepMasks } from './mask-writer.ts'
import { measuredMask } from './measured-mask.ts'
import { fetchedMask, flightKey, type Wanted } from './wanted.ts'

export type ReadOwnMask = (reader: StoreReader, mask: Wanted, signal?: AbortSignal) => Promise<MeasuredMask>

/** A mask from its own image. */
export function createOwnMasks(keep: KeepMasks, download: Download): ReadOwnMask {
  const flights = createSingleFlight<MeasuredMask>()

  async function read(reader: StoreReader, mask: Wanted, signal: AbortSignal): Promise<MeasuredMask> {
    // Another request may have brought it since this one looked.
    const [kept] = await reader.masks([mask])
    if (kept) return kept
    const { body, bytes } = await download(urlOf(mask), signal)
    const measured = measuredMask(foreground(decodePng(body)), bytes, false)
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
