import type { Connection, GraphContext } from '../loaders/index.ts'
import { type Column, type Row, readCells } from './column.ts'
import type { RowsPlan } from './plan.ts'

/** Cells by column and row. */
interface Batch {
  readonly count: number
  readonly cells: readonly (readonly unknown[])[]
}

/**
 * Reads the rows batch by batch: one is in memory at a time.
 * @param openContext a new context on the same version of the data, for each batch: loaders keep all that they read
 */
export async function* readRows(plan: RowsPlan, openContext: () => Promise<GraphContext>): AsyncGenerator<Batch> {
  let left = plan.first
  for await (const { rows, context } of plan.list.field.endsWith('Stats')
    ? readStats(plan, openContext)
    : readList(plan, openContext)) {
    for (let start = 0; start < rows.length && left > 0; start += plan.list.page) {
      const part = rows.slice(start, start + Math.min(plan.list.page, left))
      left -= part.length
      yield { count: part.length, cells: await readCells(plan.columns as readonly Column[], part, context) }
    }
    if (left === 0) return
  }
}

interface Read {
  readonly rows: readonly Row[]
  readonly context: GraphContext
}

async function* readStats(
  { field, args, info }: RowsPlan,
  openContext: () => Promise<GraphContext>,
): AsyncGenerator<Read> {
  const context = await openContext()
  const stats = (await field.resolve?.(undefined, args, context, info)) as readonly unknown[]
  yield { rows: stats.map(own => ({ own })), context }
}

/** The pages of a list, each from where the last one ended. */
async function* readList(
  { list, field, args, info, first }: RowsPlan,
  openContext: () => Promise<GraphContext>,
): AsyncGenerator<Read> {
  let after: string | null = null
  do {
    const context = await openContext()
    const limit = list.rowsOf ? list.page : Math.min(list.page, first)
    const asked = { ...args, first: limit, after }
    const connection = (await field.resolve?.(undefined, asked, context, info)) as Connection<object>
    const edges = await connection.edges()
    const items = await Promise.all(edges.map(edge => edge.node()))
    const { rowsOf } = list
    const rows = rowsOf
      ? (await Promise.all(items.map(item => rowsOf(item as never, context)))).flat()
      : items.map(own => ({ own }))
    after = (await connection.pageInfo.hasNextPage()) ? (edges.at(-1)?.cursor() ?? null) : null
    yield { rows, context }
  } while (after !== null)
}
