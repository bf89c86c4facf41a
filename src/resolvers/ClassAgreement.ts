import { diceOf, iouOf, type PixelFigures } from '../agreement/index.ts'
import type { ClassAgreementResolvers } from '../generated/resolvers.ts'
import type { ClassNode } from '../loaders/index.ts'

export const ClassAgreement: ClassAgreementResolvers = {
  incomparableFrameCount: async ({ counts }) => (await counts()).incomparableFrameCount,
  area: figure(({ area }) => area),
  otherArea: figure(({ otherArea }) => otherArea),
  intersection: figure(({ intersection }) => intersection),
  dice: figure(diceOf),
  iou: figure(iouOf),
  meanDistance: async ({ distances }) => (await distances())?.meanDistance ?? null,
  hausdorffDistance: async ({ distances }) => (await distances())?.hausdorffDistance ?? null,
  matchedFeatureCount: async ({ counts }) => (await counts()).matchedFeatureCount,
  unmatchedFeatureCount: async ({ counts }) => (await counts()).unmatchedFeatureCount,
  otherUnmatchedFeatureCount: async ({ counts }) => (await counts()).otherUnmatchedFeatureCount,
}

/** Null for a class without pixels. */
function figure(of: (figures: PixelFigures) => number | null) {
  return async ({ pixels }: ClassNode) => {
    const figures = await pixels()
    return figures && of(figures)
  }
}
