import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { parse } from 'graphql'
import { read } from '../docs/documents.ts'
import { arbitraryExport, ZONES } from './arbitrary-export.ts'
import { arbitraryFilter, arbitraryOrder } from './arbitrary-query.ts'
import { FILTER_KEYS } from './oracle/filter-fields.ts'
import { ORDER_KEYS } from './oracle/order.ts'
import {
  type Entities,
  type Filters,
  matches,
  periodStart,
  readExport,
  recountLabelStats,
  sortEntities,
} from './oracle.ts'

/* The oracle over generated exports, and against schema.graphql. */

const LISTS = { dataRow: 'dataRows', label: 'labels', annotation: 'annotations' } as const

test('generated exports: ids are unique, filters and orders keep their laws', () => {
  const property = fc.property(arbitraryExport({ unique: true }), fc.nat(), (records, seed) => {
    const found = readExport(JSON.parse(JSON.stringify(records)))
    for (const kind of ['dataRow', 'label', 'annotation'] as const) {
      const list = found[LISTS[kind]] as readonly Entities[typeof kind][]
      assert.equal(new Set(list.map(({ id }) => id)).size, list.length)
      const [filter] = fc.sample(arbitraryFilter(kind, found), { numRuns: 1, seed })
      const [orderBy] = fc.sample(arbitraryOrder(kind), { numRuns: 1, seed })
      const chosen = list.filter(each => matches(filter, each))
      assert.equal(
        list.filter(each => matches({ not: filter } as Filters[typeof kind], each)).length,
        list.length - chosen.length,
      )
      assert.deepEqual(new Set(sortEntities(kind, chosen, orderBy)), new Set(chosen))
    }
  })
  fc.assert(property, { numRuns: 60 })
})

test('generated exports: the parts of a figure add up', () => {
  const property = fc.property(arbitraryExport({ unique: true }), fc.constantFrom(...ZONES), (records, timeZone) => {
    const { labels } = readExport(records)
    const days = recountLabelStats(labels, { groupBy: ['DAY'], timeZone })
    assert.equal(
      days.reduce((sum, { labelCount }) => sum + labelCount, 0),
      labels.length,
    )
    for (const { period } of days) if (period !== null) assert.equal(periodStart(period, 'DAY', timeZone), period)
  })
  fc.assert(property, { numRuns: 60 })
})

test('exports that need not be valid are JSON all the same', () => {
  const property = fc.property(arbitraryExport(), records => {
    assert.deepEqual(JSON.parse(JSON.stringify(records)), records)
  })
  fc.assert(property, { numRuns: 60 })
})

test('the oracle knows every filter and order of the schema', () => {
  const { definitions } = parse(read('schema.graphql'))
  const names = (type: string): string[] => {
    const found = definitions.find(each => 'name' in each && each.name?.value === type)
    if (found?.kind === 'InputObjectTypeDefinition') return (found.fields ?? []).map(({ name }) => name.value)
    return found?.kind === 'EnumTypeDefinition' ? (found.values ?? []).map(({ name }) => name.value) : []
  }
  for (const [kind, keys] of Object.entries(FILTER_KEYS)) {
    const type = kind.replace(/^./, first => first.toUpperCase())
    const filters = names(`${type}Filter`).filter(name => !['and', 'or', 'not'].includes(name))
    assert.deepEqual(Object.keys(keys).sort(), filters.sort())
    assert.deepEqual(Object.keys(ORDER_KEYS[kind as keyof typeof ORDER_KEYS]).sort(), names(`${type}OrderField`).sort())
  }
})
