import assert from 'node:assert/strict'
import { it } from 'node:test'
import { demoExport } from '../../src/demo/index.ts'
import { openGraph } from '../support/graph.ts'

const WORKLIST = `query ($first: Int!) {
  dataRows(first: $first) {
    nodes {
      id
      projects { taskName project { name } workflowEvents { action } selectedLabel { id } }
      labels {
        id
        project { name }
        dataRowProject { priority }
        groups {
          key
          objects { id }
          features { featureId segments { start end } }
          frames(first: 5) {
            totalCount
            nodes { number group { name } annotations { id featureId label { id } } }
            pageInfo { hasNextPage hasPreviousPage }
          }
        }
        annotations(first: 3) { totalCount nodes { id classifications { name } } pageInfo { hasNextPage } }
      }
    }
  }
}`

it('a page of data rows with everything in them takes as many reads for 100 rows as for 10', async () => {
  const records = [...demoExport({ dataRows: 110, v1Records: 0 })]

  async function readsFor(first: number): Promise<number> {
    // Nothing is kept in memory yet.
    await using graph = await openGraph([])
    await graph.loadRecords(records)
    const start = graph.reads()
    const answer: unknown = await graph.ask(WORKLIST, { first })
    const { nodes } = (answer as Answer).dataRows
    assert.equal(nodes.length, first)
    assert.ok(nodes.some(({ labels }) => labels.some(label => label.annotations.nodes.length > 0)))
    return graph.reads() - start
  }

  const few = await readsFor(10)
  // Chunks are read 32 at a time.
  const many = await readsFor(100)
  assert.ok(many - few <= 10, `${many - few} more reads`)
  assert.ok(few <= 14, `${few} reads`)
})

interface Answer {
  readonly dataRows: {
    readonly nodes: readonly { readonly labels: readonly { readonly annotations: { readonly nodes: unknown[] } }[] }[]
  }
}
