import { SlicegraphError } from '../errors.ts'
import { compareFrame, featureKey, type RleOf } from './compare-frame.ts'
import { type FeaturePair, MATCH_FROM, matchFeatures } from './match-features.ts'
import type { ClassPair, FramePair } from './pair-classes.ts'

/** Figures of a class, or of all of them, in pixels: sums over frames. */
export interface PixelSums {
  readonly area: number
  readonly otherArea: number
  readonly intersection: number
}

export interface PixelFigures extends PixelSums {
  readonly incomparableFrameCount: number
  readonly matchedFeatureCount: number
  readonly unmatchedFeatureCount: number
  readonly otherUnmatchedFeatureCount: number
}

/** Null when both areas are 0, and 0 when one is. */
export const diceOf = ({ area, otherArea, intersection }: PixelSums): number | null =>
  area + otherArea === 0 ? null : (2 * intersection) / (area + otherArea)

export const iouOf = ({ area, otherArea, intersection }: PixelSums): number | null =>
  area + otherArea === 0 ? null : intersection / (area + otherArea - intersection)

/** Pairs of features that overlap. Every feature of a label with every one of another are seldom as many. */
const MAX_PAIRS = 1_000_000

/** Adds up a class frame by frame, in any order. */
export class PixelCount {
  #area = 0
  #otherArea = 0
  #intersection = 0
  #incomparable = 0
  readonly #one = new FeatureAreas()
  readonly #other = new FeatureAreas()
  /** By the numbers of two features. */
  readonly #overlaps = new Map<string, { readonly one: number; readonly other: number; pixels: number }>()
  readonly #pair: ClassPair

  constructor(pair: ClassPair) {
    this.#pair = pair
  }

  /** @throws SlicegraphError COST_LIMIT_EXCEEDED */
  *add(frame: FramePair, rleOf: RleOf): Generator<undefined, void> {
    for (const [side, areas] of [[frame.one, this.#one] as const, [frame.other, this.#other] as const])
      for (const [index, annotation] of side.entries())
        areas.numberOf(featureKey(annotation, frame.frameNumber, index), annotation.featureId)
    const figures = yield* compareFrame(frame, this.#pair.isOutlined, rleOf)
    if (!figures) {
      this.#incomparable += 1
      return
    }
    this.#area += figures.area
    this.#otherArea += figures.otherArea
    this.#intersection += figures.intersection
    for (const [key, area] of figures.areas) this.#one.add(key, area)
    for (const [key, area] of figures.otherAreas) this.#other.add(key, area)
    for (const [key, otherKey, pixels] of figures.overlaps) this.#overlap(key, otherKey, pixels)
  }

  figures(): PixelFigures {
    const [one, other] = [this.#one, this.#other]
    const pairs = [...this.#overlaps.values()].flatMap(({ pixels, ...pair }): FeaturePair | [] => {
      const iou = pixels / (one.area(pair.one) + other.area(pair.other) - pixels)
      return iou >= MATCH_FROM ? { ...pair, iou } : []
    })
    const matched = matchFeatures(pairs, one.ids, other.ids)
    return {
      ...{ area: this.#area, otherArea: this.#otherArea, intersection: this.#intersection },
      incomparableFrameCount: this.#incomparable,
      matchedFeatureCount: matched,
      unmatchedFeatureCount: one.ids.length - matched,
      otherUnmatchedFeatureCount: other.ids.length - matched,
    }
  }

  #overlap(key: string, otherKey: string, pixels: number): void {
    const [one, other] = [this.#one.numberOf(key), this.#other.numberOf(otherKey)]
    const name = `${one} ${other}`
    const known = this.#overlaps.get(name)
    if (known) known.pixels += pixels
    else this.#overlaps.set(name, { one, other, pixels })
    if (this.#overlaps.size > MAX_PAIRS)
      throw new SlicegraphError(
        'COST_LIMIT_EXCEEDED',
        `More than ${MAX_PAIRS} pairs of features of these labels overlap. Labels of so many features are not compared.`,
      )
  }
}

/** Features of one label, and their voxels. */
class FeatureAreas {
  readonly ids: string[] = []
  readonly #areas: number[] = []
  readonly #numbers = new Map<string, number>()

  numberOf(key: string, featureId = key): number {
    const known = this.#numbers.get(key)
    if (known !== undefined) return known
    this.#numbers.set(key, this.ids.length)
    this.#areas.push(0)
    return this.ids.push(featureId) - 1
  }

  add(key: string, area: number): void {
    const number = this.numberOf(key)
    this.#areas[number] = this.area(number) + area
  }

  area(number: number): number {
    return this.#areas[number] ?? 0
  }
}
