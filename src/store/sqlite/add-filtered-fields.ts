import { checkedTableOf, checksumSql, ROW_CHECKSUM } from '../checked-tables.ts'
import { type AnyEntity, ENTITIES } from '../entities/index.ts'
import { searchableReviews, tagTexts } from '../prepare.ts'
import type { Connection } from './connection.ts'
import { eachBody } from './each-body.ts'
import { createTable } from './schema.ts'
import { insertReviews } from './write-label.ts'

/*
 * Before version 6, fields that are filtered by now stood in bodies alone: the names and tags of projects, the number of
 * labels that a queue entry should have, its selected label, and the reviews of labels. Answers had neither group nor
 * feature: follow-stored-answers.ts finds these.
 */

/** The columns and the table without values. Nothing where they are there already. */
export function addFilteredFields(connection: Connection): void {
  if (connection.get("select 1 from sqlite_schema where type = 'table' and name = 'review'")) return
  connection.script(`
    alter table project add column name text;
    alter table project add column tag_texts text;
    alter table data_row_project add column consensus_expected_label_count integer;
    alter table data_row_project add column selected_label_id text;
    alter table classification add column group_name text;
    alter table classification add column feature_id text;
    ${createTable(ENTITIES.review)}
  `)
}

/** Their values, for rows with checksums. That of a damaged row stays wrong. */
export function fillFilteredFields(connection: Connection): void {
  const setProject = updateOf(ENTITIES.project, ['name', 'tag_texts'])
  eachBody(connection, 'project', [], ({ no, name = null, tags }) => {
    connection.run(setProject, no, name, tags === undefined ? null : tagTexts(tags))
  })
  const setEntry = updateOf(ENTITIES.dataRowProject, ['consensus_expected_label_count', 'selected_label_id'])
  eachBody(connection, 'data_row_project', [], ({ no, consensusExpectedLabelCount = null, selectedLabelId = null }) => {
    connection.run(setEntry, no, consensusExpectedLabelCount, selectedLabelId)
  })
  eachBody(connection, 'label', [], ({ no, reviews }) => insertReviews(connection, no, searchableReviews(reviews)))
}

/** A statement that sets the new columns to its parameters behind the number of the row. */
function updateOf(entity: AnyEntity, columns: readonly string[]): string {
  const table = checkedTableOf(entity)
  const before = table.covers.filter(column => !columns.includes(column))
  const values = Object.fromEntries(columns.map((column, index) => [column, `?${index + 2}`]))
  const set = Object.entries(values).map(([column, value]) => `${column} = ${value}`)
  // A store of 0.3 got its checksums in this migration, when the columns were there already.
  const sound = `checksum in (${ROW_CHECKSUM}(${before.join(', ')}), ${checksumSql(table)})`
  const checksum = `iif(${sound}, ${checksumSql(table, values)}, checksum)`
  return `update ${table.table} set ${set.join(', ')}, checksum = ${checksum} where no = ?1`
}
