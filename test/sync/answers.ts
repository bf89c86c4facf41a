import { readFile } from 'node:fs/promises'
import type { Graph } from './account.ts'

const EVERYTHING = await readFile(new URL('../samples/everything.graphql', import.meta.url), 'utf8')

const STATS = `{
  projects(first: 100) { nodes { id name dataRows { totalCount } labels { totalCount } } }
  labels(first: 1000) { totalCount nodes { id raw } }
  dataRows(first: 1000) { nodes { id raw } }
  labelStats(groupBy: [PROJECT]) { project { id } labelCount secondsToCreate { count sum } }
  annotationStats(groupBy: [GROUP, NAME]) { group name annotationCount frameCount }
}`

interface Page {
  readonly dataRows: {
    readonly nodes: readonly { readonly id: string }[]
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
  }
}

/** The answers of the graph about everything but its exports. */
export async function answersOf(graph: Graph): Promise<object> {
  const dataRows: unknown[] = []
  for (let after: string | null = null; ; ) {
    const page: Page = (await graph.ask(EVERYTHING, { first: 20, after })) as unknown as Page
    dataRows.push(...page.dataRows.nodes)
    after = page.dataRows.pageInfo.endCursor
    if (!page.dataRows.pageInfo.hasNextPage) break
  }
  return { dataRows, stats: await graph.ask(STATS) }
}

/** The ids of all data rows, in the graph's order. */
export async function idsIn(graph: Graph): Promise<string[]> {
  const { dataRows } = (await graph.ask('{ dataRows(first: 1000) { nodes { id } } }')) as unknown as Page
  return dataRows.nodes.map(({ id }) => id)
}

/** The value of the only field of a query with errors, and the codes of the errors. */
export async function codesOf(graph: Graph, query: string): Promise<unknown[]> {
  const { data, errors = [] } = await graph.execute(query)
  const [value] = Object.values(data ?? {})
  return [value, ...errors.map(({ originalError }) => (originalError as { code?: string } | undefined)?.code)]
}
