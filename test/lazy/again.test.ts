import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createLazyReads, type PullFailure, pull } from '../../src/ingest/index.ts'
import { openMediaCache } from '../../src/media/index.ts'
import { EVERYTHING } from '../../src/store/index.ts'
import { openUpstream } from '../../src/upstream/index.ts'
import { colorOf, compositeOf } from './drawn.ts'
import { compositeUrl, framesLine, ownUrl, v1Record, v2Row } from './exports.ts'
import { openServedScene } from './lazy-graph.ts'

/* Redrawn in Labelbox under exports that do not say when: only fetching again brings the new frames and masks. */

const QUERY = `{
  v1: label(id: "v1") { group(name: "Axial") { frameCount
    frames { nodes { number annotations { featureId ... on MaskAnnotation { mask { area } } } } } } }
  v2: label(id: "v2") { group(name: "Axial") { frame(number: 1) { annotations {
    featureId ... on MaskAnnotation { mask { area } } } } } }
  annotations { totalCount } large: annotations(filter: { area: { gt: 40 } }) { totalCount }
}`

test('pull with `again` replaces frames, masks and composites, in answers and in filters', async () => {
  await using scene = await openServedScene()
  const { drawn, origin, graph } = scene

  function draw(frames: readonly number[], area: number): void {
    const line = (number: number) =>
      framesLine(number, { [`m${number}`]: `${origin}/masks/feature/m${number}/${number}` })
    drawn.frames.set('v1/axial', frames.map(line))
    for (const number of frames) drawn.areas.set(`m${number}/${number}`, area)
    drawn.areas.set('own/1', area)
    drawn.composites.set('all/1', compositeOf([{ color: colorOf(1), area }]))
  }

  const answer = (frames: readonly number[], area: number) => ({
    v1: {
      group: {
        frameCount: frames.length,
        frames: {
          nodes: frames.map(number => ({
            number,
            annotations: [{ featureId: `box${number}` }, { featureId: `m${number}`, mask: { area } }],
          })),
        },
      },
    },
    v2: {
      group: {
        frame: {
          annotations: [
            { featureId: 'own', mask: { area } },
            { featureId: 'shared', mask: { area } },
          ],
        },
      },
    },
    annotations: { totalCount: 2 * frames.length + 2 },
    large: { totalCount: area > 40 ? frames.length + 2 : 0 },
  })

  async function pullAgain(again: boolean) {
    const media = await openMediaCache(scene.files.mediaFolder)
    const upstream = openUpstream({ key: scene.emulator.key, origins: [origin] })
    const lazy = createLazyReads({ store: graph.store, upstream, media })
    const failures: PullFailure[] = []
    const onFailures = (more: readonly PullFailure[]) => void failures.push(...more)
    const wanted = { frames: true, masks: true, again, scope: EVERYTHING }
    const summary = await pull({ store: graph.store, lazy, ...wanted, onFailures })
    await upstream.close()
    await media.close()
    return { ...summary, failures }
  }

  const composite = { url: compositeUrl(origin, 'all', 1), color: colorOf(1) }
  draw([1, 2], 10)
  await scene.reload(
    v1Record({ id: 'v1', origin, updatedAt: null }),
    v2Row({
      id: 'v2',
      contentUpdatedAt: null,
      masks: [
        { frame: 1, featureId: 'own', url: ownUrl(origin, 'own', 1) },
        { frame: 1, featureId: 'shared', composite },
      ],
    }),
  )
  await pullAgain(false)
  assert.deepEqual(await graph.ask(QUERY), answer([1, 2], 10))

  draw([2, 5, 6], 50)
  assert.deepEqual(await pullAgain(false), { frames: 0, masks: 0, failures: [], stopped: false })
  assert.deepEqual(await graph.ask(QUERY), answer([1, 2], 10))
  // Once more, since chunks that were replaced are kept until the next time; and with nothing changed.
  for (const [frames, area] of [
    [[2, 5, 6], 50],
    [[7], 60],
    [[7], 60],
    [[], 61],
  ] as const) {
    draw(frames, area)
    assert.deepEqual(await pullAgain(true), { frames: 1, masks: frames.length + 2, failures: [], stopped: false })
    scene.requests()
    assert.deepEqual(await graph.ask(QUERY), answer(frames, area))
    assert.equal(scene.requests(), 0)
  }
})
