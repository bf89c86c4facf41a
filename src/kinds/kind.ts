import type { Geometry, JsonObject } from '../model/index.ts'

/** Prefix of Labelbox's name of a kind. Labels of a single picture and of a text both have `Image`. */
export type Medium = 'DICOM' | 'Video' | 'Image'

/** Measures that lists of annotations are filtered and sorted by. */
export interface Measures {
  /** Square pixels; null where the geometry has none, or where it is only known once a mask's bytes are read. */
  readonly area: number | null
  /** Pixels. */
  readonly length: number | null
}

/**
 * One kind of annotation. To add one: a file that exports a Kind, a line in `registry.ts`, a geometry in the model, a
 * type in the GraphQL schema, its resolver and a line in `resolvers/index.ts`, a fixture.
 */
export interface Kind<T extends Geometry['type'] = Geometry['type']> {
  readonly type: T
  /** Whether an object is of this kind: by its geometry keys, of which one that is null counts as absent. */
  isIn(object: JsonObject): boolean
  /** @throws z.ZodError with the path within the object, where a geometry key holds something else. */
  geometry(object: JsonObject): Extract<Geometry, { type: T }>
  /** Absent for geometries without measures. An overflow gives Infinity or NaN, which the caller rejects. */
  measure?(geometry: Extract<Geometry, { type: T }>): Measures
  /** `annotation_kind` of such an object in export v2, for exports without it. */
  labelboxName(object: JsonObject, medium: Medium): string
}

export const isGiven = (value: unknown): boolean => value !== undefined && value !== null
