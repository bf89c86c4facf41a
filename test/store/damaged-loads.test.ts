import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'
import { suite, test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import type { Moment } from '../../src/model/index.ts'
import { DEFAULT_BACKEND } from '../support/backends.ts'
import { fetchedFrames, remoteRecord } from './fetched-records.ts'
import { openBackend } from './opened-store.ts'

/* Loads and tasks of a store with a row that changed since it was written. */

const FIRST = { updatedAt: 1 }
const CORRUPT = { code: 'STORE_CORRUPT' }

/** Resolves in a later turn: reads of one turn see one state of the file. */
async function alter(url: string, statement: string): Promise<void> {
  const database = new DatabaseSync(url.slice('sqlite:'.length))
  database.exec(statement)
  database.close()
  await setImmediate()
}

suite('a row that changed since it was written', () => {
  for (const statement of [
    `update annotation set frame_number = 5 where frame_number = 4`,
    `update feature set name = 'other'`,
    `update content set fetched = replace(fetched, '2', '3')`,
  ])
    test(`is not carried over to the next load, in which it would count as sound: ${statement}`, async () => {
      await using opened = await openBackend(DEFAULT_BACKEND)
      await opened.load(remoteRecord('l1', { fields: FIRST }))
      await opened.store.putFrames(fetchedFrames('l1', await opened.versionOf('l1'), 'Axial', [4, 7]))
      await alter(opened.url, statement)
      await assert.rejects(opened.load(remoteRecord('l1', { fields: FIRST, token: 'b' })), CORRUPT)
    })

  test('does not decide whether a record is older than the removal of its row', async () => {
    await using opened = await openBackend(DEFAULT_BACKEND)
    await opened.load(remoteRecord('l1'))
    const record = { ...remoteRecord('l2', { fields: FIRST }), time: '2024-01-01T00:00:00.000000' as Moment }
    const time = '2030-01-01T00:00:00.000000'
    await alter(opened.url, `insert into tombstone (id, gone, time) values ('${record.dataRow.id}', 1, '${time}')`)
    const writer = await opened.openLoad()
    await assert.rejects(writer.put({ records: [record], rejects: [] }), CORRUPT)
    await writer.abandon()
  })

  test('is STORE_CORRUPT for those who ask for the task or the watermark in it', async () => {
    await using opened = await openBackend(DEFAULT_BACKEND)
    const { tasks } = opened.store
    const scope = 'project:p'
    const input = { scope: { projectId: 'p' }, filters: {}, params: {} } as never
    await tasks.begin({ id: 'task:1', scope, startedAt: 1, input })
    await alter(opened.url, `update export_task set upstream_id = 'other', runner = 'dead', heartbeat = 0`)
    await assert.rejects(tasks.takeOver(), CORRUPT)
    await assert.rejects(tasks.begin({ id: 'task:2', scope, startedAt: 2, input }), CORRUPT)
    await alter(opened.url, `update export_task set status = 'COMPLETE', started_at = 77`)
    await assert.rejects(tasks.lastFull(scope, {} as never), CORRUPT)
    await alter(opened.url, `insert into watermark (scope, at) values ('${scope}', 1000)`)
    await assert.rejects(tasks.watermark(scope), CORRUPT)
    assert.equal(await tasks.watermark('project:other'), null)
  })
})

for (const large of [false, true])
  test(`a load that fails as it is opened does not count as running (${large ? 'in a thread' : 'here'})`, async () => {
    await using opened = await openBackend(DEFAULT_BACKEND)
    await opened.load(remoteRecord('l1'))
    await alter(opened.url, 'alter table tombstone rename to elsewhere')
    if (large) {
      const writer = await opened.openLoad({ large })
      await assert.rejects(opened.publish(writer), CORRUPT)
      await assert.rejects(writer.abandon(), CORRUPT)
    } else await assert.rejects(opened.openLoad(), CORRUPT)
    await alter(opened.url, 'alter table elsewhere rename to tombstone')
    await opened.publish(await opened.openLoad({ large }))
  })
