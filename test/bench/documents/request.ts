/** Things of the served store, for documents to ask about. */
export interface Known {
  readonly dataRows: readonly [string, ...string[]]
  readonly globalKeys: readonly [string, ...string[]]
  readonly labels: readonly [string, ...string[]]
  readonly projects: readonly [string, ...string[]]
}

/** A request body and the class of documents that it belongs to. */
export interface DocumentRequest {
  readonly name: string
  readonly body: string
}

export const request = (name: string, query: string, variables: object = {}): DocumentRequest => ({
  name,
  body: JSON.stringify({ query, variables }),
})

/** So many copies, each with its number. */
export const repeat = (count: number, each: (i: number) => string, between = ' ') =>
  Array.from({ length: count }, (_, i) => each(i)).join(between)

/** Every combination of one value from each list. */
export function combine<A, B>(a: readonly A[], b: readonly B[]): [A, B][] {
  return a.flatMap(first => b.map((second): [A, B] => [first, second]))
}

export const LISTS = ['dataRows', 'dataRowProjects', 'labels', 'annotations', 'workflowEvents'] as const
export type ListField = (typeof LISTS)[number]

/** A page of a list. */
export const page = (list: string, first: number, selection: string, more = '') =>
  `${list}(first: ${first}${more}) { nodes { ${selection} } }`
