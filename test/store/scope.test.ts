import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import type { ExportRecord } from '../../src/model/index.ts'
import { BACKENDS } from '../support/backends.ts'
import { openBackend } from './opened-store.ts'
import { label, record } from './sample-records.ts'

/* What callers see who may not see every project. */

const EXPERIMENTS = { model: { runs: {} } }
const WINDOW = { limit: 9, backward: false }

/** A data row in some projects, with a label in each. */
function rowIn(id: string, ...projectIds: readonly string[]): ExportRecord {
  const parts = projectIds.map(project => record(id, project, [label(`${id}-${project}`, project)]))
  return {
    ...record(id, '', [], { experiments: EXPERIMENTS }),
    projects: parts.flatMap(part => part.projects),
    labels: parts.flatMap(part => part.labels),
  }
}

for (const backend of BACKENDS)
  suite(`${backend.name}: a scope of some projects`, () => {
    test('gives raw and experiments of a data row only where all of its projects are in the scope', async () => {
      await using opened = await openBackend(backend)
      await opened.load(rowIn('own', 'p'), rowIn('shared', 'p', 'q'), rowIn('other', 'q'))
      const ids = ['own', 'shared', 'other']
      const seenBy = async (projects?: readonly string[]) => {
        const reader = await opened.read(projects)
        const read = async () => (await reader.nodes('dataRow', ids)).map(row => row && row.experiments !== null)
        const page = async () =>
          (await reader.page('dataRow', WINDOW)).rows.map(({ node }) => [node.id, node.experiments])
        const raws = (await reader.raws('dataRow', ids)).map(text => text !== null && JSON.parse(text) !== null)
        assert.deepEqual(await read(), await read())
        return { experiments: await read(), raws, page: await page() }
      }
      // In this order, so that rows are kept that others may not see.
      for (let round = 0; round < 2; round++) {
        assert.deepEqual(await seenBy(), {
          experiments: [true, true, true],
          raws: [true, true, true],
          page: ['other', 'own', 'shared'].map(id => [id, EXPERIMENTS]),
        })
        assert.deepEqual(await seenBy(['p']), {
          experiments: [true, false, null],
          raws: [true, false, false],
          page: [
            ['own', EXPERIMENTS],
            ['shared', null],
          ],
        })
        assert.deepEqual((await seenBy(['p', 'q'])).experiments, [true, true, true])
      }
    })

    test('withholds them still after the row has left the other project, whose record they are of', async () => {
      await using opened = await openBackend(backend)
      await opened.load(rowIn('a:b%', 'p'), rowIn('a:b', 'p'))
      await opened.load(rowIn('a:b%', 'q:%'))
      const seenBy = async (projects: readonly string[]) => {
        const reader = await opened.read(projects)
        const raws = await reader.raws('dataRow', ['a:b%', 'a:b'])
        const rows = await reader.nodes('dataRow', ['a:b%', 'a:b'])
        return rows.map((row, index) => [row?.experiments, raws[index] !== 'null'])
      }
      const withheld = [null, false]
      const shown = [EXPERIMENTS, true]
      assert.deepEqual(await seenBy(['p']), [withheld, shown])
      const writer = await opened.openLoad()
      await writer.put({ records: [rowIn('other', 'q:%')], rejects: [] })
      await writer.publish({ source: 'run', digest: 'run', byteCount: 1, wholeOf: { projectId: 'q:%' } })
      assert.deepEqual(await (await opened.read()).nodes('label', ['a:b%-q:%']), [null])
      assert.deepEqual(await seenBy(['p']), [withheld, shown])
      assert.deepEqual(await seenBy(['p', 'q:%']), [shown, shown])
      // Superseded rows are deleted, and this stays.
      for (let load = 0; load < 3; load++) await opened.load(rowIn(`more${load}`, 'p'))
      assert.deepEqual(await seenBy(['p']), [withheld, shown])
    })

    test('shows a data row through a label alone, and withholds it where another label is in no project', async () => {
      await using opened = await openBackend(backend)
      const homeless = { ...label('homeless', 'p'), projectId: null }
      const through = { ...rowIn('d', 'p'), projects: [] }
      await opened.load({ ...through, labels: [...through.labels, homeless] })
      const reader = await opened.read(['p'])
      const [row] = await reader.nodes('dataRow', ['d'])
      assert.deepEqual([row?.id, row?.experiments], ['d', null])
      assert.deepEqual(await reader.nodes('label', ['d-p', 'homeless']).then(all => all.map(each => each?.id)), [
        'd-p',
        undefined,
      ])
      assert.deepEqual(await (await opened.read(['q'])).nodes('dataRow', ['d']), [null])
      assert.deepEqual(await (await opened.read([])).nodes('dataRow', ['d']), [null])
    })

    test('holds the Exports of which every project is in the scope, without their rejected records', async () => {
      await using opened = await openBackend(backend)
      const rejects = [{ line: 1, byteOffset: 0, path: '$', reason: 'No record.', bytes: new Uint8Array([1]) }]
      for (const records of [[rowIn('a', 'p')], [rowIn('b', 'p', 'q')], [rowIn('c', 'p'), rowIn('d')], []]) {
        const writer = await opened.openLoad()
        await writer.put({ records, rejects })
        await opened.publish(writer)
      }
      const exportsOf = async (projects?: readonly string[]) => {
        const reader = await opened.read(projects)
        const { rows } = await reader.page('export', { ...WINDOW, backward: true })
        const ids = rows.map(({ node }) => node.id)
        assert.equal(await reader.count('export', null), ids.length)
        assert.deepEqual(await reader.nodes('export', ids).then(all => all.map(node => node?.id)), ids)
        const counts = await reader.countsOf('reject', { kind: 'export', ids }, null)
        assert.deepEqual(
          counts,
          ids.map(() => (projects ? 0 : 1)),
        )
        return ids.map(id => id.replace(/^export:digest-/, '')).sort()
      }
      const numbers = await exportsOf()
      assert.equal(numbers.length, 4)
      assert.deepEqual(await exportsOf(['p']), numbers.slice(0, 1))
      assert.deepEqual(await exportsOf(['p', 'q', 'r']), numbers.slice(0, 2))
      assert.deepEqual(await exportsOf(['q']), [])
      assert.deepEqual(await exportsOf([]), [])
      for (const projects of [['p', 'q'], []]) {
        const reader = await opened.read(projects)
        assert.equal(await reader.count('reject', null), 0)
        const all = numbers.map(number => `export:digest-${number}`)
        const pages = await reader.pagesOf('reject', { kind: 'export', ids: all }, WINDOW)
        assert.deepEqual(
          pages.map(({ rows }) => rows.length),
          [0, 0, 0, 0],
        )
      }
    })

    test('holds the tasks of its projects alone', async () => {
      await using opened = await openBackend(backend)
      const begin = (id: string, scope: string) =>
        opened.store.tasks.begin({ id, scope, input: {} as never, startedAt: 1 })
      for (const scope of ['project:p', 'project:q', 'dataset:p', 'catalog']) await begin(`task:${scope}`, scope)
      const tasksOf = async (projects?: readonly string[]) => {
        const reader = await opened.read(projects)
        const { rows } = await reader.page('exportTask', WINDOW)
        const ids = rows.map(({ node }) => node.id)
        assert.equal(await reader.count('exportTask', null), ids.length)
        const all = await reader.nodes('exportTask', [
          'task:catalog',
          'task:dataset:p',
          'task:project:p',
          'task:project:q',
        ])
        assert.deepEqual(
          all.flatMap(task => task?.id ?? []),
          ids,
        )
        return ids.length
      }
      assert.equal(await tasksOf(), 4)
      assert.equal(await tasksOf(['p']), 1)
      assert.equal(await tasksOf(['p', 'q']), 2)
      assert.equal(await tasksOf([]), 0)
    })
  })
