import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { demoExport } from '../../../src/demo/index.ts'
import { demoExports, type ExportingEmulator } from '../index.ts'
import { openAccount, post, v1 } from './client.ts'

suite('the older export', () => {
  const exports = demoExports({ dataRows: 1, v1Records: 12 })
  const records = [...demoExport({ dataRows: 1, v1Records: 12 })].slice(1)
  const projectId = /project=(\w+)/.exec(String(records[0]?.['View Label']))?.[1] ?? ''
  const ofProject = records.filter(record => String(record['View Label']).includes(projectId))
  let emulator: ExportingEmulator
  before(async () => {
    emulator = await openAccount(exports, { polls: 1 })
  })
  after(() => emulator.close())

  async function exported(filters?: string) {
    for (;;) {
      const { shouldPoll, downloadUrl } = (await post(emulator, v1(filters), { projectId })).json.data.exportLabels
      if (!shouldPoll) return (await fetch(downloadUrl)).json() as Promise<{ ID: string }[]>
      assert.equal(downloadUrl, null)
    }
  }

  test('has the records of a project, after as many polls as it is told', async () => {
    assert.equal(ofProject.length, 12)
    assert.deepEqual(await exported(), ofProject)
    assert.equal(emulator.exports.operations.get('GetLabelExportUrlPyApi'), 2)
  })

  test('has those of a date range', async () => {
    const times = ofProject.map(record => String(record['Created At'])).sort()
    const middle = (times[6] ?? '').slice(0, 19).replace('T', ' ')
    const from = await exported(`, filters: {labelCreatedAt: {start: "${middle}"} }`)
    const to = await exported(`, filters: {labelCreatedAt: {end: "${middle}"} }`)
    const active = await exported(`, filters: {lastActivityAt: {start: "2000-01-01",end: "2001-01-01"} }`)
    assert.deepEqual([from.length, to.length, active.length], [6, 6, 0])
  })
})
