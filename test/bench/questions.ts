import { OPERATIONS, type OperationName, readOperation } from './operations.ts'

/** Requests for one operation. */
export interface Questions {
  readonly name: OperationName
  /** Body of the nth request: no two have the same variables, and each asks for something that is there. */
  readonly first: (n: number) => string
  /** How many labels, rows or people the requests are about. */
  readonly subjects: number
  /** One body, to be asked again and again. */
  readonly repeated: string
}

/** Before everything in the export. Each request has a second of its own from here on. */
const SINCE = Date.UTC(1980, 0)
const UNTIL = '2024-11-01'

type Variables = Readonly<Record<string, string>>

/** Questions about the data that the gateway at this URL serves. */
export async function createQuestions(url: string): Promise<Questions[]> {
  const rows = await listPages(url, 'dataRows')
  const labels = await listPages(url, 'labels')
  const variables: Readonly<Record<OperationName, readonly Variables[]>> = {
    list: rows.cursors.slice(0, Math.floor(rows.cursors.length * 0.8)).map(after => ({ after })),
    deep: labels.ids.map(label => ({ label })),
    filter: (await people(url)).map(createdBy => ({ createdBy, until: UNTIL })),
    aggregate: [{}],
    'far-page': rows.cursors
      .slice(Math.floor(rows.cursors.length * 0.9), Math.floor(rows.cursors.length * 0.95))
      .map(after => ({ after })),
  }
  return Promise.all(OPERATIONS.map(name => questionsOf(name, variables[name])))
}

async function questionsOf(name: OperationName, variables: readonly Variables[]): Promise<Questions> {
  const query = JSON.stringify(await readOperation(name))
  const first = (n: number) => {
    const since = new Date(SINCE + n * 1000).toISOString()
    return `{"query":${query},"variables":${JSON.stringify({ ...drawn(variables, n), since })}}`
  }
  return { name, first, repeated: first(0), subjects: variables.length }
}

/** At random, and the same in each run: the nth request asks each server for the same. */
function drawn<T>(list: readonly T[], n: number): T {
  let bits = Math.imul(n + 1, 0x9e3779b1)
  bits = Math.imul(bits ^ (bits >>> 15), 0x85ebca6b)
  bits ^= bits >>> 13
  return list[(bits >>> 0) % list.length] as T
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

/** @throws Error for an answer with errors. */
export async function post(url: string, body: string): Promise<string> {
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
  const text = await response.text()
  if (response.status !== 200 || text.includes('"errors"'))
    throw new Error(`${url} answered ${response.status}: ${text.slice(0, 500)}`)
  return text
}
