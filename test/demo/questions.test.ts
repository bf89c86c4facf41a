import assert from 'node:assert/strict'
import { globSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { openDemoUpstream, writeDemoExport } from '../../src/demo/index.ts'
import type { Json } from '../../src/model/index.ts'
import { openGraph, readJson } from '../support/graph.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

/* Questions that people ask of annotated volumes: each is one operation, whose answer over the demo is beside it. */

const QUESTIONS = fileURLToPath(new URL('../queries/questions/', import.meta.url))
const names = globSync(`${QUESTIONS}*.graphql`).map(file => basename(file, '.graphql'))

let graph: Awaited<ReturnType<typeof openGraph>>
let upstream: Awaited<ReturnType<typeof openDemoUpstream>>
let folder: Awaited<ReturnType<typeof temporaryFolder>>

before(async () => {
  upstream = await openDemoUpstream()
  folder = await temporaryFolder()
  await writeDemoExport(folder.path, { origin: upstream.origin })
  // The demo has no record that is rejected.
  await writeFile(folder.file('broken.ndjson'), '{"data_row":{}}\nno JSON\n')
  graph = await openGraph([folder.path], { upstream: { key: upstream.key, origins: [upstream.origin] } })
})
after(async () => {
  await graph.close()
  await upstream.close()
  await folder[Symbol.asyncDispose]()
})

// In the order of their names: what one fetches, later ones find fetched.
for (const name of names.sort())
  test(name, async () => {
    const { variables, data } = await readJson<{ variables: Record<string, unknown>; data: Json }>(
      `${QUESTIONS}${name}.json`,
    )
    const answer = await graph.ask(await readFile(`${QUESTIONS}${name}.graphql`, 'utf8'), variables)
    assert.deepEqual(withoutAges(answer), data)
  })

/** The time since something happened is another one each time: only whether there is one counts. */
function withoutAges(value: Json): Json {
  return JSON.parse(
    JSON.stringify(value, (key, member) => (key === 'secondsInTask' ? { ...member, median: '(age)' } : member)),
  )
}
