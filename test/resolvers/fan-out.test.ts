import assert from 'node:assert/strict'
import { it } from 'node:test'
import { demoExport } from '../../src/demo/index.ts'
import { CHUNK_PART, PART } from '../../src/loaders/create-loaders.ts'
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

it('a page of data rows with everything in them takes as many reads for 100 rows as for 10', async context => {
  // On a clock that stands still: in each turn of the event loop the rows that were handed over are read for together.
  context.mock.method(performance, 'now', () => 0)
  const records = [...demoExport({ dataRows: 110, v1Records: 0 })]

  async function readsFor(first: number) {
    // Nothing is kept in memory yet.
    await using graph = await openGraph([])
    await graph.loadRecords(records)
    const start = graph.reads.length
    const answer: unknown = await graph.ask(WORKLIST, { first })
    const { nodes } = (answer as Answer).dataRows
    assert.equal(nodes.length, first)
    assert.ok(nodes.some(({ labels }) => labels.some(label => label.annotations.nodes.length > 0)))
    return graph.reads.slice(start)
  }

  const few = await readsFor(10)
  // More keys than are read at once take further reads, all but the last of them full.
  const many = await readsFor(100)
  assert.deepEqual(namesOfOthers(many), namesOfOthers(few))
  assert.ok(few.length <= 15, `${few.length} reads`)
})

type Reads = Awaited<ReturnType<typeof openGraph>>['reads']

/** Methods of all reads that are not full. */
const namesOfOthers = (reads: Reads) =>
  reads
    .filter(({ method, keys }) => keys !== (method === 'chunks' ? CHUNK_PART : PART))
    .map(({ method }) => method)
    .sort()

interface Answer {
  readonly dataRows: {
    readonly nodes: readonly { readonly labels: readonly { readonly annotations: { readonly nodes: unknown[] } }[] }[]
  }
}
