import type { MaskResolvers } from '../generated/resolvers.ts'
import type { GraphContext } from '../loaders/index.ts'
import { annotationId, type MaskRef, type MeasuredMask } from '../model/index.ts'

export const Mask: MaskResolvers = {
  url: (mask, _args, { publicUrl }) => `${publicUrl ?? ''}/media/masks/${encodeURIComponent(annotationId(mask))}`,
  // A mask of the model has at least one of the two.
  sourceUrl: ({ source }) => (source.url ?? source.compositeUrl) as string,
  compositeUrl: ({ source }) => source.compositeUrl,
  colorRgb: ({ source }) => source.colorRgb,
  contentType: measured('contentType'),
  byteLength: measured('byteLength'),
  width: measured('width'),
  height: measured('height'),
  area: measured('area'),
  boundingBox: measured('boundingBox'),
  centroid: measured('centroid'),
  rle: measured('rle'),
  png: async (mask, _args, { loaders }) => loaders.maskPng.load(await loaders.mask.load(mask)),
}

function measured<Field extends keyof MeasuredMask>(field: Field) {
  return async (mask: MaskRef, _args: unknown, { loaders }: GraphContext) => (await loaders.mask.load(mask))[field]
}
