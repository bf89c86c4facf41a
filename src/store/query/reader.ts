import type { StoreReader } from '../contract.ts'
import type { ReadContext } from '../query-context.ts'
import { contentReader } from './content.ts'
import { listReader } from './list.ts'
import { maskReader } from './mask.ts'
import { nodeReader } from './nodes.ts'
import { stats } from './stats.ts'

/** The queries that all backends share, as a reader of one version within one scope. */
export const createReader = (context: ReadContext): StoreReader => ({
  detached: () => createReader(context.detached()),
  // Fetched frames and masks change answers between loads.
  version: context.fetched === 0 ? String(context.version) : `${context.version}.${context.fetched}`,
  ...nodeReader(context),
  ...contentReader(context),
  ...maskReader(context),
  ...listReader(context),
  stats: (name, request) => stats(context, name, request),
})
