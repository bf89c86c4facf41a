export { checkExports, type IngestOptions, ingestExports } from './ingest-exports.ts'
export type { FileSummary, IngestProgress, IngestSummary, RejectSummary } from './summary.ts'
