import assert from 'node:assert/strict'
import { colorOf, compositeOf } from './drawn.ts'
import { compositeUrl, ownUrl, type V2Mask, v2Row } from './exports.ts'
import type { Scene } from './lazy-graph.ts'

/* Masks whose areas and requests are counted. */

export const range = (count: number) => Array.from({ length: count }, (_, index) => index)

/** Fails unless the upstream was asked so often, and for nothing twice. */
export function expectRequests({ emulator, requests }: Scene, expected: number): void {
  const twice = [...emulator.counts].filter(([, count]) => count > 1)
  assert.deepEqual(twice, [])
  assert.equal(requests(), expected)
}

export const AREA =
  'id featureId ... on MaskAnnotation { mask { area byteLength width boundingBox { width } rle { size } } }'

export interface Measured {
  readonly featureId: string
  readonly mask: { readonly area: number; readonly width: number }
}

/** All annotations of an answer, wherever they stand. */
export function measuredIn(data: unknown): Measured[] {
  const found: Measured[] = []
  JSON.stringify(data, (_, value) => {
    if (value && typeof value === 'object' && 'mask' in value) found.push(value as Measured)
    return value
  })
  return found
}

/** An area for each of a thing's number; not all the same. */
export const areaOf = (number: number) => 1 + ((number * 7) % 2000)

/** By the number at the end of its feature id. */
export function expectAreas(found: readonly Measured[], count: number, area = areaOf): void {
  assert.equal(found.length, count)
  for (const { featureId, mask } of found) {
    assert.equal(mask.area, area(Number(featureId.replace('feature', ''))), featureId)
    assert.equal(mask.width, 64)
  }
}

export async function loadMasks(scene: Scene, masks: readonly V2Mask[]): Promise<void> {
  await using graph = await scene.open()
  const { rejected } = await scene.load(graph.store, [v2Row({ id: 'label1', masks })])
  assert.equal(rejected, 0)
}

export const areaIn300 = (i: number) => 1 + (i % 13)

/** So many objects in frame 7, all in one composite; each has its own image too. */
export function ofOneComposite({ drawn, origin }: Scene, count: number): V2Mask[] {
  const url = compositeUrl(origin, 'composite1', 7)
  const shown = range(count).map(i => ({ color: colorOf(i), area: areaIn300(i) }))
  drawn.composites.set('composite1/7', compositeOf(shown))
  return range(count).map(i => {
    const featureId = `feature${i}`
    drawn.areas.set(`${featureId}/7`, areaIn300(i))
    return { frame: 7, featureId, url: ownUrl(origin, featureId, 7), composite: { url, color: colorOf(i) } }
  })
}
