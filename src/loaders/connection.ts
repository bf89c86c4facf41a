/** A page of a list. Each part is read only if the query selects it. */
export interface Connection<Node> {
  edges(): Promise<readonly Edge<Node>[]>
  /** A node that cannot be read does not affect the others. */
  nodes(): Promise<readonly (Node | Promise<Node>)[]>
  readonly pageInfo: PageInfo
  totalCount(): Promise<number>
}

interface Edge<Node> {
  readonly cursor: string
  node(): Node | Promise<Node>
}

export interface PageInfo {
  hasNextPage(): Promise<boolean>
  hasPreviousPage(): Promise<boolean>
  startCursor(): Promise<string | null>
  endCursor(): Promise<string | null>
}
