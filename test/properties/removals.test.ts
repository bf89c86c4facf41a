import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import * as fc from 'fast-check'
import type { JsonObject } from '../../src/model/index.ts'
import { EVERYTHING, type Page, type Removal, type Scope, type StoreReader } from '../../src/store/index.ts'
import { openLoadedStore } from '../support/graph.ts'
import { type EmptyRun, mergeRecords } from '../support/oracle/merge.ts'
import { readExport } from '../support/oracle.ts'
import { runProperty } from './run-property.ts'
import { arbitraryWorld, loadEmptyRun, PROJECTS, stamp } from './timed-records.ts'

/* What is gone, recounted after each load: the ids that records ever had, without those that are there. */

type Gone = Pick<Removal, 'removedId' | 'kind' | 'projectIds'>

function goneAfter(records: readonly JsonObject[], run?: EmptyRun): Gone[] {
  const found = records.map(record => readExport([record]))
  const merged = mergeRecords(records, run)
  const there = new Set([...merged.dataRows, ...merged.dataRowProjects, ...merged.labels].map(({ id }) => id))
  const all = found.flatMap(({ dataRows, dataRowProjects, labels }): Gone[] => [
    ...dataRows.map(({ id }) => ({ removedId: id, kind: 'DATA_ROW' as const, projectIds: [] })),
    ...dataRowProjects.map(({ id, projectId }) => ({
      removedId: id,
      kind: 'DATA_ROW_PROJECT' as const,
      projectIds: [projectId],
    })),
    ...labels.map(({ id, projectId }) => ({ removedId: id, kind: 'LABEL' as const, projectIds: [projectId ?? ''] })),
  ])
  return [...new Map(all.map(gone => [gone.removedId, gone])).values()].filter(({ removedId }) => !there.has(removedId))
}

async function listed(reader: StoreReader, since: number | null, limit = 1000): Promise<Removal[]> {
  const filter = since === null ? null : { removedAt: { gte: since } }
  const found: Removal[] = []
  for (let after: string | null = null; ; ) {
    const { rows, more }: Page<Removal> = await reader.page('removal', { limit, backward: false, after, filter })
    found.push(...rows.map(({ node }) => node))
    after = rows.at(-1)?.cursor() ?? null
    if (!more || after === null) break
  }
  assert.equal(await reader.count('removal', filter), found.length)
  return found
}

/** Newest first, and ids in their order. */
const inOrder = (removals: readonly Removal[]) =>
  removals.toSorted((a, b) => b.removedAt - a.removedAt || (a.removedId < b.removedId ? -1 : 1))

const shown = (removals: readonly Gone[]) =>
  removals.map(({ removedId, kind, projectIds }) => [removedId, kind, kind === 'DATA_ROW' ? null : projectIds].join())

suite('removals', () => {
  test('are what is gone, since the load that noticed it, after loads in any order, any number of times', async () => {
    let most = 0
    const loads = arbitraryWorld(false).chain(({ records }) =>
      fc.record({
        order: fc
          .shuffledSubarray([...records, ...records], { minLength: records.length })
          .map(order => [...order, ...records.filter(record => !order.includes(record))]),
        size: fc.integer({ min: 1, max: 3 }),
        run: fc.record({
          at: fc.integer({ min: 1, max: 10 }).map(time => Date.parse(stamp(time)) * 1000 + 500_000),
          projectId: fc.constantFrom(...PROJECTS, null),
        }),
        again: fc.subarray([...records]),
      }),
    )
    const property = fc.asyncProperty(loads, async ({ order, size, run, again }) => {
      await using opened = await openLoadedStore()
      const open = (scope: Scope = EVERYTHING) => opened.store.openSnapshot({ scope })
      let before = new Map<string, Removal>()

      async function check(loaded: readonly JsonObject[], ran?: EmptyRun): Promise<void> {
        const reader = await open()
        const { rows } = await reader.page('export', { limit: 1, backward: false })
        const { id: exportId, loadedAt } = rows[0]?.node ?? {}
        const removals = await listed(reader, null)
        const expected = goneAfter(loaded, ran)
        assert.deepEqual(shown(removals).sort(), shown(expected).sort())
        assert.deepEqual(removals, inOrder(removals))
        for (const removal of removals) {
          const known = before.get(removal.removedId) ?? { exportId, removedAt: loadedAt }
          const { exportId: noticedBy, removedAt } = removal
          assert.deepEqual({ noticedBy, removedAt }, { noticedBy: known.exportId, removedAt: known.removedAt })
        }
        before = new Map(removals.map(removal => [removal.removedId, removal]))
        most = Math.max(most, removals.length)
        await checkParts(removals)
      }

      async function checkParts(removals: readonly Removal[]): Promise<void> {
        assert.deepEqual(await listed(await open(), null, 2), removals)
        for (const since of new Set(removals.flatMap(({ removedAt }) => [removedAt, removedAt + 1]))) {
          const newer = removals.filter(({ removedAt }) => removedAt >= since)
          assert.deepEqual(await listed(await open(), since), newer)
        }
        for (const project of PROJECTS) {
          const own = removals.filter(({ projectIds }) => projectIds.includes(project))
          const seen = await listed(await open({ projects: [project] }), null)
          assert.deepEqual(
            seen,
            own.map(removal => ({ ...removal, projectIds: [project] })),
          )
        }
      }

      for (let at = 0; at < order.length; at += size) {
        await opened.loadRecords(order.slice(at, at + size))
        await check(order.slice(0, at + size))
      }
      await loadEmptyRun(opened.store, run)
      await check(order, run)
      await opened.loadRecords(again)
      await check(order, run)
    })
    await runProperty(property, 6)
    assert.ok(most > 0)
  })
})
