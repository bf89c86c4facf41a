import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SlicegraphError } from '../../src/errors.ts'
import { createExportRuns } from '../../src/ingest/index.ts'
import { createExportClient } from '../../src/labelbox/api/index.ts'
import type { ExportTask } from '../../src/model/index.ts'
import { openUpstream } from '../../src/upstream/index.ts'
import { openLoadedStore } from '../support/graph.ts'
import { INPUT } from './input.ts'

test('a task whose end the store cannot take is told as failed, and does not block its scope', async () => {
  await using opened = new AsyncDisposableStack()
  const { store } = opened.use(await openLoadedStore())
  const upstream = openUpstream({ key: 'key', origins: ['http://127.0.0.1:9'] })
  opened.defer(() => upstream.close())
  const client = createExportClient({ upstream, apiUrl: 'http://127.0.0.1:9', pollMs: 1, patienceMs: 1 })
  let isFull = true
  const update: typeof store.tasks.update = async (id, change) => {
    if (isFull) throw new SlicegraphError('STORE_FULL', 'The disk of the store is full.')
    return store.tasks.update(id, change)
  }
  const runs = createExportRuns({ store: { ...store, tasks: { ...store.tasks, update } }, client })
  opened.defer(() => runs.close())

  async function end(): Promise<ExportTask> {
    let task = await runs.start(INPUT)
    for await (const latest of runs.follow(task.id)) task = latest
    return task
  }
  const first = await end()
  assert.equal(first.status, 'FAILED')
  isFull = false
  const second = await end()
  assert.equal(second.status, 'FAILED')
  assert.notEqual(second.id, first.id)
})
