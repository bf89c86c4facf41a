/*
 * Bytes in: what the user named becomes files, a file becomes a stream of decompressed bytes, the bytes become
 * records, and a record's bytes become a JSON value; or an address becomes the bytes that are there. Nothing here knows
 * what an export says.
 */
export type { UpstreamAnswer } from './http/exchange.ts'
export type { OriginTraffic } from './http/lane.ts'
export {
  type GetOptions,
  openUpstream,
  type PostOptions,
  type StreamOptions,
  type Upstream,
} from './http/open-upstream.ts'
export type { PostAnswer } from './http/post.ts'
export { UpstreamFault } from './http/upstream-fault.ts'
export type { UpstreamLimits, UpstreamSettings } from './http/upstream-settings.ts'
export * from './json-bytes.ts'
export { type ExportFile, listExports } from './list-exports.ts'
export { digestOf, type ExportStream, type OpenOptions, openExport } from './open-export.ts'
export { type ParsedJson, parseJson } from './parse-json.ts'
export {
  MAX_RECORD_BYTES,
  MAX_SPLIT_DEPTH,
  type RawRecord,
  type SplitBatch,
  type SplitOptions,
} from './raw-record.ts'
export { splitRecords } from './split-records.ts'
