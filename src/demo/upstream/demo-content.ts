import type { JsonObject } from '../../model/index.ts'
import { ARCHIVE, type DemoOntology, PROJECTS } from '../catalog.ts'
import { type DemoOptions, demoExport, VENDOR_ORIGIN } from '../demo-export.ts'
import { compositeOf, type Drawing, drawingsOf, PLANES } from '../drawing.ts'
import type { UpstreamContent } from './content.ts'
import { framesLines } from './frames-lines.ts'
import { createPicture, type Picture } from './paint.ts'

/** One plane of a label. */
interface Plane {
  readonly seed: string
  readonly ontology: DemoOntology
  readonly drawings: readonly Drawing[]
  readonly picture: Picture
}

/**
 * Everything that the demo export of the same options names by URL: the frames of its v1 records, and a picture of
 * every mask and composite, in these frames too. Frames and pictures are made when they are asked for.
 */
export function demoContent(options: DemoOptions = {}): UpstreamContent {
  const { origin = VENDOR_ORIGIN } = options
  const frames = new Map<string, Plane>()
  const features = new Map<string, Plane>()
  const composites = new Map<string, Plane>()
  for (const { labelId, ontology } of labels(options)) {
    const drawings = drawingsOf(ontology, labelId)
    for (const name of PLANES) {
      const seed = addressOf(labelId, name.toLowerCase())
      const ofPlane = drawings.filter(({ plane }) => plane === name)
      const plane = { seed, ontology, drawings: ofPlane, picture: createPicture(ofPlane) }
      frames.set(seed, plane)
      composites.set(compositeOf(labelId, name).mask, plane)
      for (const { featureId } of ofPlane) features.set(featureId, plane)
    }
  }
  return {
    frames(labelId, group) {
      const plane = frames.get(addressOf(labelId, group ?? ''))
      return plane ? framesLines(plane.ontology, plane.drawings, plane.seed, origin) : null
    },
    mask(featureId, index) {
      const plane = features.get(featureId)
      const drawing = plane?.drawings.find(each => each.featureId === featureId)
      // Volumes have a mask for each frame: without a number, the first.
      return (drawing && plane?.picture.mask(featureId, index ?? drawing.from)) ?? null
    },
    composite: (compositeId, index) => composites.get(compositeId)?.picture.composite(index) ?? null,
  }
}

const addressOf = (labelId: string, group: string) => `${labelId}/${group}`

/** The export's labels, each with what was drawn by; twins, which come twice, are the same both times. */
function* labels(options: DemoOptions): Generator<{ readonly labelId: string; readonly ontology: DemoOntology }> {
  for (const record of demoExport(options)) {
    const { ID: labelId, 'Project Name': name } = record
    const ontology = PROJECTS.find(project => project.name === name) ?? ARCHIVE
    if (typeof labelId === 'string') yield { labelId, ontology }
    else yield* labelsOfRow(record.projects as JsonObject)
  }
}

function* labelsOfRow(places: JsonObject): ReturnType<typeof labels> {
  for (const ontology of PROJECTS) {
    const place = places[ontology.id] as { readonly labels: readonly { readonly id: string }[] } | undefined
    for (const { id } of place?.labels ?? []) yield { labelId: id, ontology }
  }
}
