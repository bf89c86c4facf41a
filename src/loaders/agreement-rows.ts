import { diceOf, iouOf, summarize } from '../agreement/index.ts'
import { SlicegraphError } from '../errors.ts'
import type { GroupKey, NumberSummary } from '../model/index.ts'
import type { PixelResult } from './compare-pixels.ts'
import type { ClassHead } from './comparison.ts'

export type AgreementDimension = 'PROJECT' | 'NAME' | 'ANNOTATION_KIND' | 'GROUP' | 'CREATED_BY'

/** Dimensions that tell the classes of a pair apart. */
export const OF_CLASSES: readonly AgreementDimension[] = ['NAME', 'ANNOTATION_KIND', 'GROUP']

/** One row of the stats. Dimensions that were not asked for are null. */
export interface AgreementStats {
  readonly projectId: string | null
  readonly name: string | null
  readonly annotationKind: string | null
  readonly group: GroupKey | null
  readonly createdBy: string | null
  readonly pairCount: number
  readonly unmeasuredPairCount: number
  readonly dice: NumberSummary
  readonly iou: NumberSummary
  readonly meanDistance: NumberSummary
}

/** A class of a pair; without `pixels` and `meanDistance` where they are not wanted. */
interface ComparedClass extends Pick<ClassHead, 'name' | 'annotationKind' | 'group'> {
  readonly pixels: PixelResult
  readonly meanDistance: number | null
}

/** A pair of labels of one queue entry. */
interface ComparedPair {
  readonly projectId: string
  readonly readers: readonly (string | null)[]
  /** Whether frames of it were not fetched, so that its classes are not known. */
  readonly isRemote: boolean
  readonly classes: readonly ComparedClass[]
}

interface Row extends Pick<AgreementStats, 'projectId' | 'name' | 'annotationKind' | 'group' | 'createdBy'> {
  pairCount: number
  unmeasuredPairCount: number
  readonly dice: number[]
  readonly iou: number[]
  readonly meanDistance: number[]
}

/** Results of more rows are an error, as those of other stats are. */
const MAX_ROWS = 10_000

const NO_CLASS = { name: null, annotationKind: null, group: null, pixels: null, meanDistance: null }

/** Adds up pairs by their dimensions. A pair counts once in each row, its figures once for each class. */
export class AgreementRows {
  readonly #dimensions: ReadonlySet<AgreementDimension>
  readonly #rows = new Map<string, Row>()

  constructor(dimensions: readonly AgreementDimension[]) {
    this.#dimensions = new Set(dimensions)
    // Stats without dimensions have one row, whatever they are of.
    if (dimensions.length === 0) this.#rowOf(null, null, NO_CLASS)
  }

  /** @throws SlicegraphError COST_LIMIT_EXCEEDED */
  add({ projectId, readers, isRemote, classes }: ComparedPair): void {
    const own = this.#dimensions.has('CREATED_BY') ? new Set(readers) : [null]
    for (const reader of own) {
      /** Whether anything of the pair is not measured, by row. */
      const touched = new Map<Row, boolean>()
      // A pair without a class is a row of no class.
      for (const each of classes.length > 0 ? classes : [NO_CLASS]) {
        const row = this.#rowOf(projectId, reader, each)
        const { pixels, meanDistance } = each
        const isUnknown = pixels === 'unmeasured' || pixels instanceof Error
        touched.set(row, isRemote || isUnknown || touched.get(row) === true)
        if (meanDistance !== null) row.meanDistance.push(meanDistance)
        if (!pixels || isUnknown) continue
        push(row.dice, diceOf(pixels))
        push(row.iou, iouOf(pixels))
      }
      for (const [row, isUnmeasured] of touched) {
        row.pairCount += 1
        if (isUnmeasured) row.unmeasuredPairCount += 1
      }
    }
  }

  *summarized(order: (one: Row, other: Row) => number): Generator<undefined, AgreementStats[]> {
    const stats: AgreementStats[] = []
    for (const row of [...this.#rows.values()].sort(order)) {
      yield
      const { dice, iou, meanDistance, ...counts } = row
      stats.push({
        ...counts,
        dice: yield* summarize(dice),
        iou: yield* summarize(iou),
        meanDistance: yield* summarize(meanDistance),
      })
    }
    return stats
  }

  #rowOf(
    projectId: string | null,
    createdBy: string | null,
    { name, annotationKind, group }: typeof NO_CLASS | ComparedClass,
  ): Row {
    const has = (dimension: AgreementDimension) => this.#dimensions.has(dimension)
    const head = {
      projectId: has('PROJECT') ? projectId : null,
      name: has('NAME') ? name : null,
      annotationKind: has('ANNOTATION_KIND') ? annotationKind : null,
      group: has('GROUP') ? group : null,
      createdBy,
    }
    const key = JSON.stringify(Object.values(head))
    const known = this.#rows.get(key)
    if (known) return known
    if (this.#rows.size === MAX_ROWS)
      throw new SlicegraphError(
        'COST_LIMIT_EXCEEDED',
        `These stats have more than ${MAX_ROWS} rows. Group by fewer dimensions, or narrow the filter.`,
      )
    const row: Row = { ...head, pairCount: 0, unmeasuredPairCount: 0, dice: [], iou: [], meanDistance: [] }
    this.#rows.set(key, row)
    return row
  }
}

function push(values: number[], value: number | null): void {
  if (value !== null) values.push(value)
}
