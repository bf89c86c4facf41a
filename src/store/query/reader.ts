import type { StoreReader } from '../contract.ts'
import { type ReadContext, versionText } from '../query-context.ts'
import { contentReader } from './content.ts'
import { featureReader } from './features.ts'
import { listReader } from './list.ts'
import { maskReader } from './mask.ts'
import { metadataNames } from './metadata.ts'
import { nodeReader } from './nodes.ts'
import { stats } from './stats.ts'

/** The queries that all backends share, as a reader of one version within one scope. */
export const createReader = (context: ReadContext): StoreReader => ({
  detached: () => createReader(context.detached()),
  version: versionText(context),
  dataVersion: String(context.version),
  noteFetched: context.noteFetched,
  hiding: context.hiding,
  ...nodeReader(context),
  ...contentReader(context),
  ...featureReader(context),
  ...maskReader(context),
  ...listReader(context),
  metadataNames: () => metadataNames(context),
  stats: (name, request) => stats(context, name, request),
})
