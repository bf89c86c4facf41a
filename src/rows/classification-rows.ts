import {
  type AnnotationNode,
  type FrameNode,
  type GraphContext,
  type GroupNode,
  type Loaders,
  loadAllFrames,
  loadObjects,
} from '../loaders/index.ts'
import type { Classification, ClassificationAnswer, Label, Relationship } from '../model/index.ts'

/** Where a classification is within a label. */
interface Place {
  readonly label: Label
  readonly group: GroupNode | null
  readonly frame: FrameNode | null
  readonly annotation: AnnotationNode | null
}

/** A chosen answer, or a classification without one. */
export interface ClassificationRow extends Place {
  readonly own: Classification
  readonly answer: ClassificationAnswer | null
}

interface Attached {
  readonly classifications: readonly Classification[]
  readonly relationships: readonly Relationship[]
}

/** All classifications of a label, at any depth: its own, and those of its groups, frames, annotations and relationships. */
export async function classificationRows(label: Label, { loaders }: GraphContext): Promise<ClassificationRow[]> {
  const rows: ClassificationRow[] = []
  const note = (place: Place, classifications: readonly Classification[]) => {
    for (const own of classifications) {
      if (own.answers.length === 0) rows.push({ ...place, own, answer: null })
      for (const answer of own.answers) {
        rows.push({ ...place, own, answer })
        note(place, answer.classifications)
      }
    }
  }
  const noteAll = (
    place: Place,
    { classifications, relationships }: Attached,
    annotations: readonly AnnotationNode[],
  ) => {
    note(place, classifications)
    for (const relationship of relationships) note(place, relationship.classifications)
    for (const annotation of annotations) note({ ...place, annotation }, annotation.classifications)
  }
  const content = await loaders.content.load(label.id)
  const nowhere = { label, group: null, frame: null, annotation: null }
  noteAll(nowhere, content, await loadObjects(loaders, { labelId: label.id, groupName: null }))
  for (const group of content.groups) {
    const place = { ...nowhere, group }
    noteAll(place, group, await loadObjects(loaders, { labelId: label.id, groupName: group.idName }))
    for (const frame of await framesOf(loaders, group)) noteAll({ ...place, frame }, frame, frame.annotations)
  }
  return rows
}

/** Remote frames that were not fetched are absent. */
const framesOf = (loaders: Loaders, group: GroupNode) => (group.remote ? [] : loadAllFrames(loaders, group))
