import type { Connection, GraphContext } from '../loaders/index.ts'
import type { FieldsPage } from '../store/index.ts'
import type { RowsPlan } from './plan.ts'
import { readCells } from './read-cells.ts'

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
  const read = plan.list.stored ? readStored : plan.list.field.endsWith('Stats') ? readStats : readList
  for await (const { rows, context } of read(plan, openContext)) {
    for (let start = 0; start < rows.length && left > 0; start += plan.list.page) {
      const part = rows.slice(start, start + Math.min(plan.list.page, left))
      left -= part.length
      yield { count: part.length, cells: await readCells(plan.columns, part, context) }
    }
    if (left === 0) return
  }
}

interface Read {
  readonly rows: readonly unknown[]
  readonly context: GraphContext
}

async function* readStats(
  { field, args, info }: RowsPlan,
  openContext: () => Promise<GraphContext>,
): AsyncGenerator<Read> {
  const context = await openContext()
  const stats = (await field.resolve?.(undefined, args, context, info)) as readonly unknown[]
  yield { rows: stats, context }
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
    const rows = rowsOf ? (await Promise.all(items.map(item => rowsOf(item as never, context)))).flat() : items
    after = (await connection.pageInfo.hasNextPage()) ? (edges.at(-1)?.cursor() ?? null) : null
    yield { rows, context }
  } while (after !== null)
}

/** Where annotations are, for what the store has no value for. */
const PLACE = ['labelId', 'chunk', 'groupName', 'frameNumber', 'featureId']

/** Fields of the store, page by page, and nothing else of the rows. */
async function* readStored(
  { list, columns, args, first }: RowsPlan,
  openContext: () => Promise<GraphContext>,
): AsyncGenerator<Read> {
  const { stored } = list
  if (!stored) return
  const needed = columns.flatMap(({ path }) => (Object.hasOwn(stored.fields, path) ? stored.fields[path] : PLACE) ?? [])
  // Names of groups in ids are those of places (store/entities/annotation.ts).
  const fields = [...new Set(needed.map(field => (field === 'groupName' ? 'groupIdName' : field)))]
  const hasPlace = fields.includes('groupIdName')
  let after: string | null = null
  do {
    const context = await openContext()
    const limit = Math.min(list.page, first)
    const page: FieldsPage = await context.loaders.fields(stored.list, { ...args, fields, after, limit })
    after = page.after
    const rows = hasPlace ? page.rows.map(row => ({ ...row, groupName: row.groupIdName })) : page.rows
    yield { rows, context }
  } while (after !== null)
}
