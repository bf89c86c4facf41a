import type { GraphContext } from '../loaders/index.ts'
import type { RowsPlan } from './plan.ts'
import { readRows } from './read-rows.ts'
import type { RowWriter } from './writer.ts'

/** Opens another context on the same version of the data: loaders keep all that they read, so long reads need many. */
export type OpenContext = () => Promise<GraphContext>

/** Part of a file that is streamed. */
export interface Part {
  readonly bytes: string | Uint8Array
  /** Rows or annotations in it. */
  readonly count: number
  /** Microseconds of one core that it took. */
  readonly cost: number
}

/** Microseconds of one core for each row and each of its cells. */
const COST_OF_ROW = 2
const COST_OF_CELL = 0.4

/** A file of rows, batch by batch. The first part comes when the first rows are read. */
export async function* rowParts(plan: RowsPlan, writer: RowWriter, openContext: OpenContext): AsyncGenerator<Part> {
  const free = (bytes: Part['bytes']) => ({ bytes, count: 0, cost: 0 })
  let isStarted = false
  for await (const { cells, count } of readRows(plan, openContext)) {
    if (!isStarted) yield free(writer.start())
    isStarted = true
    const cost = count * (COST_OF_ROW + COST_OF_CELL * plan.columns.length)
    yield { bytes: writer.rows(cells, count), count, cost }
  }
  if (!isStarted) yield free(writer.start())
  yield free(writer.end())
}
