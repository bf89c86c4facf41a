import { type ClassPair, type FramePair, PixelCount, type PixelFigures } from '../agreement/index.ts'
import { SlicegraphError } from '../errors.ts'
import { type Annotation, inTurns, type MaskRef, type MeasuredMask, type RunLengthEncoding } from '../model/index.ts'
import { maskRef } from './annotation.ts'
import type { Loaders } from './create-loaders.ts'

/** Measured masks; null for one that is not measured, an Error for one that cannot be fetched. */
export type ReadMasks = (masks: readonly MaskRef[]) => Promise<readonly (MeasuredMask | Error | null)[]>

/** Figures of a class. Null: it has no pixels. An Error or `unmeasured`: at least one of its masks is not known. */
export type PixelResult = PixelFigures | Error | 'unmeasured' | null

/** Masks that are held at once, and read at once: reading takes some 30 µs each. */
const MASKS_AT_ONCE = 128

/** A class in one frame. */
interface Work {
  readonly number: number
  readonly frame: FramePair
  readonly masks: readonly (readonly [annotation: Annotation, ref: MaskRef | null])[]
}

/** Compares classes pixel by pixel, frame after frame, so that an image of all masks of a frame is read once. */
export async function comparePixels(
  loaders: Loaders,
  pairs: readonly ClassPair[],
  [oneId, otherId]: readonly [one: string, other: string],
  readMasks: ReadMasks,
): Promise<readonly PixelResult[]> {
  const counts = pairs.map(pair => (pair.hasPixels ? new PixelCount(pair) : null))
  const failures = new Map<number, Error | 'unmeasured'>()
  let waiting: Work[] = []
  let masks = 0

  async function compareWaiting(): Promise<void> {
    const rles = await readRles(waiting, readMasks, failures)
    for (const { number, frame } of waiting) {
      const count = counts[number]
      if (!failures.has(number) && count)
        await inTurns(
          count.add(frame, annotation => rles.get(annotation)),
          loaders.owner,
        )
    }
    waiting = []
    masks = 0
  }

  for (const work of await inTurns(inFrames(), loaders.owner)) {
    if (failures.has(work.number)) continue
    if (masks > 0 && masks + work.masks.length > MASKS_AT_ONCE) await compareWaiting()
    waiting.push(work)
    masks += work.masks.length
    if (waiting.length > MASKS_AT_ONCE) await compareWaiting()
  }
  await compareWaiting()
  return counts.map((count, number) => failures.get(number) ?? count?.figures() ?? null)

  /** The classes of one frame after each other. */
  function* inFrames(): Generator<undefined, Work[]> {
    const byFrame = new Map<string, Work[]>()
    for (const [number, { frames, hasPixels }] of pairs.entries())
      for (const frame of hasPixels ? frames : []) {
        yield
        const name = `${frame.frameNumber} ${frame.groupName}`
        const known = byFrame.get(name)
        const work = { number, frame, masks: [...masksOf(frame.one, oneId), ...masksOf(frame.other, otherId)] }
        if (known) known.push(work)
        else byFrame.set(name, [work])
      }
    return [...byFrame.values()].flat()
  }
}

function masksOf(annotations: readonly Annotation[], labelId: string) {
  return annotations.flatMap(annotation => {
    if (annotation.type !== 'MaskAnnotation') return []
    const { mask } = annotation
    return [[annotation, mask && maskRef({ ...annotation, labelId }, mask)] as const]
  })
}

/** Reads the masks of some frames. Classes with a mask that is not known are noted as failures. */
async function readRles(
  works: readonly Work[],
  readMasks: ReadMasks,
  failures: Map<number, Error | 'unmeasured'>,
): Promise<ReadonlyMap<Annotation, RunLengthEncoding>> {
  const wanted = works.flatMap(({ number, masks }) => masks.map(([annotation, ref]) => ({ number, annotation, ref })))
  const rles = new Map<Annotation, RunLengthEncoding>()
  for (let start = 0; start < wanted.length; start += MASKS_AT_ONCE) {
    const part = wanted.slice(start, start + MASKS_AT_ONCE)
    const known = part.flatMap(({ ref }) => ref ?? [])
    const read = known.length > 0 ? await readMasks(known) : []
    let next = 0
    for (const { number, annotation, ref } of part) {
      const mask = ref ? read[next++] : noImage()
      if (mask && !(mask instanceof Error)) rles.set(annotation, mask.rle)
      else if (!failures.has(number)) failures.set(number, mask ?? 'unmeasured')
    }
  }
  return rles
}

const noImage = () =>
  new SlicegraphError(
    'UPSTREAM_BAD_RESPONSE',
    'The export gives no image for a mask of this class, so it cannot be compared.',
  )
