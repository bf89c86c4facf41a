import type { Json, JsonObject } from '../model/index.ts'
import { answer } from './answer.ts'
import type { DemoProject, Tool } from './catalog.ts'
import { type Body, createBody } from './outline.ts'
import type { Random } from './random.ts'

const PLANES = ['Axial', 'Sagittal', 'Coronal'] as const
type Plane = (typeof PLANES)[number]

/** One thing drawn in one plane, through the frames `from` to `to`. */
interface Drawing {
  readonly featureId: string
  readonly tool: Tool
  readonly plane: Plane
  readonly from: number
  readonly to: number
  /** Frames that a person drew; those between are interpolated. */
  readonly keyFrames: readonly number[]
  readonly body: Body
  readonly classifications: readonly JsonObject[]
  /** Exports give a mask alone, beside the frame's composite, or in the composite alone. */
  readonly maskForm: 'single' | 'both' | 'composite'
  readonly color: readonly [number, number, number]
}

/** The `annotations` of a DICOM label: three planes and what was drawn and answered in them. */
export function drawPlanes(random: Random, project: DemoProject): JsonObject {
  const drawings = PLANES.flatMap((plane, index) =>
    project.tools
      .filter(() => random.chance(index === 0 ? 0.95 : 0.4))
      .map(tool => createDrawing(random, project, tool, plane)),
  )
  const composites = new Map(PLANES.map(plane => [plane, { task: random.cuid(), mask: random.cuid() }]))
  const groups = PLANES.map(plane => {
    const ofPlane = drawings.filter(drawing => drawing.plane === plane)
    const composite = composites.get(plane) ?? { task: '', mask: '' }
    const answered = ofPlane.length > 0 && random.chance(0.5)
    return {
      name: plane,
      classifications: answered ? [answer(random, project.plane)] : [],
      frames: frames(random, project, ofPlane, composite),
    }
  })
  const asLists = random.chance(0.4)
  return {
    groups: Object.fromEntries(groups.map(group => [group.name, group])),
    segments: byPlane(drawings, drawing => [[drawing.from, drawing.to]]),
    classifications: project.study.filter(() => random.chance(0.8)).map(question => answer(random, question)),
    // Recent exports list the key frames, older ones map each drawn frame to whether it is one.
    key_frame_feature_map: Object.fromEntries(
      drawings.map(drawing => [drawing.featureId, asLists ? keyFrameLists(drawing) : keyFrameMaps(drawing)]),
    ),
  }
}

function createDrawing(random: Random, project: DemoProject, tool: Tool, plane: Plane): Drawing {
  const from = random.int(20, 90)
  const to = from + random.int(5, 13)
  return {
    featureId: random.cuid(),
    tool,
    plane,
    from,
    to,
    keyFrames: numbers(from, to).filter(frame => frame === to || (frame - from) % 4 === 0),
    body: createBody(random, tool.radius),
    classifications: tool.kind === 'polyline' && random.chance(0.5) ? [answer(random, project.object)] : [],
    maskForm: random.chance(0.6) ? 'single' : random.chance(0.7) ? 'both' : 'composite',
    color: [random.int(16, 255), random.int(16, 255), random.int(16, 255)],
  }
}

interface Composite {
  readonly task: string
  readonly mask: string
}

function frames(random: Random, project: DemoProject, drawings: readonly Drawing[], composite: Composite): JsonObject {
  const drawn = new Set(drawings.flatMap(({ from, to }) => numbers(from, to)))
  const entries = [...drawn]
    .sort((a, b) => a - b)
    .map((frame): [string, JsonObject] => {
      const present = drawings.filter(({ from, to }) => from <= frame && frame <= to)
      const objects = present.map(drawing => [drawing.featureId, object(project, drawing, frame, composite)])
      const classifications = random.chance(0.06) ? [answer(random, project.frame)] : []
      return [String(frame), { objects: Object.fromEntries(objects), classifications }]
    })
  return Object.fromEntries(entries)
}

function object(project: DemoProject, drawing: Drawing, frame: number, composite: Composite): JsonObject {
  const { tool, featureId, maskForm, body } = drawing
  const what = { feature_id: featureId, feature_schema_id: tool.schemaId, name: tool.name, value: tool.value }
  const { classifications } = drawing
  if (tool.kind === 'polyline') {
    const line = body.outline((frame - drawing.from) / (drawing.to - drawing.from))
    return { ...what, annotation_kind: 'DICOMPolyline', classifications, line }
  }
  const api = 'https://api.labelbox.com/api/v1'
  const single = { url: `${api}/projects/${project.id}/annotations/${featureId}/index/${frame}/mask` }
  const inComposite = {
    url: `${api}/tasks/${composite.task}/masks/${composite.mask}/index/${frame}`,
    color_rgb: drawing.color,
  }
  return {
    ...what,
    annotation_kind: 'DICOMSegmentationMask',
    classifications,
    ...(maskForm !== 'composite' && { mask: single }),
    ...(maskForm !== 'single' && { composite_mask: inComposite }),
  }
}

const keyFrameMaps = (drawing: Drawing) =>
  onPlane(
    drawing,
    Object.fromEntries(numbers(drawing.from, drawing.to).map(n => [n, drawing.keyFrames.includes(n)])),
    {},
  )

const keyFrameLists = (drawing: Drawing) => onPlane(drawing, drawing.keyFrames, [])

const onPlane = (drawing: Drawing, there: Json, elsewhere: Json): JsonObject =>
  Object.fromEntries(PLANES.map(plane => [plane, plane === drawing.plane ? there : elsewhere]))

const byPlane = (drawings: readonly Drawing[], say: (drawing: Drawing) => Json): JsonObject =>
  Object.fromEntries(
    PLANES.map(plane => [
      plane,
      Object.fromEntries(drawings.filter(d => d.plane === plane).map(drawing => [drawing.featureId, say(drawing)])),
    ]),
  )

const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index)
