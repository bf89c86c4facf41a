import assert from 'node:assert/strict'
import { copyFile, rm } from 'node:fs/promises'
import { DatabaseSync } from 'node:sqlite'
import { after, before, suite, test } from 'node:test'
import { demoExport } from '../../../src/demo/index.ts'
import { checkAtOnce } from '../../../src/store/sqlite/check-store.ts'
import { Connection } from '../../../src/store/sqlite/connection.ts'
import { checkStore } from '../../../src/store/sqlite/check-store.ts'
import { openGraph } from '../../support/graph.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { DEFAULT_BACKEND } from '../../support/backends.ts'
import { bytesOf, fetchedFrames, fetchedMask, remoteRecord } from '../fetched-records.ts'
import { openBackend } from '../opened-store.ts'

/** Findings of `slicegraph verify`, by kind and table. */
function findingsIn(path: string): string[] {
  const connection = new Connection(path, { readOnly: true })
  try {
    const work = checkStore(connection, true)
    for (;;) {
      const { done, value } = work.next()
      if (done) return value.map(({ kind, table }) => `${kind} ${table}`)
    }
  } finally {
    connection.close()
  }
}

/** Exchanges values of the two rows with the lowest numbers. */
function exchange(table: string, ...columns: readonly string[]): string {
  const set = columns.map(column => `${column} = (select t.${column} from two t where t.no <> ${table}.no)`)
  return `create temp table two as select * from ${table} where no in (select no from ${table} order by no limit 2);
    update ${table} set ${set.join(', ')} where no in (select no from two)`
}

const renumber = (table: string) =>
  `update ${table} set no = -1 where no = 1; update ${table} set no = 1 where no = 2; update ${table} set no = 2 where no = -1`

suite('the sums of the rows of a table', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  before(async () => {
    folder = await temporaryFolder()
    await using graph = await openGraph([], { storePath: folder.file('store.db') })
    await graph.loadRecords([...demoExport({ dataRows: 8, v1Records: 0 })])
  })
  after(() => folder[Symbol.asyncDispose]())

  test('are those of a store as it was loaded', () => assert.deepEqual(findingsIn(folder.file('store.db')), []))

  for (const [finding, statement] of [
    ['LOST_ROW label', 'delete from label'],
    ['LOST_ROW label', 'delete from label where no = 2'],
    ['LOST_ROW data_row', 'delete from data_row where no = 2'],
    ['LOST_ROW data_row_project', 'delete from data_row_project where no = 2'],
    ['LOST_ROW workflow_event', 'delete from workflow_event where data_row_project_no = 2'],
    ['LOST_ROW project', 'delete from project where no = (select max(no) from project)'],
    ['LOST_ROW metadata', 'delete from metadata where rowid = 2'],
    ['LOST_ROW person', 'delete from person where no = 1'],
    ['LOST_ROW export', 'delete from export'],
    ['LOST_ROW export_project', 'delete from export_project'],
    ['LOST_ROW chunk', 'delete from chunk where no = (select max(no) from chunk)'],
    ['LOST_ROW state', 'insert into state select * from state'],
    ['LOST_ROW label', renumber('label')],
    ['LOST_ROW data_row_project', renumber('data_row_project')],
    ['LOST_ROW label', 'update row_sum set checksums = checksums + 1'],
    ['LOST_ROW label', 'delete from row_sum'],
    ['ROW label', exchange('label', 'raw', 'raw_checksum')],
    ['ROW data_row', exchange('data_row', 'raw', 'raw_checksum')],
    ['ROW pack', exchange('pack', 'body', 'checksum')],
  ] as const)
    test(`show ${statement.replace(/\s+/g, ' ')}`, async () => {
      const path = folder.file('changed.db')
      await rm(path, { force: true })
      await copyFile(folder.file('store.db'), path)
      const database = new DatabaseSync(path)
      const before = database.prepare('select total_changes() as n').get()?.n
      database.exec(statement)
      assert.notEqual(database.prepare('select total_changes() as n').get()?.n, before)
      database.close()
      const found = findingsIn(path)
      assert.ok(found.includes(finding), found.join())
      const isOfPacks = finding === 'ROW pack' || statement.includes('raw')
      if (!isOfPacks) assert.ok(checkAtOnce(path).length > 0, 'the check of a store that is opened')
    })

  test('show a label that is there twice', async () => {
    const path = folder.file('twice.db')
    await copyFile(folder.file('store.db'), path)
    const database = new DatabaseSync(path)
    const columns = database.prepare("select name from pragma_table_info('label') where name <> 'no'").all()
    const names = columns.map(({ name }) => name).join()
    database.exec(`insert into label (${names}) select ${names} from label where no = 1`)
    database.close()
    assert.deepEqual(findingsIn(path), ['LOST_ROW label'])
  })
})

test('the sums of rows are kept by loads, fetches, tokens, and by the deletion of what nobody can read', async () => {
  await using opened = await openBackend(DEFAULT_BACKEND)
  const path = opened.url.slice('sqlite:'.length)
  const isSound = (step: string) => assert.deepEqual(findingsIn(path), [], step)
  const version = (number: number, token: string) =>
    remoteRecord('l1', { fields: { updatedAt: number }, token, groups: ['Axial', 'Coronal'] })
  isSound('a new store')
  await opened.load(version(1, 'a'))
  isSound('a load')
  const shown = await opened.versionOf('l1')
  for (const frames of [[4, 7], [4]])
    await opened.store.putFrames({ ...fetchedFrames('l1', shown, 'Axial', frames), replace: true })
  for (const area of [9, 8])
    await opened.store.putMasks([fetchedMask('l1', shown, { groupName: 'Axial', frameNumber: 4, area })])
  for (const bytes of ['c', 'd'])
    await opened.store.putComposites([{ labelId: 'l1', version: shown, compositeId: 'c', bytes: bytesOf(bytes) }])
  isSound('fetches')
  await opened.store.audits.advance(() => HEAD)
  await opened.store.audits.advance(() => ({ ...HEAD, count: 2 }))
  await opened.load(version(1, 'b'))
  const writer = await opened.openLoad()
  await writer.put({ records: [version(1, 'c')], rejects: [] })
  isSound('a load under way')
  await writer.abandon()
  isSound('a load that was abandoned')
  for (const token of ['d', 'e', 'e']) await opened.load(version(2, token))
  isSound('the deletion of older versions')
})

const HEAD = { id: 'log', no: 1, file: 'f', count: 1, hash: 'h', bytes: 1, lost: 0, seal: 's' }
