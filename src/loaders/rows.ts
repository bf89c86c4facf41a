import type { PromiseOrValue } from '../model/index.ts'
import {
  type FieldsRequest,
  isOfNow,
  type ListName,
  type Nodes,
  type Page,
  type PageRequest,
  type PageWindow,
  type ParentKind,
  type StatsName,
  type StatsRequest,
  type StoreReader,
} from '../store/index.ts'
import { createLoader, type Loader } from './batch.ts'
import { checkDepth } from './filter-depth.ts'
import type { Outcome } from './outcome.ts'

/** A list that is read page by page. */
export interface Rows<Row> {
  page(window: PageWindow): PromiseOrValue<Page<Row>>
  /** Number of rows on all pages. */
  count(): PromiseOrValue<number>
}

/** Filter and order of a list. */
type Query<L extends ListName> = Pick<PageRequest<L>, 'filter' | 'orderBy'>

/** Rows that are read at once: lists of several parents together. */
const PART = 2_000

/** Loaders of lists and stats. @throws SlicegraphError BAD_USER_INPUT for a filter that nests too deep. */
export function createListLoaders(reader: StoreReader, outcome?: Outcome, signal?: AbortSignal) {
  // One loader per distinct set of arguments: only lists with the same arguments can be read together.
  const batches = new Map<string, Loader<string, unknown>>()

  /** @param limit rows of each list */
  function batched<Value>(
    request: unknown,
    limit: number,
    read: (ids: readonly string[]) => Promise<readonly Value[]>,
  ): Loader<string, Value> {
    const name = JSON.stringify(request)
    const known = batches.get(name) as Loader<string, Value> | undefined
    if (known) return known
    const made = createLoader<string, Value>(read, { part: Math.ceil(PART / limit), signal })
    batches.set(name, made)
    return made
  }

  return {
    /** All rows of a list. */
    rows<L extends ListName>(list: L, query: Query<L> = {}): Rows<Nodes[L]> {
      const { orderBy } = query
      const filter = checkDepth(query.filter)
      if (list === 'exportTask' && outcome) outcome.isOfNow = true
      return {
        page: window => reader.page(list, { filter, orderBy, ...window }),
        count: () => reader.count(list, filter ?? null),
      }
    },
    /** Rows of one parent. The same list of several parents is one read. */
    rowsOf<L extends ListName>(list: L, kind: ParentKind<L>, parentId: string, query: Query<L> = {}): Rows<Nodes[L]> {
      const { orderBy } = query
      const filter = checkDepth(query.filter)
      return {
        page: window =>
          batched(['page', list, kind, filter, orderBy, window], window.limit + 1, ids =>
            reader.pagesOf(list, { kind, ids }, { filter, orderBy, ...window }),
          ).load(parentId),
        count: () =>
          batched(['count', list, kind, filter], 1, ids => reader.countsOf(list, { kind, ids }, filter ?? null)).load(
            parentId,
          ),
      }
    },
    /** Fields of the rows of a list as filters and orders compare them. */
    fields: async <L extends ListName>(list: L, request: FieldsRequest<L>) =>
      reader.fields(list, { ...request, filter: checkDepth(request.filter) }),
    stats: async <N extends StatsName>(name: N, request: StatsRequest<N>) => {
      if (outcome && isOfNow(name, request)) outcome.isOfNow = true
      return reader.stats(name, { ...request, filter: checkDepth(request.filter), labels: checkDepth(request.labels) })
    },
  }
}
