import * as z from 'zod'
import { isObject, type JsonObject, type MaskSource } from '../model/index.ts'
import { isGiven, type Kind } from './kind.ts'

/** v2 says `mask`, `composite_mask` or both; v1 `instanceURI`. */
const MaskWire = z.object({
  mask: z.object({ url: z.string().nullish() }).nullish(),
  composite_mask: z.object({ url: z.string().nullish(), color_rgb: z.array(z.int32()).nullish() }).nullish(),
  instanceURI: z.string().nullish(),
})

/** Geometry keys of kinds that are unknown here. */
const OTHER_GEOMETRY = [
  'location',
  'conversational_location',
  'geojson',
  'selected_message',
  'selected_messages',
  'ranked_messages',
  'data',
  'geometry',
]

/**
 * Asked after the other kinds, since in image exports of 2020 to 2022 every object has an `instanceURI`, boxes and
 * text entities included: it means a mask only where no other geometry is.
 */
export const mask: Kind<'MaskAnnotation'> = {
  type: 'MaskAnnotation',
  isIn: object =>
    hasUrl(object.mask) ||
    hasUrl(object.composite_mask) ||
    isEmptyMask(object) ||
    (isGiven(object.instanceURI) && !OTHER_GEOMETRY.some(key => isGiven(object[key]))),
  geometry: object => ({ type: 'MaskAnnotation', mask: sourceOf(object) }),
  labelboxName: (_object, medium) => `${medium}SegmentationMask`,
}

/** A value of another type is for the schema to reject. */
const hasUrl = (mask: unknown) => isGiven(mask) && !(isObject(mask) && !isGiven(mask.url))

/** A mask by its kind, of which the export has no pixels. */
const isEmptyMask = ({ mask, composite_mask: composite, annotation_kind: kind }: JsonObject) =>
  (mask === null || composite === null) && typeof kind === 'string' && kind.endsWith('SegmentationMask')

function sourceOf(object: JsonObject): MaskSource | null {
  const { mask, composite_mask: composite, instanceURI } = MaskWire.parse(object)
  const url = mask?.url ?? instanceURI ?? null
  const compositeUrl = composite?.url ?? null
  return url === null && compositeUrl === null ? null : { url, compositeUrl, colorRgb: composite?.color_rgb ?? null }
}
