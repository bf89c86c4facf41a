import assert from 'node:assert/strict'
import { test } from 'node:test'
import { demoExport } from '../../src/demo/index.ts'
import { openGraph } from '../support/graph.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { answersOf, copyWithFlip, outcomeOf } from './flips.ts'
import { createRandom } from './random.ts'

/* `npm run assure` does it a thousand times. */

const SEED = 20_261_129
const FLIPS = 10

test('one bit of a store that changed is never a wrong value', async () => {
  await using folder = await temporaryFolder()
  const [source, changed] = [folder.file('store.db'), folder.file('changed.db')]
  const graph = await openGraph([], { storePath: source })
  await graph.loadRecords([...demoExport({ dataRows: 2, v1Records: 0 })])
  await graph[Symbol.asyncDispose]()
  const sound = await answersOf(source)
  assert.deepEqual(
    sound.flatMap(({ codes }) => codes),
    [],
  )
  const random = createRandom(SEED)
  for (let i = 0; i < FLIPS; i++) {
    const place = await copyWithFlip(source, changed, random)
    const { kind, text } = await outcomeOf(changed, sound)
    assert.notEqual(kind, 'wrong', `${place}: ${text}`)
  }
})
