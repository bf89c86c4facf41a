import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import type { JsonObject } from '../../src/model/index.ts'
import { openLoadedStore } from '../support/graph.ts'
import { isGone, labelOf, type Opened, read, rowOf, run, v1Label, v2Label, v2Row } from './overlapping-records.ts'

/* Labels and data rows that newer exports lack. */

suite('removals keep their time', () => {
  const both = v2Row({ at: 1, labels: [v2Label('a', 1), v2Label('b', 1)] })
  const one = v2Row({ at: 3, labels: [v2Label('a', 3)] })

  test('a label that a newer list lacks is removed, and an older record does not bring it', async () => {
    for (const records of [
      [both, one],
      [one, both],
    ]) {
      await using opened = await openLoadedStore()
      for (const record of records) await opened.loadRecords([record])
      assert.deepEqual([await labelOf(opened, 'b'), await isGone(opened, 'b')], [null, true])
      await opened.loadRecords([v1Label('b', 2)])
      assert.equal(await labelOf(opened, 'b'), null)
      await opened.loadRecords([v1Label('b', 4)])
      assert.equal((await labelOf(opened, 'b'))?.createdBy, 'by4')
      // The list is older than that.
      await opened.loadRecords([one])
      assert.equal((await labelOf(opened, 'b'))?.createdBy, 'by4')
    }
  })

  test('a record without a time brings the label back', async () => {
    await using opened = await openLoadedStore()
    await opened.loadRecords([both])
    await opened.loadRecords([one])
    await opened.loadRecords([v2Row({ at: null, labels: [v2Label('a', 3), v2Label('b', null)] })])
    assert.notEqual(await labelOf(opened, 'b'), null)
  })

  test('an older list removes no label', async () => {
    await using opened = await openLoadedStore()
    await opened.loadRecords([v2Row({ at: 3, labels: [v2Label('a', 3), v2Label('b', 3)] })])
    await opened.loadRecords([v2Row({ at: 2, labels: [v2Label('a', 2)] })])
    assert.notEqual(await labelOf(opened, 'b'), null)
  })

  test('what a whole run removed comes back with a later record or a later task only', async () => {
    await using opened = await openLoadedStore()
    const gone = v2Row({ id: 'row2', at: 2, labels: [v2Label('b', 2)] })
    await opened.loadRecords([both, gone])
    await run(opened, 5, [one], { datasetId: 'set1' })
    assert.deepEqual([await rowOf(opened, 'row2'), await isGone(opened, 'row2')], [null, true])
    await opened.loadRecords([gone, { ...v2Row({ id: 'row2', at: 4, labels: [v2Label('c', 4)] }) }])
    assert.deepEqual([await rowOf(opened, 'row2'), await labelOf(opened, 'c')], [null, null])
    assert.equal(await isGone(opened, 'c'), true)
    await run(opened, 6, [gone])
    assert.deepEqual([(await rowOf(opened, 'row2'))?.id, (await labelOf(opened, 'b'))?.id], ['row2', 'b'])
  })
})

suite('a whole run', () => {
  const inProject1 = v2Row({ at: 1, labels: [v2Label('a', 1)] })
  const other = v2Row({ id: 'row2', at: 4, labels: [] })
  const alone = (at: number): JsonObject => ({ ...v2Row({ at }), projects: {} })
  const project2 = (at: number): JsonObject => ({
    ...v2Row({ at }),
    projects: { project2: { labels: [v2Label('c', at)] } },
  })
  const ofNoProject = v1Label('b', 2, { 'View Label': null })

  /** The row's queue entries and all labels; null where the row is not there. */
  async function seen(opened: Opened): Promise<unknown> {
    const reader = await read(opened)
    const { rows } = await reader.page('label', { limit: 9, backward: false })
    for (const row of await reader.nodes('dataRow', [...new Set(rows.map(({ node }) => node.dataRowId))]))
      assert.notEqual(row, null, 'a label without its data row')
    const [queues] = await reader.nodesOfDataRows('dataRowProject', ['row1'])
    return (await rowOf(opened, 'row1')) && [queues?.map(queue => queue.projectId), rows.map(({ node }) => node.id)]
  }

  for (const [name, records, whole, expected] of [
    ['keeps a row that a newer record shows in no project', [inProject1, alone(9)], 'project', [[], []]],
    ['removes a row that an older record shows in no project', [inProject1, alone(3)], 'project', null],
    ['keeps a row that is in another project', [inProject1, project2(3)], 'project', [['project2'], ['c']]],
    ['keeps a row with a label of no project', [inProject1, ofNoProject], 'project', [[], ['b']]],
    ['keeps newer labels and removes older ones', [inProject1, v1Label('b', 7)], 'project', [['project1'], ['b']]],
    ['of a dataset removes a row with all its labels', [inProject1, ofNoProject, project2(3)], 'dataset', null],
  ] as const)
    test(`${name}, in either order`, async () => {
      const wholeOf = whole === 'project' ? { projectId: 'project1' } : { datasetId: 'set1' }
      for (const runsAfter of records.map((_, index) => index + 1)) {
        await using opened = await openLoadedStore()
        await opened.loadRecords(records.slice(0, runsAfter))
        await run(opened, 5, [other], wholeOf)
        for (const record of records.slice(runsAfter)) await opened.loadRecords([record])
        assert.deepEqual(await seen(opened), expected, `the run after ${runsAfter} records`)
      }
    })
})
