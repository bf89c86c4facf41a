export type * from './content.ts'
export type * from './export-data.ts'
export * from './export-task.ts'
export {
  annotationId,
  encodePart,
  formatId,
  type NodeKind,
  namelessDataRowId,
  namelessProjectId,
  parseId,
} from './ids.ts'
export {
  compareMoments,
  formatInstant,
  type Instant,
  MICROS_PER_DAY,
  MICROS_PER_SECOND,
  type Moment,
  parseInstant,
  parseMoment,
  toMoment,
} from './instant.ts'
export * from './json.ts'
export type * from './mask.ts'
export { areaWithin, boundsOf, lengthOver, polygonArea, polylineLength } from './measures.ts'
export type * from './query.ts'
export type * from './record.ts'
export { NO_CONTENT } from './record.ts'
export { instantsOf, type TimeZone, timeZone } from './time-zone.ts'
