import type { JsonObject } from '../../model/index.ts'
import { ARCHIVE, PROJECTS } from '../catalog.ts'
import { type DemoOptions, demoRecords, demoRows, LABELBOX_ORIGIN } from '../demo-export.ts'
import { compositeOf, drawingsOf, PLANES } from '../drawing.ts'
import { framesLines } from './frames-lines.ts'
import { createPicture, type Picture } from './paint.ts'

/** The frames and masks that an upstream serves. */
export interface UpstreamContent {
  /**
   * The lines of a label's frames document; a string is sent as it is.
   * @param group as in the address; null for a video's.
   * @returns [] or '' where the label has none, null where there is no such label.
   */
  frames(labelId: string, group: string | null): readonly JsonObject[] | string | null
  /**
   * The PNG of one object's mask; null where there is none.
   * @param index the frame number; null where the address has none.
   */
  mask(featureId: string, index: number | null): Buffer | null
  /** The PNG of all masks of a frame, each in its colour; null where there is none. */
  composite(compositeId: string, index: number): Buffer | null
}

/**
 * Everything that the demo export of the same options names by URL: the frames of its v1 records, and a picture of
 * every mask and composite, in these frames too. Frames and pictures are made when they are asked for.
 */
export function demoContent(options: DemoOptions = {}): UpstreamContent {
  const { origin = LABELBOX_ORIGIN } = options
  const frames = new Map<string, () => JsonObject[]>()
  const features = new Map<string, Picture & { readonly from: number }>()
  const composites = new Map<string, Picture>()
  for (const { labelId, ontology } of labels(options)) {
    const drawings = drawingsOf(ontology, labelId)
    for (const name of PLANES) {
      const seed = addressOf(labelId, name.toLowerCase())
      const ofPlane = drawings.filter(({ plane }) => plane === name)
      const picture = createPicture(ofPlane)
      frames.set(seed, () => framesLines(ontology, ofPlane, seed, origin))
      composites.set(compositeOf(labelId, name).mask, picture)
      for (const { featureId, from } of ofPlane) features.set(featureId, { ...picture, from })
    }
  }
  return {
    frames: (labelId, group) => frames.get(addressOf(labelId, group ?? ''))?.() ?? null,
    mask(featureId, index) {
      const feature = features.get(featureId)
      // Volumes have a mask for each frame: without a number, the first.
      return feature?.mask(featureId, index ?? feature.from) ?? null
    },
    composite: (compositeId, index) => composites.get(compositeId)?.composite(index) ?? null,
  }
}

const addressOf = (labelId: string, group: string) => `${labelId}/${group}`

/** The export's labels with their ontologies; twins, which come twice, are the same both times. */
function* labels(options: DemoOptions) {
  for (const { projects } of demoRows(options))
    for (const ontology of PROJECTS)
      for (const { id: labelId } of projects[ontology.id]?.labels ?? []) yield { labelId, ontology }
  for (const { ID: labelId, 'Project Name': name } of demoRecords(options))
    yield { labelId, ontology: PROJECTS.find(project => project.name === name) ?? ARCHIVE }
}
