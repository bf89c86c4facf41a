import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'
import { suite, test } from 'node:test'
import * as fc from 'fast-check'
import { demoExport } from '../../../src/demo/index.ts'
import type { JsonObject } from '../../../src/model/index.ts'
import { openStore } from '../../../src/store/index.ts'
import { arbitraryExport } from '../../support/arbitrary-export.ts'
import { openGraph } from '../../support/graph.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

/* Features of stores of 0.4: these are made by taking away from a new store what that version did not have. */

/** Rows that the migration writes. */
const TABLES = [
  'select * from feature order by content_no, no',
  'select * from annotation order by content_no, feature_no, seq',
  'select no, entries_checksum, checksum from content order by no',
]

function tablesOf(path: string): unknown {
  using database = new DatabaseSync(path, { readOnly: true })
  return TABLES.map(select => database.prepare(select).all())
}

function takeBack(path: string): void {
  using database = new DatabaseSync(path)
  const shared = 'content_no, no, group_name, feature_id, schema_id, name, annotation_kind'
  database.exec(`
    drop table feature_area;
    drop table row_sum;
    drop table pull_task;
    alter table feature rename to newer;
    create table feature (content_no integer not null, no integer not null, group_name text, feature_id text not null,
      schema_id text, name text, annotation_kind text not null, primary key (content_no, no)) strict, without rowid;
    insert into feature (${shared}) select ${shared} from newer where annotation_kind is not null;
    drop table newer;
    drop table tombstone;
    create table tombstone (id text not null, gone integer not null, time text, partial integer not null default 0,
      checksum integer not null default 0, primary key (id, gone)) strict, without rowid;
    drop index label_id_part;
    pragma user_version = 5;
  `)
}

async function isMigrated(records: readonly JsonObject[]): Promise<void> {
  await using folder = await temporaryFolder()
  const path = folder.file('store.db')
  const graph = await openGraph([], { storePath: path })
  await graph.loadRecords(records)
  await graph[Symbol.asyncDispose]()
  const before = tablesOf(path)
  takeBack(path)
  await (await openStore(`sqlite:${path}`)).close()
  assert.deepEqual(tablesOf(path), before)
}

suite('a store of 0.4', () => {
  test('gets the features of the demo as a load writes them', () =>
    isMigrated([...demoExport({ dataRows: 4, v1Records: 2 })]))

  test('gets the features of any export as a load writes them', () =>
    fc.assert(fc.asyncProperty(arbitraryExport({ unique: true }), isMigrated), { numRuns: 10 }))
})
