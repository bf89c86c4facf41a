import type { JsonObject } from '../model/index.ts'
import { answer } from './answer.ts'
import type { DemoOntology, Tool } from './catalog.ts'
import { createBody, type Spot } from './outline.ts'
import { createRandom, type Random } from './random.ts'

export const PLANES = ['Axial', 'Sagittal', 'Coronal'] as const
type Plane = (typeof PLANES)[number]

/** One thing drawn in one plane, through the frames `from` to `to`. */
export interface Drawing {
  readonly featureId: string
  readonly tool: Tool
  readonly plane: Plane
  readonly from: number
  readonly to: number
  /** Frames that a person drew; those between are interpolated. */
  readonly keyFrames: readonly number[]
  /** Where it is in a frame: a closed line, its first point last again. */
  outline(frame: number, corners?: number): Spot[]
  readonly classifications: readonly JsonObject[]
  /** Unlike any other in its label. */
  readonly color: readonly [number, number, number]
  /** Whether an export puts a token into the mask's address. */
  readonly hasToken: boolean
}

/**
 * Drawings of a label. They depend on its id alone, so frames documents and masks that are generated on request match
 * the export.
 */
export function drawingsOf(ontology: DemoOntology, labelId: string): Drawing[] {
  const random = createRandom(`drawings/${labelId}`)
  const colors = new Set<string>()
  return PLANES.flatMap((plane, index) => {
    // Drawings of a plane lie close together: most frames show several things.
    const start = random.int(20, 90)
    return ontology.tools
      .filter(() => random.chance(index === 0 ? 0.95 : 0.4))
      .map(tool => {
        const given = { tool, plane, from: start + random.int(0, 5), color: unused(random, colors) }
        return createDrawing(random, ontology, given)
      })
  })
}

/** The ids in the addresses of a plane's composites. */
export function compositeOf(labelId: string, plane: Plane): { readonly task: string; readonly mask: string } {
  const random = createRandom(`composite/${labelId}/${plane}`)
  return { task: random.cuid(), mask: random.cuid() }
}

/** The numbers of all frames in which one of the drawings is, ascending. */
export function framesOf(drawings: readonly Drawing[]): number[] {
  const numbers = new Set(drawings.flatMap(({ from, to }) => stretch(from, to)))
  return [...numbers].sort((a, b) => a - b)
}

export const isIn = ({ from, to }: Drawing, frame: number): boolean => from <= frame && frame <= to

/** Both ends included. */
export const stretch = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index)

type Given = Pick<Drawing, 'tool' | 'plane' | 'from' | 'color'>

function createDrawing(random: Random, { object }: DemoOntology, { tool, plane, from, color }: Given): Drawing {
  const to = from + random.int(5, 13)
  const featureId = random.cuid()
  const body = createBody(random, tool.radius)
  return {
    ...{ featureId, tool, plane, from, to, color },
    keyFrames: stretch(from, to).filter(frame => frame === to || (frame - from) % 4 === 0),
    outline: (frame, corners) => body((frame - from) / (to - from), corners),
    classifications: tool.kind !== 'mask' && random.chance(0.5) ? [answer(random, object)] : [],
    hasToken: random.chance(0.3),
  }
}

function unused(random: Random, taken: Set<string>): Drawing['color'] {
  for (;;) {
    const color: Drawing['color'] = [random.int(16, 255), random.int(16, 255), random.int(16, 255)]
    if (taken.has(color.join())) continue
    taken.add(color.join())
    return color
  }
}
