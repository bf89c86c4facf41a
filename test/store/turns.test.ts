import assert from 'node:assert/strict'
import { suite, type TestContext, test } from 'node:test'
import { serializeAnswer } from '../../src/execution/index.ts'
import { BACKENDS } from '../support/backends.ts'
import { turnsDuring } from '../support/turns.ts'
import { openBackend } from './opened-store.ts'
import { label, record } from './sample-records.ts'

const LABELS = 200

/** A clock so fast that every turn is over at once. */
async function hurry({ mock }: TestContext): Promise<void> {
  // The turn that began on another clock is over.
  await new Promise(setImmediate)
  let time = 0
  mock.method(performance, 'now', () => {
    time += 100
    return time
  })
}

for (const backend of BACKENDS)
  suite(`${backend.name}: others get their turns of the event loop`, () => {
    async function openRows() {
      const opened = await openBackend(backend)
      const labels = Array.from({ length: LABELS }, (_, i) =>
        label(`l${i}`, 'p1', { createdBy: `person ${i}`, createdAt: i * 86_400_000_000 }, []),
      )
      await opened.load(record('r1', 'p1', labels))
      return opened
    }

    test('while rows of stats are made', async context => {
      await using opened = await openRows()
      const reader = await opened.read()
      const fields = new Set(['createdBy', 'period', 'labelCount'])
      const read = (timeZone: string) =>
        reader.stats('label', { groupBy: ['CREATED_BY', 'DAY'], timeZone, filter: null, fields })
      const expected = await read('Europe/Berlin')
      await hurry(context)
      const reading = read('America/New_York')
      assert.ok((await turnsDuring(reading)) >= LABELS / 64)
      assert.equal((await reading).length, expected.length)
    })

    test('while the rows of a page are decoded', async context => {
      await using opened = await openRows()
      const reader = await opened.read()
      await hurry(context)
      const reading = reader.page('label', { limit: LABELS, backward: false })
      assert.ok((await turnsDuring(reading)) >= LABELS / 2)
      assert.equal((await reading).rows.length, LABELS)
    })

    test('while the events of a queue entry with thousands are read, each once and in order', async context => {
      await using opened = await openBackend(backend)
      const [one, many] = [record('r0', 'p1', []), record('r1', 'p1', [])]
      const projects = many.projects.map(project => {
        const [event] = project.events ?? []
        const events = event
          ? Array.from({ length: 5_000 }, (_, number) => ({ ...event, number, raw: { number } }))
          : []
        return { ...project, events }
      })
      await opened.load(one, { ...many, projects }, record('r2', 'p1', []))
      const reader = await opened.read()
      await hurry(context)
      const reading = reader.nodesOfDataRows('workflowEvent', ['r0', 'r1', 'r2'])
      assert.ok((await turnsDuring(reading)) >= 5_000 / 2)
      const numbers = (await reading).map(events => events.map(({ number }) => number))
      const first = (numbers[0] ?? []).length
      assert.ok(first > 0)
      assert.deepEqual(
        numbers,
        [first, 5_000, first].map(length => Array.from({ length }, (_, number) => number)),
      )
      const raws = await reader.raws('workflowEvent', ['event:r1:p1:4999', 'event:r1:p1:5000', 'event:r1:p1:7'])
      assert.deepEqual(raws, ['{"number":4999}', null, '{"number":7}'])
    })

    test('while a fetch, which outlives its request, reads hundreds of masks: an answer is written', async context => {
      await using opened = await openRows()
      const reader = (await opened.read()).detached()
      await hurry(context)
      let isRead = false
      const reading = Promise.all(
        Array.from({ length: LABELS }, (_, i) =>
          reader.masks([{ labelId: `l${i}`, groupName: null, frameNumber: null, featureId: 'm' }]),
        ),
      ).then(() => {
        isRead = true
      })
      const answer = { data: { label: { id: 'l1' } } }
      const writing = serializeAnswer(answer)
      // The answer has a dozen pieces, of which each waits for one read.
      assert.ok((await turnsDuring(writing)) < LABELS / 4)
      assert.equal(isRead, false)
      assert.equal(await writing, JSON.stringify(answer))
      await reading
    })

    test('while rows of keys are decoded', async context => {
      await using opened = await openRows()
      const reader = await opened.read()
      await hurry(context)
      const ids = Array.from({ length: LABELS }, (_, i) => `l${i}`)
      const reading = reader.nodes('label', ids)
      assert.ok((await turnsDuring(reading)) >= LABELS / 2)
      assert.deepEqual(
        (await reading).map(node => node?.id),
        ids,
      )
    })
  })
