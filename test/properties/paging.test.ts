import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { EVERYTHING, type FilterOf, type ParentOf, type StoreReader } from '../../src/store/index.ts'
import { arbitraryExport } from '../support/arbitrary-export.ts'
import { PROPERTY_BACKENDS } from '../support/backends.ts'
import { openLoadedStore } from '../support/graph.ts'
import { type EntityKind, type OracleExport, readExport } from '../support/oracle.ts'
import {
  arbitraryPagedQuery,
  expectedEntities,
  idsOf,
  joined,
  type ListQuery,
  nextCursor,
  type PagedQuery,
  pageIds,
  pagesOfQuery,
  requestOf,
} from './list-query.ts'
import { loadExport } from './load-export.ts'
import { runProperty } from './run-property.ts'

const EXPORTS = 100
const QUERIES_EACH = 10

const exportWithQueries = arbitraryExport({ unique: true, rows: 8, v1Rows: 4 }).chain(records => {
  const query = arbitraryPagedQuery(readExport(records))
  return fc.tuple(fc.constant(records), fc.array(query, { minLength: QUERIES_EACH, maxLength: QUERIES_EACH }))
})

for (const backend of PROPERTY_BACKENDS) {
  describe(backend.name, () => {
    test('pages joined, forwards or backwards, are a filter and sort of the export: 1,000 cases', async () => {
      let cases = 0
      let severalPages = 0
      const property = fc.asyncProperty(exportWithQueries, async ([records, queries]) => {
        const found = readExport(records)
        await using opened = await openLoadedStore(backend)
        await loadExport(opened, records)
        const reader = await opened.store.openSnapshot({ scope: EVERYTHING })
        for (const query of queries) {
          const expected = idsOf(expectedEntities(found, query))
          const pages = await pagesOfQuery(() => reader, query)
          assert.deepEqual(joined(query, pages), expected)
          // No page is short but the last, and none is empty but that of an empty list.
          assert.equal(pages.length, Math.max(1, Math.ceil(expected.length / query.limit)))
          assert.equal(await reader.count(query.kind, query.filter), expected.length)
          cases++
          if (pages.length > 1) severalPages++
        }
      })
      await runProperty(property, EXPORTS)
      assert.equal(cases, 1000)
      assert.ok(severalPages > 200, `only ${severalPages} cases had several pages`)
    })

    test('pages by parent are each parent’s own, in one read for all', async () => {
      const property = fc.asyncProperty(exportWithQueries, async ([records, queries]) => {
        const found = readExport(records)
        await using opened = await openLoadedStore(backend)
        await loadExport(opened, records)
        const reader = await opened.store.openSnapshot({ scope: EVERYTHING })
        for (const query of queries) await checkByParent(reader, found, query)
      })
      await runProperty(property, 25)
    })
  })
}

type Parented = Extract<EntityKind, 'dataRow' | 'label' | 'annotation'>

/** Every parent pages on from its own cursor; the first pages of all come together. */
async function checkByParent(reader: StoreReader, found: OracleExport, query: PagedQuery): Promise<void> {
  const { kind } = query
  if (kind === 'dataRow') await check(kind, { kind: 'project', ids: [...idsOf(found.projects), 'cnobody'] })
  if (kind === 'label') await check(kind, { kind: 'project', ids: ['cnobody', ...idsOf(found.projects)] })
  if (kind === 'annotation') await check(kind, { kind: 'label', ids: [...idsOf(found.labels), 'cnobody'] })

  async function check<K extends Parented>(list: K, parent: ParentOf<K>): Promise<void> {
    const expected = parent.ids.map(id => expectedOf(found, query, id))
    const first = await reader.pagesOf(list, parent, requestOf(query, null) as never)
    assert.equal(first.length, parent.ids.length)
    for (const [at, id] of parent.ids.entries()) {
      let page = first[at]
      const pages: (readonly string[])[] = []
      while (page) {
        pages.push(pageIds(list, page))
        const cursor = nextCursor(query, page)
        if (cursor === null) break
        const only = { kind: parent.kind, ids: [id] } as ParentOf<K>
        page = (await reader.pagesOf(list, only, requestOf(query, cursor) as never))[0]
      }
      assert.deepEqual(joined(query, pages), expected[at])
    }
    const counts = await reader.countsOf(list, parent, query.filter as FilterOf<K> | null)
    assert.deepEqual(
      counts,
      expected.map(ids => ids.length),
    )
  }
}

/** Ids that the query must find within a project or a label. */
function expectedOf(found: OracleExport, query: ListQuery, parentId: string): readonly string[] {
  const within = expectedEntities(found, query).filter(entity => {
    if (entity.kind === 'dataRow') return entity.projects.some(({ projectId }) => projectId === parentId)
    return entity.kind === 'label' ? entity.projectId === parentId : 'label' in entity && entity.label.id === parentId
  })
  return idsOf(within)
}
