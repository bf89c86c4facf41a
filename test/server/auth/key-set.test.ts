import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { pino } from 'pino'
import { openKeySet } from '../../../src/server/auth/key-set.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

test('keys that nobody has asked for in a while are loaded again before they are used', async t => {
  await using folder = await temporaryFolder()
  const file = join(folder.path, 'keys.json')
  const write = (kid: string) => writeFile(file, JSON.stringify({ keys: [{ kid }] }))
  await write('withdrawn')
  const keys = await openKeySet(file, pino({ level: 'silent' }))
  assert.deepEqual(keys.current()?.keys, [{ kid: 'withdrawn' }])
  await write('new')

  const later = performance.now() + 60_000
  t.mock.method(performance, 'now', () => later)
  assert.equal(keys.current(), null)
  assert.deepEqual((await keys.renew()).keys, [{ kid: 'new' }])
  assert.deepEqual(keys.current()?.keys, [{ kid: 'new' }])
})
