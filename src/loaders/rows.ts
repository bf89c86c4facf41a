import DataLoader from 'dataloader'
import type { ListName, Lists, Page, PageRequest, StoreReader } from '../store/index.ts'

/** Position and size of a page in a list: see `PageRequest`. */
export interface PageWindow {
  readonly limit: number
  readonly backward: boolean
  readonly after?: string | null | undefined
  readonly before?: string | null | undefined
}

/** A list that is read page by page. */
export interface Rows<Row> {
  page(window: PageWindow): Promise<Page<Row>>
  /** Number of rows on all pages. */
  count(): Promise<number>
}

/** Filter and order of a list. */
type Query<L extends ListName> = Pick<PageRequest<L>, 'filter' | 'orderBy'>

interface ListLoaders {
  /** All rows. */
  rows<L extends ListName>(list: L, query?: Query<L>): Rows<Lists[L]['node']>
  /** Rows of one parent. The same list of several parents is one read. */
  rowsOf<L extends ListName>(
    list: L,
    kind: Lists[L]['parent'],
    parentId: string,
    query?: Query<L>,
  ): Rows<Lists[L]['node']>
}

export function createListLoaders(reader: StoreReader): ListLoaders {
  // One DataLoader per distinct set of arguments: only lists with the same arguments can be read together.
  const batches = new Map<string, DataLoader<string, unknown>>()

  function batched<Value>(request: unknown, read: (ids: readonly string[]) => Promise<readonly Value[]>) {
    const name = JSON.stringify(request)
    const known = batches.get(name) as DataLoader<string, Value> | undefined
    if (known) return known
    const made = new DataLoader<string, Value>(read)
    batches.set(name, made)
    return made
  }

  return {
    rows: (list, query = {}) => ({
      page: window => reader.page(list, { ...query, ...window }),
      count: () => reader.count(list, query.filter ?? null),
    }),
    rowsOf: (list, kind, parentId, query = {}) => ({
      page: window =>
        batched(['page', list, kind, query, window], ids =>
          reader.pagesOf(list, { kind, ids }, { ...query, ...window }),
        ).load(parentId),
      count: () =>
        batched(['count', list, kind, query.filter], ids =>
          reader.countsOf(list, { kind, ids }, query.filter ?? null),
        ).load(parentId),
    }),
  }
}
