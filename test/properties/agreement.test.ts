import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { arbitraryExport } from '../support/arbitrary-export.ts'
import { openGraph } from '../support/graph.ts'
import { runProperty } from './run-property.ts'

const CLASSES = `name annotationKind group area otherArea dice iou meanDistance hausdorffDistance frameCount sharedFrameCount
  incomparableFrameCount matchedFeatureCount unmatchedFeatureCount otherUnmatchedFeatureCount`
const ENTRIES = `{ dataRowProjects(first: 1000) { nodes {
  project { id } labels { id skipped createdBy }
  agreement { label { id } other { id } dice classes { ${CLASSES} } answers { question agrees answers otherAnswers } }
} } }`
const STATS = `{ agreementStats(groupBy: [PROJECT, NAME, ANNOTATION_KIND, GROUP, CREATED_BY]) {
  project { id } name annotationKind group createdBy pairCount unmeasuredPairCount
  dice { count sum } iou { count sum } meanDistance { count sum } } }`

interface ClassRow {
  readonly name: string | null
  readonly annotationKind: string
  readonly group: string | null
  readonly [figure: string]: unknown
}

interface Pair {
  readonly label: { readonly id: string }
  readonly other: { readonly id: string }
  readonly dice: number | null
  readonly classes: readonly ClassRow[]
  readonly answers: readonly object[]
}

interface Entry {
  readonly project: { readonly id: string }
  readonly labels: readonly {
    readonly id: string
    readonly skipped: boolean | null
    readonly createdBy: string | null
  }[]
  readonly agreement: readonly Pair[] | null
}

const plain = (value: unknown) => JSON.parse(JSON.stringify(value ?? null))

/** Figures of the row of stats with these dimensions. */
interface Recount {
  pairCount: number
  readonly dice: number[]
  readonly iou: number[]
  readonly meanDistance: number[]
}

/** Without classes whose masks cannot be fetched here, whose rows are left out. */
function recount(entries: readonly Entry[]) {
  const rows = new Map<string, Recount>()
  for (const { project, labels, agreement } of entries)
    for (const { label, other, classes } of agreement ?? []) {
      const readers = new Set([label, other].map(({ id }) => labels.find(each => each.id === id)?.createdBy ?? null))
      for (const reader of readers) {
        const touched = new Set<Recount>()
        const none = { name: null, annotationKind: null, group: null }
        for (const each of classes.length > 0 ? classes : [none]) {
          const key = JSON.stringify([project.id, each.name, each.annotationKind, each.group, reader])
          const row = rows.get(key) ?? { pairCount: 0, dice: [], iou: [], meanDistance: [] }
          rows.set(key, row)
          touched.add(row)
          for (const name of ['dice', 'iou', 'meanDistance'] as const) {
            const value = (each as Record<string, unknown>)[name]
            if (typeof value === 'number') row[name].push(value)
          }
        }
        for (const row of touched) row.pairCount++
      }
    }
  return rows
}

test('agreement stats are a recount of the pairs of queue entries', async () => {
  const property = fc.asyncProperty(arbitraryExport({ unique: true, rows: 5, v1Rows: 1 }), async records => {
    await using graph = await openGraph([])
    await graph.loadRecords(records)
    const entries = plain((await graph.execute(ENTRIES)).data).dataRowProjects.nodes as readonly Entry[]
    const expected = recount(entries)
    const { data, errors } = await graph.execute(STATS)
    assert.equal(errors, undefined)
    for (const row of plain(data).agreementStats) {
      const { project, name, annotationKind, group, createdBy } = row
      const found = expected.get(JSON.stringify([project.id, name, annotationKind, group, createdBy]))
      // Frames that are URLs cannot be fetched here: agreement is null, and the stats count the pair.
      if (!found) {
        assert.equal(row.pairCount, row.unmeasuredPairCount)
        continue
      }
      for (const figure of ['dice', 'iou', 'meanDistance'] as const) {
        assert.equal(row[figure].count, found[figure].length, figure)
        const sum = found[figure].reduce((all, value) => all + value, 0)
        assert.ok(Math.abs(row[figure].sum - sum) < 1e-9 * (1 + sum), figure)
      }
      assert.ok(row.pairCount >= found.pairCount)
    }
  })
  await runProperty(property, 12)
})
