import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { test } from 'node:test'
import { verifyAudit } from '../../src/audit/index.ts'
import { createRandom } from '../safety/random.ts'
import { TAMPERINGS } from './tamper.ts'
import { entry, openPlace } from './write-log.ts'

test('500 of 500 tamperings of an audit log are noticed', async () => {
  await using place = await openPlace()
  const log = await place.open()
  for (let i = 0; i < 40; i++) log.record(entry(`O${i}`, { rows: i % 10, scope: i % 2 ? 'all' : ['p'] }))
  await log.close()
  const text = await readFile(place.file, 'utf8')
  const verify = () => verifyAudit({ file: place.file, keyFile: place.keyFile, heads: place.store.audits })
  assert.deepEqual(await verify(), { status: 'SOUND', operations: 40 })

  const random = createRandom(7)
  const kinds = Object.entries(TAMPERINGS)
  const unnoticed: string[] = []
  for (let i = 0; i < 500; ) {
    const [kind, tamper] = kinds[i % kinds.length] as (typeof kinds)[number]
    const tampered = tamper(text, random)
    if (tampered === text) continue
    await writeFile(place.file, tampered, 'latin1')
    if ((await verify()).status === 'SOUND') unnoticed.push(kind)
    i++
  }
  assert.deepEqual(unnoticed, [])
  await writeFile(place.file, text)
  assert.equal((await verify()).status, 'SOUND')
})
