import type { JsonObject } from './json.ts'

/* The content of a label: the annotations of a study, its planes (groups) and their frames, in the graph's terms. */

export type GroupKey = 'AXIAL' | 'SAGITTAL' | 'CORONAL' | 'OTHER'

/** Pixels of the slice as rendered, from its top left. */
export interface Point {
  readonly x: number
  readonly y: number
}

/** Pixels from the top left. */
export interface BoundingBox {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** The addresses of a mask's image. At least one of the two URLs is given. */
export interface MaskSource {
  readonly url: string | null
  readonly compositeUrl: string | null
  /** The mask's colour in the composite: red, green, blue. */
  readonly colorRgb: readonly number[] | null
}

export type Geometry =
  | { readonly type: 'PolylineAnnotation'; readonly line: readonly Point[] }
  | { readonly type: 'MaskAnnotation'; readonly mask: MaskSource | null }
  | { readonly type: 'PolygonAnnotation'; readonly polygon: readonly Point[] }
  | { readonly type: 'BoundingBoxAnnotation'; readonly boundingBox: BoundingBox }
  | { readonly type: 'PointAnnotation'; readonly point: Point }
  | { readonly type: 'UnknownAnnotation' }

/** A place within a label: the group by its name in ids (`Axial`) and the frame, each null outside of one. */
export interface Place {
  readonly groupName: string | null
  readonly frameNumber: number | null
}

/** The place of an annotation in the data. */
export interface AnnotationPlace extends Place {
  readonly labelId: string
  readonly featureId: string
}

/** An object, answer or relationship of the ontology, as an export names it. */
export interface Named {
  readonly featureId: string | null
  readonly schemaId: string | null
  readonly name: string | null
  readonly value: string | null
}

interface AnnotationFields extends Place, Named {
  readonly featureId: string
  readonly color: string | null
  readonly annotationKind: string
  readonly keyFrame: boolean | null
  readonly classifications: readonly Classification[]
  readonly raw: JsonObject
}

export type Annotation = AnnotationFields & Geometry

export type ClassificationAnswerKind = 'RADIO' | 'CHECKLIST' | 'TEXT' | 'OTHER'

export interface Classification extends Named {
  readonly answerKind: ClassificationAnswerKind
  readonly text: string | null
  readonly answers: readonly ClassificationAnswer[]
  readonly raw: JsonObject
}

export interface ClassificationAnswer extends Named {
  readonly classifications: readonly Classification[]
}

export interface Relationship extends Named {
  readonly annotationKind: string | null
  readonly sourceFeatureId: string | null
  readonly targetFeatureId: string | null
  readonly bidirectional: boolean | null
  readonly classifications: readonly Classification[]
  readonly raw: JsonObject
}

/** Classifications and relationships of a label, group or frame itself. */
interface Attached {
  readonly classifications: readonly Classification[]
  readonly relationships: readonly Relationship[]
}

/** A plane of a volume, or all frames of a video, as the store lists it. */
export interface GroupHead {
  readonly key: GroupKey
  /** As in ids: `Axial`, `Sagittal`, `Coronal`, else the export's spelling. Unique within its label. */
  readonly idName: string
  /** The export's spelling. */
  readonly name: string
  /** True while the frames are known by URL only. */
  readonly remote: boolean
  readonly framesUrl: string | null
  /** Null while remote. */
  readonly frameCount: number | null
}

/** The content of a group apart from its objects and frames. */
export interface GroupBody extends Attached {
  /** The exported segments and key frames of the group's features. */
  readonly tracks: readonly FeatureTrack[]
}

/** The frames in which a feature is present, and those in which a person drew it; null where the export says neither. */
export interface FeatureTrack {
  readonly featureId: string
  readonly segments: readonly Segment[] | null
  readonly keyFrames: readonly number[] | null
}

/** Frame numbers, both ends included. */
export interface Segment {
  readonly start: number
  readonly end: number
}

export interface Frame extends Attached {
  readonly number: number
  readonly annotations: readonly Annotation[]
}

/** A label's content apart from objects and frames, which come in chunks. */
export interface LabelContent extends Attached {
  /** Keyed by `GroupHead.idName`. */
  readonly groups: ReadonlyMap<string, GroupBody>
  /** Exported parts of the content that have no `raw` of their own, for the label's `raw`. */
  readonly raw: JsonObject
}

/** Consecutive frames of a group, or the objects of a label or group that belong to no frame. */
export interface ContentChunk {
  readonly frames: readonly Frame[]
  /** Objects without a frame, in the export's order. */
  readonly objects: readonly Annotation[]
}
