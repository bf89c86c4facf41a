import assert from 'node:assert/strict'
import { rm, truncate } from 'node:fs/promises'
import { suite, test } from 'node:test'
import * as fc from 'fast-check'
import { type MediaCache, openMediaCache } from '../../src/media/media-cache.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { keptFiles, occupiedBy } from './kept-files.ts'
import { digestOf, numberedBytes } from './numbered-bytes.ts'
import { put } from './put.ts'

const MAX_BYTES = 64 * 4096
const RUNS = 40

type Step =
  | { readonly do: 'put' | 'get'; readonly cache: number; readonly number: number }
  | { readonly do: 'reopen'; readonly cache: number }
  | { readonly do: 'cut' | 'remove'; readonly file: number }

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constantFrom('put', 'get'), cache: fc.nat(1), number: fc.nat(60) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('reopen'), cache: fc.nat(1) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('cut', 'remove'), file: fc.nat() }) },
)

suite('media cache against a model', () => {
  test('every get is right or null, what fits is never missed, and the bound holds', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 120, size: 'max' }), async steps => {
        await using folder = await temporaryFolder()
        const caches = [await open(folder.path), await open(folder.path)] as const
        const model: Model = { kept: new Map(), hasOverflown: false }
        for (const each of steps) await take(each, folder.path, caches, model)
        assert.ok((await occupiedBy(folder.path)) <= MAX_BYTES)
        for (const { cache } of caches) await cache.close()
      }),
      { numRuns: RUNS },
    )
  })
})

/** Two caches on one folder, as two processes have them. */
type Caches = readonly [SwappableCache, SwappableCache]
interface SwappableCache {
  cache: MediaCache
}

interface Model {
  /** By number; with its digest. */
  readonly kept: Map<number, string>
  /** Once more was kept than is surely left alone, anything may be gone. */
  hasOverflown: boolean
}

async function take(step: Step, folder: string, caches: Caches, model: Model): Promise<void> {
  if ('file' in step) return harm(step.do, step.file, folder, model)
  const slot = caches[step.cache === 0 ? 0 : 1]
  if (!('number' in step)) {
    await slot.cache.close()
    slot.cache = await openMediaCache(folder, MAX_BYTES)
    return
  }
  const bytes = numberedBytes(step.number)
  if (step.do === 'put') {
    assert.equal(await put(slot.cache, bytes), digestOf(bytes))
    model.kept.set(step.number, digestOf(bytes))
    if ((await occupiedBy(folder)) > MAX_BYTES * 0.75) model.hasOverflown = true
  }
  const found = await slot.cache.get(digestOf(bytes))
  if (found) assert.ok(found.equals(bytes) && model.kept.has(step.number))
  else assert.ok(!model.kept.has(step.number) || model.hasOverflown, `number ${step.number} is missed`)
}

/** As a disk, a person or another process may. */
async function harm(how: 'cut' | 'remove', file: number, folder: string, model: Model): Promise<void> {
  const files = (await keptFiles(folder)).toSorted((a, b) => a.name.localeCompare(b.name))
  const victim = files[file % files.length]
  if (!victim || (how === 'cut' && victim.size === 0)) return
  // A sweep may have removed it by now.
  if (how === 'cut') await truncate(victim.path, victim.size - 1).catch(() => {})
  else await rm(victim.path, { force: true })
  for (const [number, digest] of model.kept) if (digest === victim.name) model.kept.delete(number)
}

async function open(folder: string): Promise<SwappableCache> {
  return { cache: await openMediaCache(folder, MAX_BYTES) }
}
