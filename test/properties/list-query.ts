import * as fc from 'fast-check'
import { formatId } from '../../src/model/index.ts'
import type { Nodes, Page, PageRequest, StoreReader } from '../../src/store/index.ts'
import { arbitraryFilter, arbitraryOrder } from '../support/arbitrary-query.ts'
import {
  type Entities,
  type EntityKind,
  type Filters,
  matches,
  type OracleExport,
  type Orders,
  sortEntities,
} from '../support/oracle.ts'

/* Questions to the six filtered lists, the oracle's answers, and walks over the store's. */

export const KINDS = ['dataRow', 'dataRowProject', 'label', 'annotation', 'feature', 'workflowEvent'] as const

/** Of any list; the filter and the orders are those of its kind. */
export interface ListQuery {
  readonly kind: EntityKind
  readonly filter: Filters[EntityKind] | null
  readonly orderBy: readonly Orders[EntityKind][]
}

export interface PagedQuery extends ListQuery {
  readonly limit: number
  readonly backward: boolean
}

/** Questions whose values occur in the export. */
export function arbitraryListQuery(found: OracleExport, kinds: readonly EntityKind[] = KINDS): fc.Arbitrary<ListQuery> {
  const of = (kind: EntityKind): fc.Arbitrary<ListQuery> =>
    fc.record(
      {
        kind: fc.constant(kind),
        filter: fc.option(arbitraryFilter(kind, found), { freq: 4 }),
        orderBy: arbitraryOrder(kind),
      },
      { noNullPrototype: true },
    )
  return fc.oneof(...kinds.map(of))
}

export function arbitraryPagedQuery(found: OracleExport, kinds?: readonly EntityKind[]): fc.Arbitrary<PagedQuery> {
  const limit = fc.oneof({ weight: 5, arbitrary: fc.integer({ min: 1, max: 6 }) }, fc.integer({ min: 7, max: 40 }))
  return fc
    .tuple(arbitraryListQuery(found, kinds), limit, fc.boolean())
    .map(([query, limit, backward]) => ({ ...query, limit, backward }))
}

/** Everything of a kind. */
export function entitiesOf<K extends EntityKind>(found: OracleExport, kind: K): readonly Entities[K][] {
  const lists: { readonly [Kind in EntityKind]: readonly Entities[Kind][] } = {
    dataRow: found.dataRows,
    dataRowProject: found.dataRowProjects,
    label: found.labels,
    annotation: found.annotations,
    feature: found.features,
    workflowEvent: found.workflowEvents,
  }
  return lists[kind]
}

/** Entities that the query must find, in order. */
export function expectedEntities(
  found: OracleExport,
  { kind, filter, orderBy }: ListQuery,
): readonly Entities[EntityKind][] {
  const meeting = entitiesOf(found, kind).filter(entity => matches(filter, entity))
  return sortEntities(kind, meeting, orderBy)
}

export const idsOf = (entities: readonly { readonly id: string }[]): readonly string[] => entities.map(({ id }) => id)

/** The id in the graph of a node that the store lists. */
export function nodeIdOf<K extends EntityKind>(kind: K, node: Nodes[K]): string {
  const ids: { readonly [Kind in EntityKind]: (node: Nodes[Kind]) => string } = {
    dataRow: ({ id }) => id,
    dataRowProject: ({ dataRowId, projectId }) => formatId('dataRowProject', dataRowId, projectId),
    label: ({ id }) => id,
    annotation: ({ labelId, groupName, frameNumber, featureId }) =>
      formatId('annotation', ...[labelId, groupName, frameNumber, featureId].filter(part => part !== null)),
    feature: ({ labelId, groupName, featureId }) => formatId('feature', labelId, groupName, featureId),
    workflowEvent: ({ dataRowId, projectId, number }) => formatId('event', dataRowId, projectId, number),
  }
  return ids[kind](node)
}

export const pageIds = <K extends EntityKind>(kind: K, page: Page<Nodes[K]>): readonly string[] =>
  page.rows.map(({ node }) => nodeIdOf(kind, node))

/** The request of a query's next page: past a cursor in the direction of paging, or the first one. */
export function requestOf(query: PagedQuery, cursor: string | null): PageRequest<EntityKind> {
  const { filter, orderBy, limit, backward } = query
  return { filter, orderBy, limit, backward, [backward ? 'before' : 'after']: cursor }
}

/** Where the next page begins; null at the end. */
export function nextCursor({ backward }: Pick<PagedQuery, 'backward'>, page: Page<unknown>): string | null {
  if (!page.more) return null
  const edge = backward ? page.rows[0] : page.rows.at(-1)
  // A page that says there is more and shows nothing would go on for ever.
  if (!edge) throw new Error('An empty page says that more follows')
  return edge.cursor()
}

/** One page after the other to the end, each on a reader of its own choosing. */
export async function pagesOfQuery(
  readerOf: (page: number) => StoreReader | Promise<StoreReader>,
  query: PagedQuery,
): Promise<readonly (readonly string[])[]> {
  const pages: (readonly string[])[] = []
  let cursor: string | null = null
  do {
    const reader = await readerOf(pages.length)
    const page: Page<Nodes[EntityKind]> = await reader.page(query.kind, requestOf(query, cursor))
    pages.push(pageIds(query.kind, page))
    cursor = nextCursor(query, page)
  } while (cursor !== null)
  return pages
}

/** In the list's order, whichever way the pages came. */
export const joined = ({ backward }: Pick<PagedQuery, 'backward'>, pages: readonly (readonly string[])[]) =>
  (backward ? pages.toReversed() : pages).flat()
