import {
  type AnswerPair,
  compareAnswers,
  type Distances,
  type PixelFigures,
  type PixelSums,
} from '../agreement/index.ts'
import { SlicegraphError } from '../errors.ts'
import { byCodePoint, inTurns, type Label, type MaskRef, once } from '../model/index.ts'
import type { PixelResult } from './compare-pixels.ts'
import { type ClassHead, createComparison } from './comparison.ts'
import type { Loaders } from './create-loaders.ts'

/** Two labels of a data row. Each part is computed when it is selected. */
export interface ComparisonNode {
  readonly label: Label
  readonly other: Label
  classes(): Promise<readonly ClassNode[]>
  /** Over all classes with pixels. @throws the error of a mask that is not known */
  sums(): Promise<PixelSums>
  answers(): Promise<readonly AnswerPair[]>
}

export interface ClassNode extends ClassHead {
  /** Null where the class has no pixels. @throws the error of a mask that is not known */
  pixels(): Promise<PixelFigures | null>
  /** Figures that are never null: 0 where the others are. */
  counts(): Promise<FrameAndFeatureCounts>
  distances(): Promise<Distances | null>
}

type FrameAndFeatureCounts = Omit<PixelFigures, keyof PixelSums>

/** Pairs of more labels take too long for one field. */
const MAX_LABELS = 10

/** Compares two labels; what they lack is fetched. The figures are those of the other way round, with the sides swapped. */
export function compareLabels(loaders: Loaders, label: Label, other: Label): ComparisonNode {
  const isSwapped = byCodePoint(label.id, other.id) > 0
  const { reader, lazy, signal } = loaders.sources
  const comparison = createComparison(
    loaders,
    isSwapped ? [other.id, label.id] : [label.id, other.id],
    async (masks: readonly MaskRef[]) => {
      const measured = await lazy.masks(reader, masks, { signal })
      reader.noteFetched()
      return measured
    },
    false,
  )
  const pixels = once(async () => {
    const results = await comparison.pixels()
    return isSwapped ? results.map(swapped) : results
  })

  function classNode(head: ClassHead, number: number): ClassNode {
    const own = async () => (await pixels())[number] ?? null
    return {
      ...head,
      pixels: async () => known(await own()),
      counts: async () => {
        const result = await own()
        return result && !(result instanceof Error) && result !== 'unmeasured' ? result : NO_COUNTS
      },
      distances: async () => (await comparison.distances())[number] ?? null,
    }
  }

  return {
    label,
    other,
    classes: async () => (await comparison.classes()).map(classNode),
    sums: async () => (await pixels()).map(known).reduce<PixelSums>(plus, { area: 0, otherArea: 0, intersection: 0 }),
    answers: async () => {
      const [one, two] = await comparison.places()
      const [own, others] = isSwapped ? [two, one] : [one, two]
      return inTurns(compareAnswers(own.answered, others.answered), loaders.owner)
    },
  }
}

/** Compares each with each of a queue entry's labels, without those that are skipped. @throws COST_LIMIT_EXCEEDED */
export function compareAll(loaders: Loaders, labels: readonly Label[]): readonly ComparisonNode[] {
  const compared = labels.filter(({ skipped }) => skipped !== true)
  if (compared.length > MAX_LABELS)
    throw new SlicegraphError(
      'COST_LIMIT_EXCEEDED',
      `This queue entry has more than ${MAX_LABELS} labels. Compare two of them at a time with Label.compare.`,
    )
  return compared.flatMap((label, i) => compared.slice(i + 1).map(other => compareLabels(loaders, label, other)))
}

const NO_COUNTS: FrameAndFeatureCounts = {
  incomparableFrameCount: 0,
  matchedFeatureCount: 0,
  unmatchedFeatureCount: 0,
  otherUnmatchedFeatureCount: 0,
}

function known(result: PixelResult): PixelFigures | null {
  if (result instanceof Error) throw result
  // Masks are fetched, so each is measured or an Error.
  return result === 'unmeasured' ? null : result
}

function swapped(result: PixelResult): PixelResult {
  if (!result || result instanceof Error || result === 'unmeasured') return result
  const { area, otherArea, unmatchedFeatureCount, otherUnmatchedFeatureCount, ...rest } = result
  return {
    ...{ ...rest, area: otherArea, otherArea: area },
    unmatchedFeatureCount: otherUnmatchedFeatureCount,
    otherUnmatchedFeatureCount: unmatchedFeatureCount,
  }
}

const plus = (sum: PixelSums, figures: PixelFigures | null): PixelSums =>
  figures
    ? {
        area: sum.area + figures.area,
        otherArea: sum.otherArea + figures.otherArea,
        intersection: sum.intersection + figures.intersection,
      }
    : sum
