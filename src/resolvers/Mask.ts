import type { MaskResolvers } from '../generated/resolvers.ts'
import { type GraphContext, showUrl } from '../loaders/index.ts'
import { annotationId, type MaskRef, type MeasuredMask, whenReady } from '../model/index.ts'

export const Mask: MaskResolvers = {
  url(mask, _args, { publicUrl, urlSigner, outcome }) {
    const path = `/media/masks/${encodeURIComponent(annotationId(mask))}`
    if (urlSigner) outcome.until = urlSigner.until
    return `${publicUrl ?? ''}${urlSigner?.sign(path) ?? path}`
  },
  // A mask of the model has at least one of the two.
  sourceUrl: ({ source }, _args, { loaders }) => showUrl(loaders, source.url ?? source.compositeUrl) as string,
  compositeUrl: ({ source }, _args, { loaders }) => showUrl(loaders, source.compositeUrl),
  colorRgb: ({ source }) => source.colorRgb,
  contentType: measured('contentType'),
  byteLength: measured('byteLength'),
  width: measured('width'),
  height: measured('height'),
  area: measured('area'),
  boundingBox: measured('boundingBox'),
  centroid: measured('centroid'),
  rle: measured('rle'),
  png: (mask, _args, { loaders }) => whenReady(loaders.mask.load(mask), measured => loaders.maskPng.load(measured)),
}

function measured<Field extends keyof MeasuredMask>(field: Field) {
  return (mask: MaskRef, _args: unknown, { loaders }: GraphContext) =>
    whenReady(loaders.mask.load(mask), found => found[field])
}
