import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import type { JsonObject } from '../../src/model/index.ts'
import { EVERYTHING, type StoreReader } from '../../src/store/index.ts'
import { arbitraryExport } from '../support/arbitrary-export.ts'
import { PROPERTY_BACKENDS } from '../support/backends.ts'
import { openLoadedStore } from '../support/graph.ts'
import { object } from '../support/oracle/wire.ts'
import { type OracleExport, readExport, withoutRounding } from '../support/oracle.ts'
import { leakQueries } from './leak-queries.ts'
import { arbitraryListQuery, KINDS } from './list-query.ts'
import { loadExport } from './load-export.ts'
import { runProperty } from './run-property.ts'
import { arbitraryStatsQuery, STARTED_AT } from './stats-query.ts'
import { everythingIn, readEverything, readList, readStats } from './whole-answer.ts'

/** Questions are made from the whole export: they ask for what is hidden, too. */
const scopedExport = arbitraryExport({ unique: true, rows: 8, v1Rows: 4 }).chain(records => {
  const found = readExport(records)
  const list = fc.tuple(...KINDS.map(kind => arbitraryListQuery(found, [kind])))
  return fc.record(
    {
      records: fc.constant(records),
      scope: fc.subarray(found.projects.map(({ id }) => id)),
      lists: fc.array(list, { minLength: 3, maxLength: 3 }).map(lists => lists.flat()),
      stats: fc.array(arbitraryStatsQuery(found), { minLength: 6, maxLength: 6 }),
    },
    { noNullPrototype: true },
  )
})

/** More in a long run: each case asks about a hundred questions. */
const CASES = Math.ceil(Number(process.env.SLICEGRAPH_TEST_QUERIES ?? 2_000) / 100)

for (const backend of PROPERTY_BACKENDS) {
  describe(backend.name, () => {
    test('a scope answers as if nothing else had been loaded, by every method', async () => {
      let hiding = 0
      const property = fc.asyncProperty(scopedExport, async ({ records, scope, lists, stats }) => {
        const found = readExport(records)
        const asked = everythingIn(found)
        const visible = recordsWithin(records, new Set(scope))
        await using everything = await openLoadedStore(backend)
        await loadExport(everything, records)
        await using little = await openLoadedStore(backend)
        await loadExport(little, visible)
        const scoped = await everything.store.openSnapshot({ scope: { projects: scope }, startedAt: STARTED_AT })
        const whole = await little.store.openSnapshot({ scope: EVERYTHING, startedAt: STARTED_AT })

        const isShared = sharedRows(found, new Set(scope))
        assert.deepEqual(await readEverything(scoped, asked), withheld(await readEverything(whole, asked), isShared))
        for (const query of lists)
          assert.deepEqual(
            await readList(scoped, query, asked),
            withheld(await readList(whole, query, asked), isShared),
          )
        for (const { kind, filter } of leakQueries(found))
          assert.equal(await scoped.count(kind, filter), await whole.count(kind, filter), JSON.stringify(filter))
        const expected = await readStats(whole, stats)
        assert.deepEqual(withoutRounding(await readStats(scoped, stats), expected), expected)
        const unrestricted = await everything.store.openSnapshot({ scope: EVERYTHING })
        await checkChunks(unrestricted, scoped, asked.labelIds)
        await checkExports(scoped, await idsOfExports(unrestricted), holdsAll(found, new Set(scope)))
        const seen = await scoped.count('label', null)
        if (seen > 0 && seen < found.labels.length) hiding++
      })
      await runProperty(property, CASES)
      // About a third of the cases; a demand near that would fail by chance.
      assert.ok(hiding > 0, 'no case had labels on both sides of the scope')
    })

    test('an empty scope sees nothing at all, and rejected records are for those who see everything', async () => {
      const property = fc.asyncProperty(arbitraryExport({ unique: true }), async records => {
        await using opened = await openLoadedStore(backend)
        assert.equal((await opened.loadRecords([...records, '{"no":"record"}'])).rejected, 1)
        const nothing = await opened.store.openSnapshot({ scope: { projects: [] } })
        for (const list of [...KINDS, 'project', 'export', 'reject'] as const)
          assert.equal(await nothing.count(list, null), 0, list)
        const projects = readExport(records).projects.map(({ id }) => id)
        const everyProject = await opened.store.openSnapshot({ scope: { projects } })
        assert.equal(await everyProject.count('reject', null), 0)
        const everything = await opened.store.openSnapshot({ scope: EVERYTHING })
        assert.equal(await everything.count('reject', null), 1)
        const found = readExport(records)
        await checkExports(everyProject, await idsOfExports(everything), holdsAll(found, new Set(projects)))
      })
      await runProperty(property, 10)
    })
  })
}

/** Records of the export as if no other projects existed. */
function recordsWithin(records: readonly JsonObject[], scope: ReadonlySet<string>): readonly JsonObject[] {
  return records.flatMap(record => {
    if (record.data_row === undefined) {
      const [project] = readExport([record]).projects
      return project && scope.has(project.id) ? [record] : []
    }
    const projects = Object.entries(object(record.projects)).filter(([id]) => scope.has(id))
    return projects.length > 0 ? [{ ...record, projects: Object.fromEntries(projects) }] : []
  })
}

/** The numbers of hidden chunks, which somebody may guess, answer nothing; those in sight answer as ever. */
async function checkChunks(all: StoreReader, scoped: StoreReader, labelIds: readonly string[]): Promise<void> {
  const refs = await all.page('annotation', { limit: 1000, backward: false })
  const numbers = [...new Map(refs.rows.map(({ node }) => [node.chunk, node.labelId]))]
  const visible = new Set((await scoped.nodes('label', labelIds)).flatMap(label => label?.id ?? []))
  const texts = await all.chunks(numbers.map(([chunk]) => chunk))
  assert.deepEqual(
    await scoped.chunks(numbers.map(([chunk]) => chunk)),
    texts.map((text, at) => (visible.has(numbers[at]?.[1] ?? '') ? text : null)),
  )
}

/** The rows that are in something outside the scope, too. */
function sharedRows({ dataRows }: OracleExport, scope: ReadonlySet<string>): (id: unknown) => boolean {
  const isOutside = ({ projectId }: { readonly projectId: string | null }) =>
    projectId === null || !scope.has(projectId)
  const shared = dataRows.filter(({ projects, labels }) => [...projects, ...labels].some(isOutside))
  const ids = new Set<unknown>(shared.map(({ id }) => id))
  return id => ids.has(id)
}

/** The answer with `experiments` and `raw` null in these data rows. */
function withheld(answer: unknown, isShared: (id: unknown) => boolean): unknown {
  if (Array.isArray(answer)) return answer.map(each => withheld(each, isShared))
  if (typeof answer !== 'object' || answer === null) return answer
  const copy = Object.fromEntries(Object.entries(answer).map(([key, value]) => [key, withheld(value, isShared)]))
  return 'experiments' in copy && isShared(copy.id) ? { ...copy, experiments: null } : copy
}

/** Whether every row of the export is in projects, and all of these in the scope. */
const holdsAll = ({ projects, dataRows, labels }: OracleExport, scope: ReadonlySet<string>) =>
  projects.length > 0 &&
  projects.every(({ id }) => scope.has(id)) &&
  dataRows.every(row => row.projects.length > 0) &&
  labels.every(label => label.projectId !== null)

async function checkExports(scoped: StoreReader, ids: readonly string[], isSeen: boolean): Promise<void> {
  assert.deepEqual(
    (await scoped.nodes('export', ids)).map(node => node !== null),
    ids.map(() => isSeen),
  )
  assert.equal((await scoped.page('export', { limit: 10, backward: false })).rows.length, isSeen ? ids.length : 0)
  assert.equal(await scoped.count('export', null), isSeen ? ids.length : 0)
  const parent = { kind: 'export', ids } as const
  const pages = await scoped.pagesOf('reject', parent, { limit: 10, backward: false })
  assert.deepEqual(
    pages.map(({ rows }) => rows),
    ids.map(() => []),
  )
  assert.deepEqual(
    await scoped.countsOf('reject', parent, null),
    ids.map(() => 0),
  )
}

async function idsOfExports(reader: StoreReader): Promise<readonly string[]> {
  const { rows } = await reader.page('export', { limit: 10, backward: false })
  return rows.map(({ node }) => node.id)
}
