import { type ClassName, type ClassPair, compareDistances, type Distances, pairClasses } from '../agreement/index.ts'
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
interface Comparison {
  /** Whether a part of it was computed before. */
  isKept(): Promise<boolean>
  places(): Promise<readonly [one: LabelPlaces, other: LabelPlaces]>
  classes(): Promise<readonly ClassHead[]>
  pixels(): Promise<readonly PixelResult[]>
  distances(): Promise<readonly Distances[]>
}

/** Parts of a comparison that were computed. */
interface Kept {
  readonly classes: readonly ClassHead[]
  /** Without errors: the next comparison fetches again. */
  readonly pixels?: readonly PixelResult[]
  readonly distances?: readonly Distances[]
}

/**
 * Compares two labels. Results are kept in memory by the stamps of both labels, in every version of the data: they follow
 * from contents and measurements alone, a table of them would have to be written by processes that only read, and
 * computing them again takes about as long as reading them from a table would.
 * @param readMasks answers null for a mask that is not measured, unless it fetches
 */
export function createComparison(
  loaders: Loaders,
  ids: readonly [one: string, other: string],
  readMasks: ReadMasks,
  neverFetches: boolean,
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
    isKept: async () => (await kept()) !== undefined,
    classes: async () => (await kept())?.classes ?? (await pairs()).map(headOf),
    pixels: once(async () => {
      const known = (await kept())?.pixels
      if (known && (neverFetches || !known.includes('unmeasured'))) return known
      const results = await comparePixels(loaders, await pairs(), ids, readMasks)
      if (!results.some(result => result instanceof Error)) await keep({ pixels: results })
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

/** Of its figures, too. */
const BYTES_OF_CLASS = 400

function headOf({ name, schemaId, annotationKind, group, groupName, frames }: ClassPair): ClassHead {
  return {
    ...{ name, schemaId, annotationKind, group, groupName },
    frameCount: frames.length,
    sharedFrameCount: frames.filter(({ one, other }) => one.length > 0 && other.length > 0).length,
  }
}
