import type { Json, JsonObject } from '../model/index.ts'
import { answer } from './answer.ts'
import type { DemoProject } from './catalog.ts'
import { compositeOf, type Drawing, drawingsOf, framesOf, isIn, PLANES, stretch } from './drawing.ts'
import type { Random } from './random.ts'

/** The `annotations` of a DICOM label: three planes and what was drawn and answered in them. */
export function drawPlanes(random: Random, project: DemoProject, labelId: string, origin: string): JsonObject {
  const drawings = drawingsOf(project, labelId)
  const groups = PLANES.map(plane => {
    const ofPlane = drawings.filter(drawing => drawing.plane === plane)
    const answered = ofPlane.length > 0 && random.chance(0.5)
    const classifications = answered ? [answer(random, project.plane)] : []
    const masks = maskWriter(random, project, compositeOf(labelId, plane), `${origin}/api/v1`)
    return { name: plane, classifications, frames: frames(random, project, ofPlane, masks) }
  })
  const asLists = random.chance(0.4)
  return {
    groups: Object.fromEntries(groups.map(group => [group.name, group])),
    segments: Object.fromEntries(PLANES.map(plane => [plane, segments(drawings, plane)])),
    classifications: project.study.filter(() => random.chance(0.8)).map(question => answer(random, question)),
    key_frame_feature_map: Object.fromEntries(drawings.map(each => [each.featureId, keyFramesOf(each, asLists)])),
  }
}

/** Writes the masks of a plane: alone, in a composite, or both. */
function maskWriter(random: Random, { id }: DemoProject, { task, mask }: ReturnType<typeof compositeOf>, api: string) {
  const form = random.chance(0.5) ? 'single' : random.chance(0.7) ? 'both' : 'composite'
  return ({ featureId, color }: Drawing, frame: number): JsonObject => {
    const single = { url: `${api}/projects/${id}/annotations/${featureId}/index/${frame}/mask` }
    const composite = { url: `${api}/tasks/${task}/masks/${mask}/index/${frame}`, color_rgb: color }
    return { ...(form !== 'composite' && { mask: single }), ...(form !== 'single' && { composite_mask: composite }) }
  }
}

type MaskWriter = ReturnType<typeof maskWriter>

function frames(random: Random, project: DemoProject, drawings: readonly Drawing[], masks: MaskWriter): JsonObject {
  const entries = framesOf(drawings).map((frame): [string, JsonObject] => {
    const present = drawings.filter(drawing => isIn(drawing, frame))
    const objects = present.map(drawing => [drawing.featureId, object(drawing, frame, masks)])
    const classifications = random.chance(0.06) ? [answer(random, project.frame)] : []
    return [String(frame), { objects: Object.fromEntries(objects), classifications }]
  })
  return Object.fromEntries(entries)
}

function object(drawing: Drawing, frame: number, masks: MaskWriter): JsonObject {
  const { tool, featureId, classifications } = drawing
  const what = { feature_id: featureId, feature_schema_id: tool.schemaId, name: tool.name, value: tool.value }
  return tool.kind === 'mask'
    ? { ...what, annotation_kind: 'DICOMSegmentationMask', classifications, ...masks(drawing, frame) }
    : { ...what, annotation_kind: 'DICOMPolyline', classifications, line: drawing.outline(frame) }
}

/** Recent exports list the key frames, older ones map each drawn frame to whether it is one. */
function keyFramesOf(drawing: Drawing, asList: boolean): JsonObject {
  if (asList) return onPlane(drawing, drawing.keyFrames, [])
  const drawn = stretch(drawing.from, drawing.to).map(frame => [frame, drawing.keyFrames.includes(frame)])
  return onPlane(drawing, Object.fromEntries(drawn), {})
}

const onPlane = (drawing: Drawing, there: Json, elsewhere: Json): JsonObject =>
  Object.fromEntries(PLANES.map(plane => [plane, plane === drawing.plane ? there : elsewhere]))

function segments(drawings: readonly Drawing[], plane: string): JsonObject {
  const inPlane = drawings.filter(each => each.plane === plane)
  return Object.fromEntries(inPlane.map(({ featureId, from, to }) => [featureId, [[from, to]]]))
}
