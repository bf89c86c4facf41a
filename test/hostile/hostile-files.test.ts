import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { createRandom } from '../safety/random.ts'
import { byteCuts } from './byte-cuts.ts'
import type { FileCase } from './file-case.ts'
import { jsonFiles } from './json-files.ts'
import { loadFiles } from './load-files.ts'
import { malformedExport } from './malformed-exports.ts'

/* Some of those of `npm run assure -- hostile-files`, other ones each time. */

const seed = Math.floor(Math.random() * 2 ** 32)
const random = createRandom(seed)

function* drawn(all: Iterable<FileCase>, share: number): Generator<FileCase, void, undefined> {
  for (const each of all) if (random() < share) yield each
}

suite(`of hostile files each record is stored or rejected, and other data stays (seed ${seed})`, () => {
  test('values that JSON allows or forbids', async () => expectSound(drawn(await jsonFiles(), 0.1)))
  test('samples cut at a byte', () => expectSound(drawn(byteCuts(), 0.003)))
  test('malformed exports', () => expectSound(Array.from({ length: 30 }, (_, n) => malformedExport(n, random))))
})

async function expectSound(cases: Iterable<FileCase>): Promise<void> {
  assert.deepEqual((await loadFiles(cases)).wrong, [])
}
