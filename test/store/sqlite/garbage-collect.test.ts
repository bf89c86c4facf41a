import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { BACKENDS } from '../../support/backends.ts'
import { bytesOf, fetchedFrames, fetchedMask, remoteRecord } from '../fetched-records.ts'
import { openBackend } from '../opened-store.ts'

const sqlite = BACKENDS.find(({ name }) => name === 'sqlite') ?? assert.fail('no such backend')

/** The last number of a content stays taken, by a row that no label shows and that says nothing. */
const shown = 'content where no in (select content_no from label)'
const hidden = 'content where no not in (select content_no from label)'

test('what was fetched of a version that nobody can read any more leaves no row', async () => {
  await using opened = await openBackend(sqlite)
  const version = (number: number, token: string) =>
    remoteRecord('l1', { fields: { updatedAt: number }, token, groups: ['Axial', 'Coronal'] })
  await opened.load(version(1, 'a'))
  const empty = rowsIn(opened.url)
  const labelVersion = await opened.versionOf('l1')
  for (const group of ['Axial', 'Coronal'])
    await opened.store.putFrames(fetchedFrames('l1', labelVersion, group, [4, 7]))
  await opened.store.putMasks([fetchedMask('l1', labelVersion, { groupName: 'Axial', frameNumber: 4, area: 9 })])
  await opened.store.putComposites([{ labelId: 'l1', version: labelVersion, compositeId: 'c', bytes: bytesOf('c') }])
  assert.deepEqual(rowsIn(opened.url), {
    feature: 2,
    annotation: 4,
    classification: 4,
    chunk: 5,
    pack: 3,
    mask: 1,
    composite: 1,
    [shown]: 1,
  })
  // A copy for the new URLs, and one that is never published.
  await opened.load(version(1, 'b'))
  const writer = await opened.openLoad()
  await writer.put({ records: [version(1, 'c')], rejects: [] })
  await writer.abandon()
  await opened.load(version(2, 'd'))
  await opened.load(version(2, 'e'))
  await opened.load(version(2, 'e'))
  const last = await opened.openLoad()
  await last.abandon()
  assert.deepEqual(rowsIn(opened.url), empty)
  const database = new DatabaseSync(opened.url.slice('sqlite:'.length), { readOnly: true })
  const left = database.prepare(`select groups, fetched from ${hidden}`).all()
  database.close()
  assert.ok(left.length <= 1)
  for (const row of left) assert.deepEqual({ ...row }, { groups: '[]', fetched: '{}' })
})

function rowsIn(url: string): Record<string, number> {
  const database = new DatabaseSync(url.slice('sqlite:'.length), { readOnly: true })
  const tables = ['feature', 'annotation', 'classification', 'chunk', 'pack', 'mask', 'composite', shown]
  const counts = tables.map(table => [table, database.prepare(`select count(*) as n from ${table}`).get()?.n] as const)
  database.close()
  return Object.fromEntries(counts.map(([table, n]) => [table, Number(n)]))
}
