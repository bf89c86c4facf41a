import type { FeatureResolvers } from '../generated/resolvers.ts'
import { formatId } from '../model/index.ts'

export const Feature: FeatureResolvers = {
  id: ({ labelId, groupName, featureId }) => formatId('feature', labelId, groupName, featureId),
}
