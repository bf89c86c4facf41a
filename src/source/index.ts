/*
 * Arguments of the command line become files, a file becomes a stream of decompressed bytes, the bytes become records,
 * and a record's bytes become a JSON value. Nothing here knows what an export says.
 */
export * from './json-bytes.ts'
export { formatJsonPath } from './json-path.ts'
export { type ExportFile, listExports } from './list-exports.ts'
export { Nesting } from './nesting.ts'
export { digestOf, type ExportStream, Meter, openExport } from './open-export.ts'
export { parseJson } from './parse-json.ts'
export { MAX_DEPTH, type RawRecord } from './raw-record.ts'
export { splitRecords } from './split-records.ts'
