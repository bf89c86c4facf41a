import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import * as fc from 'fast-check'
import { storedOnly } from '../../src/ingest/index.ts'
import { createLoaders } from '../../src/loaders/index.ts'
import { fileName } from '../../src/rows/coco/file-name.ts'
import { countUnmeasured, planLabels, writeCoco } from '../../src/rows/index.ts'
import { createSchema } from '../../src/server/schema.ts'
import { EVERYTHING } from '../../src/store/index.ts'
import { arbitraryExport } from '../support/arbitrary-export.ts'
import { openGraph } from '../support/graph.ts'
import { openLazy } from '../support/lazy.ts'
import { fileContents, graphContents } from './coco-graph.ts'
import { pixelsOf, readCoco } from './coco-reader.ts'

const schema = createSchema()
type Graph = Awaited<ReturnType<typeof openGraph>>

async function cocoOf(graph: Graph, filter?: object) {
  const plan = planLabels(schema, filter ? { filter: JSON.stringify(filter) } : {}, null)
  const { lazy, close } = await openLazy(graph.store, graph.folder.file('media-coco'))
  try {
    const openContext = async () => {
      const reader = await graph.store.openSnapshot({ scope: EVERYTHING })
      return { ...(await graph.context()), loaders: createLoaders(reader, storedOnly(lazy)) }
    }
    const { parts, counts } = writeCoco(plan, openContext)
    let text = ''
    for await (const { bytes } of parts) text += bytes
    const file = readCoco(text)
    for (const list of ['images', 'categories', 'annotations', 'polylines', 'points'] as const)
      assert.equal(counts[list], file[list].length)
    assert.equal(file.info.unmeasured_masks, await countUnmeasured(plan, await openContext()))
    return file
  } finally {
    await close()
  }
}

const askOf = (graph: Graph) => async (query: string, variables: Record<string, unknown>) =>
  JSON.parse(JSON.stringify((await graph.execute(query, variables)).data))

suite('COCO', () => {
  test('holds the annotations of the graph over generated exports, all and of some labels', async () => {
    const property = fc.asyncProperty(arbitraryExport({ unique: true }), async records => {
      await using graph = await openGraph([])
      await graph.loadRecords(records)
      assert.deepEqual(fileContents(await cocoOf(graph)), await graphContents(askOf(graph)))
      const filter = { or: [{ skipped: { eq: false } }, { annotation: { annotationKind: { contains: 'oly' } } }] }
      assert.deepEqual(fileContents(await cocoOf(graph, filter)), await graphContents(askOf(graph), filter))
    })
    await fc.assert(property, { numRuns: 6, endOnFailure: true })
  })

  test('images are in the order of rows, planes and frames', async () => {
    const property = fc.asyncProperty(arbitraryExport({ unique: true }), async records => {
      await using graph = await openGraph([])
      await graph.loadRecords(records)
      const { images } = await cocoOf(graph)
      const keys = images.map(image => [image.data_row_id, image.plane ?? '', image.frame ?? -1] as const)
      const sorted = keys.toSorted((one, other) => {
        for (const [index, part] of one.entries()) {
          const next = other[index] as typeof part
          if (part !== next) return part < next ? -1 : 1
        }
        return 0
      })
      assert.deepEqual(keys, sorted)
    })
    await fc.assert(property, { numRuns: 3, endOnFailure: true })
  })

  test('a store without labels gives a file without images', async () => {
    await using graph = await openGraph([])
    await graph.loadRecords(['{"data_row":{"id":"row"}}'])
    const { images, annotations, categories } = await cocoOf(graph)
    assert.deepEqual([images, annotations, categories], [[], [], []])
  })

  test('only a filter is taken', () => {
    for (const parameters of [
      { columns: 'id' },
      { first: '1' },
      { orderBy: '[]' },
      { filter: '{"x":1}' },
      { filter: 'x' },
    ])
      assert.throws(() => planLabels(schema, parameters, null))
  })

  test('names of files never lead out of their folder', () => {
    assert.equal(fileName('row', { groupName: 'Axial', frameNumber: 6 }), 'row/Axial/000006')
    assert.equal(fileName('row', { groupName: null, frameNumber: null }), 'row')
    assert.equal(fileName('..', { groupName: 'a/b', frameNumber: 1_234_567 }), '%2E%2E/a%2Fb/1234567')
    assert.equal(fileName('a\\b:c', { groupName: '.', frameNumber: null }), 'a%5Cb%3Ac/%2E')
    assert.equal(fileName('\ud800', { groupName: null, frameNumber: 0 }), '%EF%BF%BD/000000')
  })

  test('the reader decodes the example of the COCO API', () => {
    // A square of 2 × 2 pixels at (1, 1) in 4 × 4: 5 out, 2 in, 2 out, 2 in, 5 out.
    assert.deepEqual([...pixelsOf({ size: [4, 4], counts: '52203' })], [0, 0, 0, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 0, 0, 0])
  })
})
