import { checkedTableOf, checksumSql, ROW_CHECKSUM } from '../checked-tables.ts'
import { checksumOf } from '../checksum.ts'
import { type AnyEntity, CHUNK_RANGE, columnName, ENTITIES, HEAD, ownColumns } from '../entities/index.ts'
import type { Connection } from './connection.ts'

/*
 * Annotations and classifications are many small rows: a checksum in each would make them a quarter larger. Their content holds
 * the sum of their checksums, and of those of its features, which leave out the number of the content.
 */

/** Makes the checksum of a content's own row, after it was changed. */
export const SUM_CONTENT = `update content set checksum = ${checksumSql(checkedTableOf(ENTITIES.content))} where no = ?`

/** The entities whose rows are summed. */
export const ENTRIES: readonly AnyEntity[] = [ENTITIES.feature, ENTITIES.annotation, ENTITIES.classification]

/** Fields of the rows, in the order in which they are written and summed. */
export const FEATURE_FIELDS = fieldsOf(ENTITIES.feature)
export const ANNOTATION_FIELDS = fieldsOf(ENTITIES.annotation)
export const CLASSIFICATION_FIELDS = fieldsOf(ENTITIES.classification)

/** Of rows that follow one another, each of which begins with the number of its content. */
export function sumOfRows(values: readonly unknown[], width: number): number {
  let sum = 0
  for (let at = 0; at < values.length; at += width) sum = (sum + checksumOf(values, at + 1, at + width)) | 0
  return sum
}

/** Writes the checksum of each row into the place behind its values, and answers their sum. */
export function addRowChecksums(values: (string | number | null)[], width: number): number {
  let sum = 0
  for (let end = width; end < values.length; end += width + 1) {
    const checksum = checksumOf(values, end - width + 1, end)
    values[end] = checksum
    sum = (sum + checksum) | 0
  }
  return sum
}

/** Of the rows that a condition finds. */
export function sumOfEntries(
  connection: Connection,
  entity: AnyEntity,
  where: string,
  parameters: readonly unknown[],
): number {
  const sum = `select sum(${entryChecksumSql(entity)}) as sum from ${entity.table} ${where}`
  return (connection.get<{ sum: number | null }>(sum, ...parameters)?.sum ?? 0) | 0
}

/** Of all rows of a content. */
export const sumOfContent = (connection: Connection, no: number): number =>
  ENTRIES.reduce((sum, entity) => sum + sumOfEntries(connection, entity, 'where content_no = ?', [no]), 0) | 0

/** Of the chunks that a condition finds, but for the heads of contents. */
export function sumOfChunks(connection: Connection, where: string, parameters: readonly unknown[]): number {
  const sum = `select sum(checksum) as sum from chunk where no % ${CHUNK_RANGE} <> ${HEAD} and ${where}`
  return (connection.get<{ sum: number | null }>(sum, ...parameters)?.sum ?? 0) | 0
}

/** Of a row in SQL. */
export function entryChecksumSql(entity: AnyEntity): string {
  const [, ...columns] = ownColumns(entity).map(([field, column]) => columnName(field, column))
  return `${ROW_CHECKSUM}(${columns.join(', ')})`
}

/** The number of the content comes first. */
function fieldsOf(entity: AnyEntity): readonly string[] {
  return ownColumns(entity).map(([field]) => field)
}
