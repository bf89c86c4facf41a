import { type Figure, median } from './figure.ts'
import { LONG_LABEL, rowId, SHORT_LABEL } from './many-rows.ts'
import { loadManyRows } from './many-rows-store.ts'
import { post } from './questions.ts'
import { serveStore } from './ready.ts'
import type { BenchSetting } from './setting.ts'

const SMALL_ROWS = 10_000
const GOAL = 1.5
const READS = 300

const PAGE = `query($first: Int, $last: Int, $after: String, $since: DateTime!) {
  dataRows(first: $first, last: $last, after: $after, filter: { createdAt: { gte: $since } }) {
    nodes { id globalKey externalId createdAt } pageInfo { endCursor }
  }
}`
const POINT = 'query($id: ID!) { dataRow(id: $id) { id globalKey externalId createdAt } }'
const FRAMES = `query($id: ID!, $to: Int!) {
  label(id: $id) { group(name: "axial") { frames(first: 20, range: { from: 100, to: $to }) { nodes { number annotations { id name } } } } }
}`

/** Body of the nth read. */
type Read = (n: number) => string
type Reads = Readonly<Record<'first' | 'middle' | 'last' | 'point', Read>>

/** Reads of a large store beside the same reads of a small one, by turns. Times are medians. */
export async function measureGrowth(setting: BenchSetting, manyRows: string): Promise<Figure[]> {
  await using large = await serveStore(manyRows)
  await using small = await serveStore(await loadManyRows(setting, SMALL_ROWS))
  const [largeUrl = '', smallUrl = ''] = [large, small].map(({ line }) => /http:\S+/.exec(line)?.[0])
  const [ofLarge, ofSmall] = [await readsOf(largeUrl, setting.rows), await readsOf(smallUrl, SMALL_ROWS)]
  const frames =
    (id: string): Read =>
    n =>
      JSON.stringify({ query: FRAMES, variables: { id, to: 119 + n } })
  const series = {
    ...Object.fromEntries(
      (['first', 'middle', 'last', 'point'] as const).flatMap(name => [
        [`${name} large`, [largeUrl, ofLarge[name]] as const],
        [`${name} small`, [smallUrl, ofSmall[name]] as const],
      ]),
    ),
    'frames large': [largeUrl, frames(LONG_LABEL.id)] as const,
    'frames small': [largeUrl, frames(SHORT_LABEL.id)] as const,
  }
  setting.progress(`${READS} reads of ${Object.keys(series).length} kinds, by turns`)
  const times = await timeByTurns(series)
  const count = setting.rows.toLocaleString('en-US')
  const against = (name: string, title: string) =>
    figureOf(title, times[`${name} large`] ?? NaN, times[`${name} small`] ?? NaN)
  const ends = (['first', 'middle', 'last'] as const).map(name => times[`${name} large`] ?? Number.NaN)
  return [
    ...(['first', 'middle', 'last'] as const).map(name =>
      against(name, `${name} page of ${count} rows / of ${SMALL_ROWS.toLocaleString('en-US')}`),
    ),
    figureOf(`slowest / fastest page of ${count} rows`, Math.max(...ends), Math.min(...ends)),
    against('point', `data row by id of ${count} / of ${SMALL_ROWS.toLocaleString('en-US')}`),
    against('frames', `frames 100 to 119 of ${LONG_LABEL.frames} / of ${SHORT_LABEL.frames}`),
  ]
}

const figureOf = (name: string, ms: number, anchorMs: number): Figure => ({
  name,
  measured: ms / anchorMs,
  unit: '',
  target: GOAL,
  better: 'less',
  anchor: `${anchorMs.toFixed(2)} ms`,
  note: `${ms.toFixed(2)} ms, medians of ${READS}`,
})

async function readsOf(url: string, rows: number): Promise<Reads> {
  const cursor = `query($id: ID!) { dataRows(first: 1, filter: { id: { eq: $id } }) { edges { cursor } } }`
  const body = JSON.stringify({ query: cursor, variables: { id: rowId(Math.floor(rows / 2)) } })
  const after = JSON.parse(await post(url, body)).data.dataRows.edges[0].cursor
  // Before everything, and another one for each read.
  const since = (n: number) => new Date(Date.UTC(1980, 0) + n * 1000).toISOString()
  const page = (variables: object) => (n: number) =>
    JSON.stringify({ query: PAGE, variables: { ...variables, since: since(n) } })
  return {
    first: page({ first: 50 }),
    middle: page({ first: 50, after }),
    last: page({ last: 50 }),
    point: n => JSON.stringify({ query: POINT, variables: { id: rowId((n * 7919) % rows) } }),
  }
}

/** Medians in milliseconds. */
async function timeByTurns(series: Readonly<Record<string, readonly [url: string, read: Read]>>) {
  const times = Object.fromEntries(Object.keys(series).map((name): [string, number[]] => [name, []]))
  for (let n = 0; n < READS * 1.1; n++) {
    for (const [name, [url, read]] of Object.entries(series)) {
      const started = performance.now()
      await post(url, read(n))
      // The first tenth is not counted.
      if (n >= READS * 0.1) times[name]?.push(performance.now() - started)
    }
  }
  return Object.fromEntries(Object.entries(times).map(([name, each]) => [name, median(each)]))
}
