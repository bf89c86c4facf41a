import type { Json, JsonObject } from '../model/index.ts'
import { answer } from './answer.ts'
import type { DemoProject } from './catalog.ts'
import { compositeOf, type Drawing, depthAt, drawingsOf, framesOf, isIn, PLANES, stretch } from './drawing.ts'
import type { Random } from './random.ts'

/** Drawings of a plane, and how its masks are exported. */
interface Sheet {
  readonly drawings: readonly Drawing[]
  readonly maskForm: 'single' | 'both' | 'composite'
  readonly api: string
  readonly composite: ReturnType<typeof compositeOf>
}

/** The `annotations` of a DICOM label: three planes and what was drawn and answered in them. */
export function drawPlanes(random: Random, project: DemoProject, labelId: string, origin: string): JsonObject {
  const drawings = drawingsOf(project, labelId)
  const groups = PLANES.map(plane => {
    const ofPlane = drawings.filter(drawing => drawing.plane === plane)
    const answered = ofPlane.length > 0 && random.chance(0.5)
    const classifications = answered ? [answer(random, project.plane)] : []
    const maskForm = random.chance(0.5) ? 'single' : random.chance(0.7) ? 'both' : 'composite'
    const composite = compositeOf(labelId, plane)
    const sheet: Sheet = { drawings: ofPlane, maskForm, api: `${origin}/api/v1`, composite }
    return { name: plane, classifications, frames: frames(random, project, sheet) }
  })
  const asLists = random.chance(0.4)
  return {
    groups: Object.fromEntries(groups.map(group => [group.name, group])),
    segments: Object.fromEntries(PLANES.map(plane => [plane, segments(drawings, plane)])),
    classifications: project.study.filter(() => random.chance(0.8)).map(question => answer(random, question)),
    key_frame_feature_map: Object.fromEntries(drawings.map(each => [each.featureId, keyFramesOf(each, asLists)])),
  }
}

function frames(random: Random, project: DemoProject, sheet: Sheet): JsonObject {
  const entries = framesOf(sheet.drawings).map((frame): [string, JsonObject] => {
    const present = sheet.drawings.filter(drawing => isIn(drawing, frame))
    const objects = present.map(drawing => [drawing.featureId, object(project, sheet, drawing, frame)])
    const classifications = random.chance(0.06) ? [answer(random, project.frame)] : []
    return [String(frame), { objects: Object.fromEntries(objects), classifications }]
  })
  return Object.fromEntries(entries)
}

function object(project: DemoProject, sheet: Sheet, drawing: Drawing, frame: number): JsonObject {
  const { tool, featureId, classifications } = drawing
  const what = { feature_id: featureId, feature_schema_id: tool.schemaId, name: tool.name, value: tool.value }
  if (tool.kind !== 'mask') {
    const line = drawing.body.outline(depthAt(drawing, frame))
    return { ...what, annotation_kind: 'DICOMPolyline', classifications, line }
  }
  const { api, composite, maskForm } = sheet
  const single = { url: `${api}/projects/${project.id}/annotations/${featureId}/index/${frame}/mask` }
  const url = `${api}/tasks/${composite.task}/masks/${composite.mask}/index/${frame}`
  return {
    ...what,
    annotation_kind: 'DICOMSegmentationMask',
    classifications,
    ...(maskForm !== 'composite' && { mask: single }),
    ...(maskForm !== 'single' && { composite_mask: { url, color_rgb: drawing.color } }),
  }
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
