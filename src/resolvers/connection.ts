import { SlicegraphError } from '../errors.ts'
import type { Connection, PageWindow, Rows } from '../loaders/index.ts'
import { type PromiseOrValue, whenReady } from '../model/index.ts'

/** Arguments of a connection. */
interface PageArguments {
  readonly first?: number | null | undefined
  readonly after?: string | null | undefined
  readonly last?: number | null | undefined
  readonly before?: string | null | undefined
}

/**
 * A page of a list. It is read once, when a field needs it.
 * @throws SlicegraphError BAD_USER_INPUT for invalid arguments.
 */
export function connect<Row, Node>(
  args: PageArguments,
  rows: Rows<Row>,
  toNode: (row: Row) => PromiseOrValue<Node>,
): Connection<Node> {
  const window = windowOf(args)
  let reading: PromiseOrValue<Page<Row>> | undefined
  const page = () => {
    reading ??= rows.page(window)
    return reading
  }
  // An error that is thrown here would be that of all nodes.
  const nodeOf = ({ node }: { readonly node: Row }) => {
    try {
      return toNode(node)
    } catch (error) {
      return Promise.reject(error)
    }
  }
  return {
    edges: () => whenReady(page(), read => read.rows.map(row => ({ cursor: row.cursor, node: () => nodeOf(row) }))),
    nodes: () => whenReady(page(), read => read.rows.map(nodeOf)),
    pageInfo: {
      hasNextPage: () => whenReady(page(), read => hasBeyond(rows, window, read, 'end')),
      hasPreviousPage: () => whenReady(page(), read => hasBeyond(rows, window, read, 'start')),
      startCursor: () => whenReady(page(), read => read.rows[0]?.cursor() ?? null),
      endCursor: () => whenReady(page(), read => read.rows.at(-1)?.cursor() ?? null),
    },
    totalCount() {
      // A cursor of another list is an error even if no field of the page is selected.
      const hasCursor = window.after != null || window.before != null
      const checked = hasCursor ? (reading ?? rows.page({ ...window, limit: 0 })) : null
      return whenReady<unknown, number>(checked, () => rows.count())
    },
  }
}

/** A page of a list whose rows are the nodes. */
export function connectRows<Row>(args: PageArguments, rows: Rows<Row>): Connection<Row> {
  return connect(args, rows, row => row)
}

export const DEFAULT_PAGE = 50
export const LARGEST_PAGE = 1_000

/**
 * Part of a list without pages: all of it if neither argument is given.
 * @throws SlicegraphError BAD_USER_INPUT for invalid arguments.
 */
export function partOf<Item>(
  args: Pick<PageArguments, 'first' | 'last'>,
  items: PromiseOrValue<readonly Item[] | null>,
): PromiseOrValue<readonly Item[] | null> {
  if (args.first == null && args.last == null) return items
  const { limit, backward } = windowOf(args)
  return whenReady(items, all =>
    backward ? (all?.slice(-limit || all.length) ?? null) : (all?.slice(0, limit) ?? null),
  )
}

function windowOf({ first, after, last, before }: PageArguments): PageWindow {
  if (first != null && last != null) throw new SlicegraphError('BAD_USER_INPUT', 'Give either first or last, not both.')
  const limit = first ?? last ?? DEFAULT_PAGE
  if (limit < 0 || limit > LARGEST_PAGE) {
    const name = last == null ? 'first' : 'last'
    throw new SlicegraphError('BAD_USER_INPUT', `${name} must be from 0 to ${LARGEST_PAGE}.`)
  }
  return { limit, backward: last != null, after, before }
}

/**
 * True if the list has rows beyond this end of the page. In reading direction, the page itself knows. Beyond a cursor, one
 * more row is read, since the row of the cursor may have been removed.
 */
function hasBeyond<Row>(list: Rows<Row>, window: PageWindow, page: Page<Row>, end: End): PromiseOrValue<boolean> {
  const isAhead = (end === 'start') === window.backward
  if (isAhead && page.more) return true
  const cursor = end === 'start' ? window.after : window.before
  if (cursor == null) return false
  const edge = end === 'start' ? page.rows[0] : page.rows.at(-1)
  if (!edge) return isPastCursor(list, cursor, end)
  const beyond = list.page({ limit: 1, ...(end === 'start' ? upTo(edge.cursor()) : from(edge.cursor())) })
  return whenReady(beyond, ({ rows }) => rows.length > 0)
}

/** The same for a page without rows: compares the outermost row of the list with the one on this side of the cursor. */
async function isPastCursor<Row>(list: Rows<Row>, cursor: string, end: End): Promise<boolean> {
  const [outermost, within] = await Promise.all([
    list.page({ limit: 1, backward: end === 'end' }),
    list.page({ limit: 1, ...(end === 'end' ? upTo(cursor) : from(cursor)) }),
  ])
  const [row] = outermost.rows
  return row !== undefined && row.cursor() !== within.rows[0]?.cursor()
}

type End = 'start' | 'end'
type Page<Row> = Awaited<ReturnType<Rows<Row>['page']>>

const upTo = (before: string) => ({ backward: true, before })
const from = (after: string) => ({ backward: false, after })
