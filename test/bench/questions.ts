import { OPERATIONS, type OperationName, readOperation } from './operations.ts'

/** Request bodies of one operation, each with other variables, and how large their answers are. */
export interface Questions {
  readonly name: OperationName
  readonly bodies: readonly string[]
  /** The middle one's, in bytes. */
  readonly answerBytes: number
}

/** So many that no answer of one is likely to serve the next, so few that they are quickly found out. */
const VARIANTS = 100
const PERIOD = { from: '2023-09-01', to: '2024-11-01' }

/** Questions about what the served store holds. Each has been answered once, and with something. */
export async function askOperations(url: string): Promise<Questions[]> {
  const rows = await listPages(url, 'dataRows')
  const labels = await listPages(url, 'labels')
  const variables: Readonly<Record<OperationName, readonly object[]>> = {
    list: pick(rows.cursors.slice(0, Math.floor(rows.cursors.length * 0.8))).map(after => ({ after })),
    deep: pick(labels.ids).map(label => ({ label })),
    filter: pick(await people(url)).map(createdBy => ({ createdBy, ...PERIOD })),
    aggregate: [{}],
    'far-page': rows.cursors
      .slice(Math.floor(rows.cursors.length * 0.9))
      .slice(0, VARIANTS)
      .map(after => ({ after })),
  }
  return Promise.all(OPERATIONS.map(name => askAll(url, name, variables[name])))
}

async function askAll(url: string, name: OperationName, variables: readonly object[]): Promise<Questions> {
  const query = await readOperation(name)
  const bodies = variables.map(each => JSON.stringify({ query, variables: each }))
  const sizes: number[] = []
  for (const body of bodies) sizes.push((await post(url, body)).length)
  return { name, bodies, answerBytes: sizes.sort((a, b) => a - b)[Math.floor(sizes.length / 2)] ?? 0 }
}

interface Listed {
  readonly ids: readonly string[]
  readonly cursors: readonly string[]
}

async function listPages(url: string, list: 'dataRows' | 'labels'): Promise<Listed> {
  const query = `query($after: String) {
    ${list}(first: 1000, after: $after) { edges { cursor node { id } } pageInfo { hasNextPage endCursor } }
  }`
  const edges: { cursor: string; node: { id: string } }[] = []
  for (let after: string | null = null; ; ) {
    const answer: string = await post(url, JSON.stringify({ query, variables: { after } }))
    const page = JSON.parse(answer).data[list]
    edges.push(...page.edges)
    if (!page.pageInfo.hasNextPage) break
    after = page.pageInfo.endCursor
  }
  return { ids: edges.map(edge => edge.node.id), cursors: edges.map(edge => edge.cursor) }
}

async function people(url: string): Promise<string[]> {
  const answer = await post(url, JSON.stringify({ query: '{ labelStats(groupBy: [CREATED_BY]) { createdBy } }' }))
  return JSON.parse(answer).data.labelStats.map(({ createdBy }: { createdBy: string }) => createdBy)
}

/** Evenly spread over the list. */
function pick<T>(list: readonly T[]): T[] {
  const step = Math.max(1, list.length / VARIANTS)
  return Array.from({ length: Math.min(VARIANTS, list.length) }, (_, i) => list[Math.floor(i * step)] as T)
}

async function post(url: string, body: string): Promise<string> {
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
  const text = await response.text()
  if (response.status !== 200 || text.includes('"errors"'))
    throw new Error(`The gateway refused: ${text.slice(0, 500)}`)
  return text
}
