import assert from 'node:assert/strict'
import { globSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { Json } from '../../src/model/index.ts'
import { openGraph, readJson } from '../support/graph.ts'

/* The operations in test/queries, run over Labelbox's samples, give the JSON files beside them. */

const QUERIES = fileURLToPath(new URL('../queries/', import.meta.url))
const SAMPLES = fileURLToPath(new URL('../fixtures/samples/', import.meta.url))

let graph: Awaited<ReturnType<typeof openGraph>>

before(async () => {
  graph = await openGraph([`${SAMPLES}dicom-v2.json`, `${SAMPLES}dicom-v1.json`])
})
after(() => graph.close())

for (const file of globSync(`${QUERIES}*.graphql`).sort()) {
  const name = basename(file, '.graphql')
  test(name, async () => {
    const { variables, data } = await readJson<{ variables: Record<string, unknown>; data: Json }>(
      `${QUERIES}${name}.json`,
    )
    assert.deepEqual(withoutCursors(await graph.ask(await readFile(file, 'utf8'), variables)), data)
  })
}

test('there are operations', () => {
  assert.ok(globSync(`${QUERIES}*.graphql`).length >= 7)
})

/** Cursors are nobody's to read: only whether there is one counts. */
function withoutCursors(value: Json): Json {
  return JSON.parse(JSON.stringify(value, (key, member) => (isCursor(key) && member !== null ? '(opaque)' : member)))
}

const isCursor = (key: string) => key === 'cursor' || key === 'startCursor' || key === 'endCursor'
