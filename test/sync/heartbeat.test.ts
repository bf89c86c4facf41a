import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { setTimeout as nextTurn } from 'node:timers/promises'
import { demoContent } from '../../src/demo/index.ts'
import { createExportRuns } from '../../src/ingest/index.ts'
import { createExportClient } from '../../src/labelbox/api/index.ts'
import { openUpstream } from '../../src/upstream/index.ts'
import { demoExports, openEmulator } from '../emulator/index.ts'
import { openLoadedStore } from '../support/graph.ts'
import { INPUT } from './input.ts'

test('a task sends heartbeats while Labelbox does not respond', { timeout: 20_000 }, async () => {
  await using opened = new AsyncDisposableStack()
  const emulator = await openEmulator({ content: demoContent(), exports: demoExports() })
  opened.defer(() => emulator.close())
  const { store, url } = opened.use(await openLoadedStore())
  const upstream = openUpstream({ key: emulator.key, origins: [emulator.origin, emulator.exports.storageOrigin] })
  opened.defer(() => upstream.close())
  const client = createExportClient({ upstream, apiUrl: emulator.origin })
  const runs = createExportRuns({ store, client, beatMs: 5 })
  opened.defer(() => runs.close())

  emulator.misbehave({ name: 'hang' })
  const { id } = await runs.start(INPUT)
  const database = new DatabaseSync(url.replace('sqlite:', ''), { readOnly: true })
  opened.defer(() => database.close())
  const heartbeat = () => Number(database.prepare('select heartbeat from export_task where id = ?').get(id)?.heartbeat)
  const seen = new Set<number>()
  while (seen.size < 4) {
    seen.add(heartbeat())
    await nextTurn(5)
  }
})
