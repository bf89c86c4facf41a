import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openStore } from '../../src/store/index.ts'
import { changeTasks } from '../support/change-tasks.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const scope = 'project:p1'
const params = { attachments: true, labelDetails: false }
const turned = { labelDetails: false, attachments: true }

test('a task is the same whatever the order of the keys in its input', async () => {
  await using folder = await temporaryFolder()
  const path = folder.file('tasks.db')
  const store = await openStore(`sqlite:${path}`)
  const begin = (id: string, given: object) =>
    store.tasks.begin({ id, scope, startedAt: 0, input: { scope: { projectId: 'p1' }, params: given } as never })
  try {
    assert.equal((await begin('task:1', params)).isNew, true)
    const again = await begin('task:2', turned)
    assert.deepEqual([again.task.id, again.isNew, again.isSame], ['task:1', false, true])
    assert.equal((await begin('task:3', { attachments: false })).isSame, false)

    // As if the process that runs it had died.
    changeTasks(path, { runner: "'another'", heartbeat: '0' })
    const taken = await begin('task:4', turned)
    assert.deepEqual([taken.task.id, taken.isNew, taken.isSame], ['task:1', true, true])
  } finally {
    await store.close()
  }
})
