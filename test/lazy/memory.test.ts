import assert from 'node:assert/strict'
import { test } from 'node:test'
import { demoExport, openDemoUpstream } from '../../src/demo/index.ts'
import { openGraph } from '../support/graph.ts'

const FETCHED = `{ dataRows { nodes { labels {
  groups { frames(first: 1) { totalCount } }
  annotations(first: 6, filter: { annotationKind: { contains: "Mask" } }) {
    nodes { ... on MaskAnnotation { mask { area } } }
  }
} } } }`

test('frames and masks that are fetched give back their share of the memory for bodies, those that fail too', async () => {
  const demo = await openDemoUpstream()
  try {
    // One body at a time: with one that is not given back, no other would ever be fetched.
    const upstream = { key: demo.key, origins: [demo.origin], limits: { bufferedBytes: 1, retries: 0 } }
    await using graph = await openGraph([], { upstream })
    const rows = [...demoExport({ dataRows: 1, v1Records: 2, origin: demo.origin })]
    const broken = JSON.stringify(rows.at(-1))
      .replaceAll(demo.origin, `${demo.origin}/nowhere`)
      .replaceAll('ID":"', 'ID":"broken-')
    await graph.loadRecords([...rows, broken])
    const { data, errors = [] } = await graph.execute(FETCHED)
    assert.match(JSON.stringify(data), /"area":[1-9]/)
    const codes = errors.map(({ originalError }) => (originalError as { code?: string }).code)
    assert.deepEqual([...new Set(codes)], ['UPSTREAM_NOT_FOUND'])
  } finally {
    await demo.close()
  }
})
