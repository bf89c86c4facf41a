import type { MaskResolvers } from '../generated/resolvers.ts'

export const Mask: MaskResolvers = {
  // The model's masks have one of the two: an export with the composite alone has the pixels there.
  sourceUrl: ({ url, compositeUrl }) => (url ?? compositeUrl) as string,
}
