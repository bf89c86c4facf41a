import type { GraphContext } from '../loaders/index.ts'
import { allReady } from '../model/index.ts'
import type { Column, Stage } from './column.ts'

/** Values of rows: those that differ, and which one each row has. Null: each its own. */
interface Values {
  readonly values: readonly unknown[]
  readonly places: readonly number[] | null
}

/**
 * Reads the cells of rows, by column. What rows share is read once: of a thousand annotations of one label, its label is
 * one object.
 */
export async function readCells(
  columns: readonly Column[],
  rows: readonly unknown[],
  context: GraphContext,
): Promise<readonly (readonly unknown[])[]> {
  const read = new Map<Stage, Promise<Values> | Values>()

  function valuesOf(stage: Stage): Promise<Values> | Values {
    const known = read.get(stage)
    if (known) return known
    const values = readStage(stage)
    read.set(stage, values)
    return values
  }

  function readStage(stage: Stage): Promise<Values> | Values {
    const parent = stage.parent === null ? { values: rows, places: null } : valuesOf(stage.parent)
    return parent instanceof Promise ? parent.then(found => step(stage, found)) : step(stage, parent)
  }

  function step({ read, isLeaf }: Stage, { values, places }: Values): Promise<Values> | Values {
    const found = allReady(values.map(value => (value == null ? null : read(value as never, context))))
    const finish = (next: readonly unknown[]) => (isLeaf ? { values: next, places } : distinct(next, places))
    return found instanceof Promise ? found.then(finish) : finish(found)
  }

  const cells = await Promise.all(columns.map(({ stage }) => valuesOf(stage)))
  return cells.map(({ values, places }) => (places === null ? values : places.map(place => values[place])))
}

function distinct(values: readonly unknown[], places: readonly number[] | null): Values {
  const indexes = new Map<unknown, number>()
  const own = values.map(value => {
    const index = indexes.get(value) ?? indexes.size
    indexes.set(value, index)
    return index
  })
  if (indexes.size === values.length) return { values, places }
  return { values: [...indexes.keys()], places: places === null ? own : places.map(place => own[place] as number) }
}
