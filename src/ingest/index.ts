export { createExportRuns, type ExportRuns } from './export-runs/export-runs.ts'
export { loadStream } from './export-runs/load-stream.ts'
export { checkExports, ingestExports } from './ingest-exports.ts'
export type { GroupRef } from './lazy/frames.ts'
export { createLazyReads, createSharedLazyReads, type LazyReads } from './lazy/lazy-reads.ts'

export { type PullProgress, type PullSummary, pull } from './pull.ts'
export type { FileSummary, IngestProgress, IngestSummary, RejectSummary } from './summary.ts'
