import { decodingRle, type MaskRuns } from '../masks/index.ts'
import type { Annotation, RunLengthEncoding } from '../model/index.ts'
import type { FramePair } from './pair-classes.ts'
import { areaAround, areaOfBox, areaOver, boxRuns, movedRuns, type PixelArea, polygonRuns } from './raster.ts'
import { areaOf, intersectionOf, type Runs, unionOf } from './runs.ts'

/** Pixels that the geometry of a frame may span: of more, the frame is not compared. */
const MAX_SPAN = 40_000_000
/** Edges of all regions of a frame: 32 MB. Of more, the frame is not compared: no person draws as many. */
const MAX_EDGES = 2 ** 22

/** Run lengths of masks. */
export type RleOf = (annotation: Annotation) => RunLengthEncoding | undefined

/** Figures of a class in one frame, in pixels. */
interface FramePixels {
  readonly area: number
  readonly otherArea: number
  readonly intersection: number
  /** Of each feature, by its key. */
  readonly areas: ReadonlyMap<string, number>
  readonly otherAreas: ReadonlyMap<string, number>
  /** Pixels that two features have in common, where they have any. */
  readonly overlaps: readonly (readonly [one: string, other: string, pixels: number])[]
}

/** The region of one annotation, as it is exported or as its mask was measured. */
type Shape =
  | { readonly key: string; readonly area: PixelArea; readonly mask: RunLengthEncoding }
  | { readonly key: string; readonly area: PixelArea; readonly annotation: Annotation }

/**
 * Objects outside of frames are a feature each.
 * @param index of the annotation in its frame
 */
export const featureKey = ({ featureId }: Annotation, frameNumber: number | null, index: number): string =>
  frameNumber === null ? `${featureId} ${index}` : featureId

/** Null for a frame that cannot be compared: its masks differ in size, or its geometry spans too many pixels. */
export function* compareFrame(
  frame: FramePair,
  isOutlined: boolean,
  rleOf: RleOf,
): Generator<undefined, FramePixels | null> {
  const [one, other] = [frame.one, frame.other].map(side => shapesOf(side, frame.frameNumber, isOutlined, rleOf))
  const shapes = [...(one ?? []), ...(other ?? [])]
  const masks = shapes.filter(shape => 'mask' in shape)
  const isOneSize = masks.every(
    ({ area: { width, height } }) => width === masks[0]?.area.width && height === masks[0]?.area.height,
  )
  const area = areaOver(shapes.map(shape => shape.area))
  if (!isOneSize || area.width * area.height > MAX_SPAN) return null
  const drawn = yield* drawSide(one ?? [], area, MAX_EDGES)
  const otherDrawn = drawn && (yield* drawSide(other ?? [], area, MAX_EDGES - drawn.edges))
  if (!drawn || !otherDrawn) return null
  const intersection = yield* intersectionOf(drawn.union, otherDrawn.union)
  return {
    ...{ area: areaOf(drawn.union), otherArea: areaOf(otherDrawn.union), intersection },
    ...{ areas: drawn.areas, otherAreas: otherDrawn.areas },
    overlaps: intersection === 0 ? [] : yield* overlapsOf(drawn.features, otherDrawn.features, intersection),
  }
}

function shapesOf(
  annotations: readonly Annotation[],
  frameNumber: number | null,
  isOutlined: boolean,
  rleOf: RleOf,
): readonly Shape[] {
  return annotations.flatMap((annotation, index): Shape | [] => {
    const key = featureKey(annotation, frameNumber, index)
    if (annotation.type === 'MaskAnnotation') {
      const mask = rleOf(annotation)
      if (!mask) return []
      const [height, width] = mask.size
      return { key, mask, area: { left: 0, top: 0, width, height } }
    }
    if (annotation.type === 'BoundingBoxAnnotation') return { key, annotation, area: areaOfBox(annotation.boundingBox) }
    const outline = outlineOf(annotation, isOutlined)
    return outline.length > 0 ? { key, annotation, area: areaAround(outline) } : []
  })
}

function outlineOf(annotation: Annotation, isOutlined: boolean) {
  if (annotation.type === 'PolygonAnnotation') return annotation.polygon
  return annotation.type === 'PolylineAnnotation' && isOutlined ? annotation.line : []
}

/** The regions of one label in a frame, each feature united. */
interface Drawn {
  readonly union: Runs
  readonly features: readonly (readonly [key: string, runs: Runs])[]
  readonly areas: ReadonlyMap<string, number>
  readonly edges: number
}

function* drawSide(shapes: readonly Shape[], area: PixelArea, most: number): Generator<undefined, Drawn | null> {
  const regions = new Map<string, Runs[]>()
  let edges = 0
  for (const shape of shapes) {
    const runs = yield* runsOf(shape, area, most - edges)
    if (!runs) return null
    edges += runs.length
    if (edges > most) return null
    const known = regions.get(shape.key)
    if (known) known.push(runs)
    else regions.set(shape.key, [runs])
    yield
  }
  const features: [string, Runs][] = []
  for (const [key, runs] of regions) features.push([key, yield* unionOf(runs)])
  return {
    union: yield* unionOf(features.map(([, runs]) => runs)),
    features,
    areas: new Map(features.map(([key, runs]) => [key, areaOf(runs)])),
    edges,
  }
}

function* runsOf(shape: Shape, area: PixelArea, most: number): Generator<undefined, Runs | null> {
  if ('mask' in shape) {
    const { edges }: MaskRuns = yield* decodingRle(shape.mask)
    return yield* movedRuns(edges, shape.area, area)
  }
  const { annotation } = shape
  if (annotation.type === 'BoundingBoxAnnotation') return yield* boxRuns(annotation.boundingBox, area, most)
  return yield* polygonRuns(outlineOf(annotation, true), area, most)
}

type Feature = Drawn['features'][number]

function* overlapsOf(one: readonly Feature[], other: readonly Feature[], intersection: number) {
  const overlaps: [string, string, number][] = []
  const [only, otherOnly] = [one[0], other[0]]
  if (one.length === 1 && other.length === 1 && only && otherOnly)
    return [[only[0], otherOnly[0], intersection] as const]
  for (const [key, runs] of one)
    for (const [otherKey, otherRuns] of other) {
      yield
      // Runs ascend: regions apart in the order of pixels have nothing in common.
      const isApart =
        (runs[0] ?? 0) >= (otherRuns[otherRuns.length - 1] ?? 0) || (otherRuns[0] ?? 0) >= (runs[runs.length - 1] ?? 0)
      const pixels = isApart ? 0 : yield* intersectionOf(runs, otherRuns)
      if (pixels > 0) overlaps.push([key, otherKey, pixels])
    }
  return overlaps
}
