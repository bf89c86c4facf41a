import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import type { JsonObject } from '../../src/model/index.ts'
import { EVERYTHING } from '../../src/store/index.ts'
import { PROPERTY_BACKENDS } from '../support/backends.ts'
import { openLoadedStore } from '../support/graph.ts'
import { ORDER_KEYS } from '../support/oracle/order.ts'
import { type Entities, type EntityKind, readExport } from '../support/oracle.ts'
import { arbitraryPagedQuery, expectedEntities, joined, type ListQuery, pagesOfQuery } from './list-query.ts'
import { loadExport } from './load-export.ts'
import { runProperty } from './run-property.ts'
import { arbitraryTwoLoads } from './second-load.ts'

const LOADS = 200
const QUERIES_EACH = 6

const loadsWithQueries = arbitraryTwoLoads().chain(loads => {
  const query = arbitraryPagedQuery(readExport(loads.first))
  const limit = fc.integer({ min: 1, max: 4 })
  // Half of them over whole lists: few rows meet a filter both before and after.
  const question = fc
    .tuple(query, limit, fc.boolean(), fc.nat())
    .map(([query, limit, whole, turn]) => ({ ...query, limit, turn, ...(whole && { filter: null }) }))
  return fc.tuple(fc.constant(loads), fc.array(question, { minLength: QUERIES_EACH, maxLength: QUERIES_EACH }))
})

/** A volume's label, by group the frames, and by frame the features that are in it. */
const volume = (groups: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>): JsonObject => {
  const object = (feature_id: string): JsonObject => ({ feature_id, annotation_kind: 'DICOMPolyline', line: [] })
  const frame = (ids: readonly string[]): JsonObject => ({
    objects: Object.fromEntries(ids.map(id => [id, object(id)])),
  })
  const group = (name: string, frames: Readonly<Record<string, readonly string[]>>): JsonObject => ({
    name,
    frames: Object.fromEntries(Object.entries(frames).map(([number, ids]) => [number, frame(ids)])),
  })
  const planes = Object.fromEntries(Object.entries(groups).map(([name, frames]) => [name, group(name, frames)]))
  const label = { label_kind: 'DICOM', id: 'clabel', annotations: { groups: planes } }
  return { data_row: { id: 'crow' }, projects: { cproject: { labels: [label] } } }
}

const CORONAL = { 1: ['c1', 'c2'], 2: ['c3'], 3: ['c4', 'c5'] }

/** Changes of a load before the current page. The remaining rows keep their group, frame and position. */
const ELSEWHERE: readonly (readonly [what: string, first: JsonObject, second: JsonObject])[] = [
  ['a group before is gone', volume({ Axial: { 1: ['a'] }, Coronal: CORONAL }), volume({ Coronal: CORONAL })],
  ['a group before is new', volume({ Coronal: CORONAL }), volume({ Axial: { 1: ['a'] }, Coronal: CORONAL })],
  [
    'a frame before has lost objects',
    volume({ Coronal: CORONAL }),
    volume({ Coronal: { 1: [], 2: ['c3'], 3: ['c4', 'c5'] } }),
  ],
  [
    'a frame before has new objects',
    volume({ Coronal: CORONAL }),
    volume({ Coronal: { ...CORONAL, 1: ['c1', 'c2', 'c6', 'c7'] } }),
  ],
]

for (const backend of PROPERTY_BACKENDS) {
  describe(backend.name, () => {
    for (const [what, first, second] of ELSEWHERE) {
      for (const backward of [false, true]) {
        test(`annotations ${backward ? 'backwards' : 'forwards'}: ${what}`, async () => {
          await using opened = await openLoadedStore(backend)
          await loadExport(opened, [first])
          const before = await opened.store.openSnapshot({ scope: EVERYTHING })
          await loadExport(opened, [second])
          const after = await opened.store.openSnapshot({ scope: EVERYTHING })
          const query = { kind: 'annotation', filter: null, orderBy: [], limit: 1, backward } as const
          const [then, now] = [first, second].map(row => expectedEntities(readExport([row]), query))
          const places = placesIn(query, then ?? [])
          const stayed = [...placesIn(query, now ?? [])].filter(([id, place]) => places.get(id) === place)
          const ids = stayed.map(([id]) => id)
          for (let lands = 1; lands < places.size; lands++) {
            const pages = await pagesOfQuery(page => (page < lands ? before : after), query)
            const seen = joined(query, pages).filter(id => ids.includes(id))
            assert.deepEqual(seen, ids, `a load behind page ${lands}`)
          }
        })
      }
    }

    test('a load between two pages: what was there throughout comes exactly once', async () => {
      let moved = 0
      const property = fc.asyncProperty(loadsWithQueries, async ([loads, queries]) => {
        await using opened = await openLoadedStore(backend)
        await loadExport(opened, loads.first)
        const before = await opened.store.openSnapshot({ scope: EVERYTHING })
        await loadExport(opened, loads.second)
        const after = await opened.store.openSnapshot({ scope: EVERYTHING })
        const [then, now] = [readExport(loads.first), readExport(loads.afterwards)]
        for (const query of queries) {
          const places = placesIn(query, expectedEntities(then, query))
          const stayed = [...placesIn(query, expectedEntities(now, query))].filter(
            ([id, place]) => places.get(id) === place,
          )
          // The load lands behind some page: a snapshot of each version stands for it.
          const lands = 1 + (query.turn % Math.max(1, Math.ceil(places.size / query.limit)))
          const pages = await pagesOfQuery(page => (page < lands ? before : after), query)
          const seen = joined(query, pages)
          const wanted = new Set(stayed.map(([id]) => id))
          assert.deepEqual(
            seen.filter(id => wanted.has(id)),
            stayed.map(([id]) => id),
          )
          if (pages.length > lands && wanted.size > query.limit && wanted.size < places.size) moved++
        }
      })
      await runProperty(property, LOADS)
      assert.ok(moved > 20, `only ${moved} cases had a load between their pages that took rows away`)
    })
  })
}

/** By id, what each thing is sorted by. */
function placesIn(query: ListQuery, entities: readonly Entities[EntityKind][]): ReadonlyMap<string, string> {
  return new Map(entities.map(entity => [entity.id, JSON.stringify(sortKey(query, entity))]))
}

function sortKey({ kind, orderBy }: ListQuery, entity: Entities[EntityKind]): readonly unknown[] {
  const keys = ORDER_KEYS[kind] as unknown as Record<string, (entity: Entities[EntityKind]) => unknown>
  if (orderBy.length > 0) return orderBy.map(({ field }) => keys[field]?.(entity))
  if (entity.kind === 'workflowEvent') return [entity.createdAt]
  return entity.kind === 'annotation' ? [entity.groupIdName, entity.frameNumber, placeInFrame(entity)] : []
}

function placeInFrame(annotation: Entities['annotation']): number {
  const beside = annotation.label.annotations.filter(
    ({ groupIdName, frameNumber }) => groupIdName === annotation.groupIdName && frameNumber === annotation.frameNumber,
  )
  return beside.indexOf(annotation)
}
