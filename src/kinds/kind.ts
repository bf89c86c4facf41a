import type { AnnotationType, Geometry, JsonObject } from '../model/index.ts'

/** What the vendor puts before a kind's name. Labels of one picture or one text alike say `Image`. */
export type Medium = 'DICOM' | 'Video' | 'Image'

/** What lists of annotations are filtered and sorted by. */
export interface Measures {
  /** Square pixels; null where the geometry has none, or where it is only known once a mask's bytes are read. */
  readonly area: number | null
  /** Pixels. */
  readonly length: number | null
}

/**
 * One kind of annotation. To add one: a file that exports a Kind, a line in `registry.ts`, a geometry in the model,
 * a type in the GraphQL schema, a fixture.
 */
export interface Kind<G extends Geometry = Geometry> {
  readonly type: G['type'] & AnnotationType
  /** Whether an object is of this kind: by its geometry keys, of which one that is null counts as absent. */
  isIn(object: JsonObject): boolean
  /** @throws z.ZodError with the path within the object, where a geometry key holds something else. */
  geometry(object: JsonObject): G
  /** Figures that overflow come as Infinity or NaN: the caller rejects them. */
  measure(geometry: G): Measures
  /** What export v2 calls such an object: for exports that do not say. */
  vendorName(object: JsonObject, medium: Medium): string
}

export const UNMEASURED: Measures = { area: null, length: null }

export const isGiven = (value: unknown): boolean => value !== undefined && value !== null
