import DataLoader from 'dataloader'
import type { ListName, Lists, Page, PageRequest, StoreReader } from '../store/index.ts'

/** Which stretch of a list: see `PageRequest`. */
export interface PageWindow {
  readonly limit: number
  readonly backward: boolean
  readonly after?: string | null | undefined
  readonly before?: string | null | undefined
}

/** A list that pages are taken from. */
export interface Rows<Row> {
  page(window: PageWindow): Promise<Page<Row>>
  /** On all pages together. */
  count(): Promise<number>
}

/** What narrows and sorts a list. */
type Query<L extends ListName> = Pick<PageRequest<L>, 'filter' | 'orderBy'>

interface ListLoaders {
  /** A list of everything. */
  rows<L extends ListName>(list: L, query?: Query<L>): Rows<Lists[L]['node']>
  /** A list of what belongs to one parent: the same list of several parents is one read. */
  rowsOf<L extends ListName>(
    list: L,
    kind: Lists[L]['parent'],
    parentId: string,
    query?: Query<L>,
  ): Rows<Lists[L]['node']>
}

export function createListLoaders(reader: StoreReader): ListLoaders {
  // A DataLoader for each distinct set of arguments, as only parents that are asked the same can be read together.
  const batches = new Map<string, DataLoader<string, unknown>>()

  function batched<Value>(asked: unknown, read: (ids: readonly string[]) => Promise<readonly Value[]>) {
    const name = JSON.stringify(asked)
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
