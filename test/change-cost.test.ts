import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { addErrorCode, addField, addKind } from './change-cost/changes.ts'
import { openScratch } from './change-cost/scratch.ts'
import { table } from './docs/documents.ts'

/** How many files a change touches by hand, as the documentation has it. */
function told(change: string): number {
  const row = table('docs/architecture.md', 'What a change touches').find(([name]) => name === change)
  return Number(row?.at(-1))
}

suite('a change in a scratch copy', () => {
  let scratch: Awaited<ReturnType<typeof openScratch>>
  before(async () => {
    scratch = await openScratch()
  })
  after(() => scratch[Symbol.asyncDispose]())

  test('an annotation kind touches the files that the documentation counts', async () => {
    const files = await scratch.change(addKind)
    assert.equal(files.length, told('an annotation kind'), files.join())
  })

  test('a field that can be filtered touches the files that the documentation counts', async () => {
    const files = await scratch.change(addField)
    assert.equal(files.length, told('a field that can be filtered or sorted'), files.join())
  })

  test('an error code touches the files that the documentation counts', async () => {
    const files = await scratch.change(addErrorCode)
    assert.equal(files.length, told('an error code'), files.join())
  })

  test('npm run check passes after the changes', async () => {
    await scratch.run('codegen')
    await scratch.run('check')
  })

  test('the kind is loaded, measured and answered', async () => {
    const query = `{
      annotations(filter: { area: { gt: 12 } }) {
        nodes { __typename annotationKind ... on CircleAnnotation { boundingBox { left top } radius area center { x y } } }
      }
    }`
    const { annotations } = (await scratch.evaluate(`
      import { openGraph } from './test/support/graph.ts'
      await using graph = await openGraph(['test/fixtures/circle.ndjson'])
      console.log(JSON.stringify(await graph.ask(${JSON.stringify(query)})))
    `)) as { annotations: { nodes: object[] } }
    assert.deepEqual(annotations.nodes, [
      {
        __typename: 'CircleAnnotation',
        annotationKind: 'DICOMCircle',
        boundingBox: { left: 8, top: 18 },
        radius: 2,
        area: 4 * Math.PI,
        center: { x: 10, y: 20 },
      },
    ])
  })

  test('the field is filtered and sorted by, in a new store and in one of a released version', async () => {
    const query = `{
      some: labels(filter: { secondsToLabel: { gt: 80 } }, orderBy: [{ field: SECONDS_TO_LABEL }]) { nodes { secondsToLabel } }
      none: labels(filter: { secondsToLabel: { gt: 90 } }) { totalCount }
    }`
    const answer = await scratch.evaluate(`
      import { openGraph } from './test/support/graph.ts'
      await using graph = await openGraph(['test/fixtures/slow-label.ndjson'])
      console.log(JSON.stringify(await graph.ask(${JSON.stringify(query)})))
    `)
    assert.deepEqual(answer, { some: { nodes: [{ secondsToLabel: 90 }] }, none: { totalCount: 0 } })
    const released = (await scratch.evaluate(`
      import { readFile, writeFile } from 'node:fs/promises'
      import { zstdDecompressSync } from 'node:zlib'
      import { openGraph } from './test/support/graph.ts'
      await writeFile('released.sqlite', zstdDecompressSync(await readFile('test/fixtures/released/store-2.sqlite.zst')))
      await using graph = await openGraph([], { storePath: 'released.sqlite' })
      const { labels } = await graph.ask('{ labels(first: 1000) { nodes { secondsToLabel } } }')
      const { slow } = await graph.ask('{ slow: labels(filter: { secondsToLabel: { gt: 200 } }) { totalCount } }')
      const times = labels.nodes.map(label => label.secondsToLabel)
      console.log(JSON.stringify({ slow: slow.totalCount, read: times.filter(time => time > 200).length }))
    `)) as { slow: number; read: number }
    assert.ok(released.slow > 0)
    assert.equal(released.slow, released.read)
  })

  test('the error code has its status, exit code and retries', async () => {
    const traits = await scratch.evaluate(`
      import { SlicegraphError } from './src/errors.ts'
      console.log(JSON.stringify(new SlicegraphError('QUOTA_EXCEEDED', 'The quota is used up.').traits))
    `)
    assert.deepEqual(traits, { status: 507, exit: 5, retry: 'later' })
  })
})
