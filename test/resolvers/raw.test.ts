import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PART } from '../../src/loaders/create-loaders.ts'
import { openGraph } from '../support/graph.ts'

const ROWS = PART + 88

const records = Array.from({ length: ROWS }, (_, n) => ({
  data_row: { id: `row${n}`, unmodeled: n },
  projects: {
    project1: {
      project_details: {
        unmodeled: n,
        workflow_history: [{ action: 'Move', created_at: '2024-01-01T00:00:00.000+00:00', unmodeled: n }],
      },
      labels: [{ id: `label${n}`, unmodeled: n, annotations: { unmodeled: n } }],
    },
  },
}))

const pageOf = (raw: string) => `{ dataRows(first: 1000) { nodes {
  id globalKey ${raw} projects { taskName ${raw} } labels { createdBy ${raw} } workflowEvents { action ${raw} } } } }`

test('a list reads raw only if it is selected, in one read for every full part of the rows', async () => {
  await using graph = await openGraph([])
  await graph.loadRecords(records)
  const rawReads = () => graph.reads.filter(({ method }) => method === 'raws').map(({ keys }) => keys)

  // Rows that are not kept yet take several turns to be read, and their raw is asked for turn by turn.
  for (let time = 0; time < 2; time++) await graph.ask(pageOf(''))
  assert.deepEqual(rawReads(), [])
  const answer: unknown = await graph.ask(pageOf('raw'))
  const { nodes } = (answer as Answer).dataRows
  const full = Array(4).fill(PART)
  assert.deepEqual(rawReads().sort(), [...full, ...Array(4).fill(ROWS - PART)])

  for (const { id, raw, projects, labels, workflowEvents } of nodes) {
    const unmodeled = Number(id.slice('row'.length))
    assert.equal((raw.data_row as Raw).unmodeled, unmodeled)
    assert.deepEqual(projects, [{ taskName: null, raw: { project_details: { unmodeled } } }])
    assert.deepEqual(labels[0]?.raw, { id: `label${unmodeled}`, unmodeled, annotations: { unmodeled } })
    assert.equal(workflowEvents[0]?.raw.unmodeled, unmodeled)
  }
})

type Raw = Readonly<Record<string, unknown>>
interface HasRaw {
  readonly raw: Raw
}

interface Answer {
  readonly dataRows: {
    readonly nodes: readonly (HasRaw & {
      readonly id: string
      readonly projects: readonly HasRaw[]
      readonly labels: readonly HasRaw[]
      readonly workflowEvents: readonly HasRaw[]
    })[]
  }
}
