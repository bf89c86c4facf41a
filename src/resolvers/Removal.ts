import type { RemovalResolvers } from '../generated/resolvers.ts'

export const Removal: RemovalResolvers = {
  export: ({ exportId }, _args, { loaders }) => loaders.export.load(exportId),
}
