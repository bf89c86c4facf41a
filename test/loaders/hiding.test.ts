import assert from 'node:assert/strict'
import { test } from 'node:test'
import { showErrors, showInput } from '../../src/loaders/index.ts'
import { EXPORT_PARTS, type ExportInput } from '../../src/model/index.ts'
import { People } from '../../src/store/people.ts'

const people = new People(new Uint8Array(32))
people.add('ann@clinic.example')
people.add('cuser00000000000000000001')
const loaders = { hiding: { raw: false, people } }

const inputOf = (text: string): ExportInput => ({
  scope: { projectId: text },
  filters: { globalKeys: [text], batchIds: [text, text], workflowStatus: text, lastActivityAt: { from: '2024-01-02' } },
  params: { ...EXPORT_PARTS, projectIds: [text] },
  incremental: false,
})

test('the input of a task tells nobody the pseudonym of a person, and not whether the store knows one', () => {
  const addresses = ['ann@clinic.example', 'stranger@clinic.example', 'ann%40clinic.example', 'Ann Able']
  for (const text of addresses) {
    assert.deepEqual(showInput(loaders, inputOf(text)), {
      scope: { projectId: 'hidden' },
      filters: {
        ...{ globalKeys: ['hidden'], batchIds: ['hidden', 'hidden'], workflowStatus: 'hidden' },
        lastActivityAt: { from: '2024-01-02' },
      },
      params: { ...EXPORT_PARTS, projectIds: ['hidden'] },
      incremental: false,
    })
  }
  const [known, unknown] = ['cuser00000000000000000001', 'cuser00000000000000000002'].map(id =>
    JSON.stringify(showInput(loaders, inputOf(id))).replaceAll(id, 'ID'),
  )
  assert.equal(known, unknown)
  assert.deepEqual(showInput({ hiding: null }, inputOf('Ann Able')), inputOf('Ann Able'))
})

test('errors of a task have a word in place of people', () => {
  assert.deepEqual(showErrors(loaders, [{ message: 'No ann@clinic.example.', raw: { key: 'x@clinic.example' } }]), [
    { message: 'No hidden.', raw: { key: 'hidden' } },
  ])
})
