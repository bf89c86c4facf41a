import { type Figure, median } from './figure.ts'
import { post } from './questions.ts'
import { serveStore } from './ready.ts'
import type { BenchSetting } from './setting.ts'

const PAGE = 50
const PAGES = 200
const GOAL = 1.5

const BOX = 'boundingBox { left top width height }'
/** The fields of a row, as a page that shows them asks for them. */
const LISTS = {
  features: `id name annotationKind firstFrame lastFrame frameCount ${BOX} area { count sum } length { count sum mean }`,
  // The box of a mask would be fetched.
  annotations: `id name annotationKind keyFrame ... on PolylineAnnotation { length ${BOX} } ... on PolygonAnnotation { area ${BOX} }`,
} as const

type List = keyof typeof LISTS

/** A page of features beside a page of annotations, by turns: pages all over both lists, none of which was read before. */
export async function measureFeatures(setting: BenchSetting, storePath: string): Promise<Figure[]> {
  await using gateway = await serveStore(storePath)
  const url = /http:\S+/.exec(gateway.line)?.[0] ?? ''
  setting.progress(`${PAGES} pages of features and of annotations, by turns`)
  const cursors = { features: await cursorsOf(url, 'features'), annotations: await cursorsOf(url, 'annotations') }
  const times = { features: [] as number[], annotations: [] as number[] }
  for (let page = 0; page < PAGES; page++)
    for (const list of ['features', 'annotations'] as const) {
      const query = `query($after: String) { ${list}(first: ${PAGE}, after: $after) { nodes { ${LISTS[list]} } } }`
      const body = JSON.stringify({ query, variables: { after: cursors[list][page] } })
      const started = performance.now()
      await post(url, body)
      times[list].push(performance.now() - started)
    }
  const [ofFeatures, ofAnnotations] = [median(times.features), median(times.annotations)]
  return [
    {
      name: `page of ${PAGE} features / of ${PAGE} annotations`,
      measured: ofFeatures / ofAnnotations,
      unit: '',
      target: GOAL,
      better: 'less',
      anchor: `${ofAnnotations.toFixed(2)} ms`,
      note: `${ofFeatures.toFixed(2)} ms, medians of ${PAGES}`,
    },
  ]
}

/** Where pages begin, which lie next to each other. */
async function cursorsOf(url: string, list: List): Promise<readonly string[]> {
  const cursors: string[] = []
  let after: string | null = null
  while (cursors.length < PAGES) {
    const query = `query($after: String) { ${list}(first: 1000, after: $after) { edges { cursor } } }`
    const answer = await post(url, JSON.stringify({ query, variables: { after } }))
    const { edges } = (JSON.parse(answer) as { data: Record<List, { edges: { cursor: string }[] }> }).data[list]
    if (edges.length === 0) throw new Error(`The store has too few ${list} for ${PAGES} pages.`)
    for (let at = PAGE - 1; at < edges.length; at += PAGE) cursors.push(edges[at]?.cursor ?? '')
    after = edges.at(-1)?.cursor ?? null
  }
  return cursors
}
