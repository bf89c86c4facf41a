import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom } from '../safety/random.ts'
import { openAccount, type Row, run } from './account.ts'
import { answersOf, idsIn } from './answers.ts'
import { drawnExport } from './combinations.ts'
import { plainExport } from './plain-export.ts'

const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000)
const COMBINATIONS = 50
/** Zones that never change their clocks, so that a number says it all. */
const ZONES = [
  { timezone: null, minutesAhead: 0 },
  { timezone: 'Asia/Kolkata', minutesAhead: 330 },
  { timezone: 'America/Phoenix', minutesAhead: -420 },
]

test(`${COMBINATIONS} exports of random parameters and filters equal ingest of the same`, async t => {
  t.diagnostic(`SEED=${SEED}`)
  const random = createRandom(SEED)
  const found: number[] = []
  for (const [at, { timezone, minutesAhead }] of ZONES.entries()) {
    await using account = await openAccount({ timezone, dataRows: 10 })
    account.rows.forEach(variegate)
    for (let number = at; number < COMBINATIONS; number += ZONES.length) {
      const asked = drawnExport(random, account.rows, minutesAhead)
      const expected = plainExport(account.rows, asked)
      const told = `SEED=${SEED}, ${number}: ${JSON.stringify(asked)}`
      found.push(expected.length)

      await using synced = await account.openGraph()
      const task = await run(synced, asked)
      assert.deepEqual([task.status, task.errors, task.dataRowCount], ['COMPLETE', [], expected.length], told)
      const ids = expected.map(row => (row as unknown as Row).data_row.id)
      assert.deepEqual((await idsIn(synced)).sort(), ids.sort(), told)
      await using ingested = await account.openGraph()
      if (expected.length > 0) await ingested.loadRecords(expected)
      assert.deepEqual(await answersOf(synced), await answersOf(ingested), told)
      if (expected.length > 0) assert.deepEqual(await synced.ask(EXPORT), await ingested.ask(EXPORT), told)
    }
  }
  t.diagnostic(`rows found: ${found.join(' ')}`)
  assert.ok(found.filter(count => count > 0 && count < 10).length > COMBINATIONS / 4)
})

const EXPORT = '{ exports { nodes { format recordCount dataRowCount labelCount rejectedCount } } }'

/** Adds variety that the demo lacks. */
function variegate(row: Row, at: number): void {
  if (at % 4 === 3) delete row.data_row.global_key
  if (at % 3 === 0) {
    row.embeddings = [{ id: 'c2', name: 'E', dimensions: 2, is_custom: true, values: [{ value: [at, 0.5] }] }]
  }
  const [place] = Object.values(row.projects)
  if (place && at % 5 === 1) place.project_details.workflow_status = 'IN_REWORK'
  if (place && at % 5 === 2) place.project_details.workflow_status = 'TO_LABEL'
  if (place && at % 10 === 8) delete place.project_details.workflow_status
}
