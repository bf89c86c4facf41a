import {
  type ClassName,
  type ClassPair,
  compareDistances,
  type Distances,
  type PixelFigures,
  pairClasses,
} from '../agreement/index.ts'
import { inTurns, once } from '../model/index.ts'
import { comparePixels, type PixelResult, type ReadMasks } from './compare-pixels.ts'
import type { Loaders } from './create-loaders.ts'
import { type LabelPlaces, loadPlaces } from './drawn-places.ts'

/** A class of two labels, and in how many frames it is. */
export interface ClassHead extends ClassName {
  readonly frameCount: number
  readonly sharedFrameCount: number
}

/** Two labels, class by class. Each part is read when it is asked for; lists are in the order of the classes. */
export interface Comparison {
  places(): Promise<readonly [one: LabelPlaces, other: LabelPlaces]>
  classes(): Promise<readonly ClassHead[]>
  pixels(): Promise<readonly PixelResult[]>
  distances(): Promise<readonly Distances[]>
}

/** Parts of a comparison that were computed. */
interface Kept {
  readonly classes: readonly ClassHead[]
  readonly pixels?: readonly (PixelFigures | null)[]
  readonly distances?: readonly Distances[]
}

/**
 * Compares two labels. Results are kept in memory by the stamps of both labels, in every version of the data: they follow
 * from contents and measurements alone, a table of them would have to be written by processes that only read, and
 * computing them again takes about as long as reading them from a table would.
 * @param readMasks answers null for a mask that is not measured
 */
export function createComparison(
  loaders: Loaders,
  ids: readonly [one: string, other: string],
  readMasks: ReadMasks,
): Comparison {
  const { reader } = loaders.sources
  const table = reader.kept.byStamp<Kept>('comparison')
  const key = once(async () => {
    const stamps = await reader.contentStamps(ids)
    return stamps.includes(null) ? null : stamps.join('|')
  })
  const places = once(() => Promise.all([loadPlaces(loaders, ids[0]), loadPlaces(loaders, ids[1])]))
  const pairs = once(async () => {
    const [one, other] = await places()
    return inTurns(pairClasses(one.drawn, other.drawn), loaders.owner)
  })

  const kept = async (): Promise<Kept | undefined> => {
    const name = await key()
    return name === null ? undefined : table.get(name)
  }

  async function keep(part: Partial<Kept>): Promise<void> {
    const name = await key()
    if (name === null) return
    const all: Kept = { classes: (await pairs()).map(headOf), ...table.get(name), ...part }
    table.set(name, all, name.length + all.classes.length * BYTES_OF_CLASS)
  }

  return {
    places,
    classes: async () => (await kept())?.classes ?? (await pairs()).map(headOf),
    pixels: once(async () => {
      const known = (await kept())?.pixels
      if (known) return known
      const results = await comparePixels(loaders, await pairs(), ids, readMasks)
      if (results.every(isFigures)) await keep({ pixels: results })
      return results
    }),
    distances: once(async () => {
      const known = (await kept())?.distances
      if (known) return known
      const distances: Distances[] = []
      for (const pair of await pairs()) distances.push(await inTurns(compareDistances(pair), loaders.owner))
      await keep({ distances })
      return distances
    }),
  }
}

const BYTES_OF_CLASS = 600

const isFigures = (result: PixelResult): result is PixelFigures | null =>
  !(result instanceof Error) && result !== 'unmeasured'

function headOf({ name, schemaId, annotationKind, group, groupName, frames }: ClassPair): ClassHead {
  return {
    ...{ name, schemaId, annotationKind, group, groupName },
    frameCount: frames.length,
    sharedFrameCount: frames.filter(({ one, other }) => one.length > 0 && other.length > 0).length,
  }
}
