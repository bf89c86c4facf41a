import assert from 'node:assert/strict'
import { ask } from './ask.ts'
import type { PullScene } from './pull-scene.ts'
import { serveCli } from './spawn-cli.ts'

interface Answered {
  readonly groups: number
  readonly masks: number
}

interface GroupNode {
  readonly remote: boolean
  readonly frameCount: number | null
  readonly frames: { readonly totalCount: number; readonly nodes: readonly { readonly number: number }[] } | null
}

interface AnnotationNode {
  readonly __typename: string
  readonly label: { readonly project: { readonly id: string } }
  readonly mask: Readonly<Record<string, unknown>> & { readonly url: string; readonly area: number }
}

const EVERYTHING = `{
  labels(first: 1000) { nodes { groups { remote frameCount frames(first: 1000) { totalCount nodes { number } } } } }
  annotations(first: 1000) { totalCount nodes { __typename ... on MaskAnnotation { mask {
    url contentType byteLength width height area boundingBox { width } centroid { x } rle { size counts } png
  } } } }
}`

/** Asks a gateway on the pulled store for all frames and masks. Fails when anything is missing. */
export async function askEverything(scene: PullScene): Promise<Answered> {
  return withGateway(scene, async url => {
    const { labels, annotations } = await ask<{
      labels: { nodes: { groups: GroupNode[] }[] }
      annotations: { totalCount: number; nodes: AnnotationNode[] }
    }>(url, EVERYTHING)
    const groups = labels.nodes.flatMap(label => label.groups)
    for (const { remote, frameCount, frames } of groups) {
      assert.equal(remote, false)
      assert.equal(frameCount, frames?.nodes.length)
      assert.equal(frameCount, frames?.totalCount)
    }
    assert.equal(annotations.nodes.length, annotations.totalCount)
    const masks = annotations.nodes.filter(({ __typename }) => __typename === 'MaskAnnotation').map(({ mask }) => mask)
    for (const { url: _, area, ...measures } of masks) {
      assert.ok(area > 0)
      for (const measure of Object.values(measures)) assert.notEqual(measure, null)
    }
    for (const mask of masks) {
      const response = await fetch(new URL(mask.url, url))
      assert.deepEqual([response.status, response.headers.get('content-type')], [200, 'image/png'])
      await response.bytes()
    }
    return { groups: groups.length, masks: masks.length }
  })
}

/** The projects that have masks, known to be measured or not. */
export const projectsWithMasks = async (scene: PullScene) => [...(await masksByProject(scene, '{}')).keys()]

/** How many masks of each project the store can tell the area of. */
export const measuredByProject = (scene: PullScene) => masksByProject(scene, '{ area: { isNull: false } }')

/** Asks for nothing that would be fetched. */
function masksByProject(scene: PullScene, filter: string): Promise<Map<string, number>> {
  return withGateway(scene, async url => {
    const query = `{ annotations(first: 1000, filter: ${filter}) { nodes { __typename label { project { id } } } } }`
    const { annotations } = await ask<{ annotations: { nodes: AnnotationNode[] } }>(url, query)
    const masks = annotations.nodes.filter(({ __typename }) => __typename === 'MaskAnnotation')
    const byProject = Map.groupBy(masks, ({ label }) => label.project.id)
    return new Map([...byProject].map(([id, own]) => [id, own.length]))
  })
}

/** All frames and masks in one operation cost more than the default limit. */
async function withGateway<T>({ folder, env }: PullScene, work: (url: string) => Promise<T>): Promise<T> {
  const unlimited = { ...env, SLICEGRAPH_MAX_COST: '1000000000' }
  const gateway = await serveCli(['serve', '--port', '0', '--quiet'], { folder, env: unlimited })
  try {
    return await work(gateway.url)
  } finally {
    await gateway.stop('SIGTERM')
  }
}
