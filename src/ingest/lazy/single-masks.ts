import { decodePng, foreground } from '../../masks/index.ts'
import type { MeasuredMask } from '../../model/index.ts'
import type { StoreReader } from '../../store/index.ts'
import { createSingleFlight } from '../single-flight.ts'
import { fetchedMask, flightKey, type MaskImages, measuredMask, type Wanted } from './mask-images.ts'
import { badResponse } from './upstream-answers.ts'

/** Reads masks whose images show one mask alone. */
export function createSingleMasks({ download, keepImage, keepMasks }: MaskImages) {
  const flights = createSingleFlight<MeasuredMask>()

  async function read(reader: StoreReader, mask: Wanted, signal: AbortSignal): Promise<MeasuredMask> {
    // Another request may have fetched it since this one looked.
    const [kept] = mask.again ? [] : await reader.masks([mask])
    if (kept) return kept
    const { url } = mask.source
    if (url === null) throw badResponse('the export gives it no image of its own, and no colour in its composite')
    const image = await download(url, signal)
    const runs = foreground(decodePng(image.body))
    const measured = measuredMask(runs, await keepImage(image), false)
    await keepMasks([fetchedMask(mask, measured)])
    return measured
  }

  return (reader: StoreReader, mask: Wanted, signal?: AbortSignal): Promise<MeasuredMask> =>
    flights.run(flightKey([mask]), whileWanted => read(reader, mask, whileWanted), signal)
}
