import { hash } from 'node:crypto'
import type { ExecutionResult } from 'graphql'
import type { GraphContext, KeptTexts } from '../loaders/index.ts'
import { inTurns, isTurnOver, nextTurn } from '../model/index.ts'
import { textWithin } from './answer-size.ts'
import { IDS, type RowList } from './row-lists.ts'
import { WrittenRows } from './written-rows.ts'

/*
 * The rows of a list as they were answered before. Most of a page is made of rows that other pages had, too: they need
 * not be executed and written again. Texts are kept by compiled query, the variables within the rows, row, version and
 * scope; whatever is fetched makes another version.
 */

/** A compiled query. */
export type Run = (
  context: GraphContext,
  variables: Readonly<Record<string, unknown>>,
) => Promise<ExecutionResult> | ExecutionResult

/** Characters of the text of a row that is kept. */
const LONGEST = 256 * 1024

/** Queries of a document with lists whose rows are kept. Null: it cannot be compiled. */
interface Queries {
  readonly whole: Run
  readonly outline: Run
  /** Of `documentOfRows`, compiled when it is first needed. */
  rowsOf(list: RowList): Run | null
}

/**
 * Runs the outline of a query, and then the rows of it that are missing, or the whole of it if none is there.
 * @param name of the query among all that are compiled
 */
export function withKeptRows(name: string, lists: readonly RowList[], { whole, outline, rowsOf }: Queries): Run {
  // A query with rows that are too long is run as it is from then on.
  let isTooLong = false
  const hasMaskUrl = lists.some(list => list.hasMaskUrl)

  /** Null if one is too long, or not there. */
  async function keep({ keys }: KeysOfList, rows: readonly unknown[], context: GraphContext) {
    const owner = ownerOf(context)
    const texts: string[] = []
    for (const [index, row] of rows.entries()) {
      if (row === null) return null
      if (isTurnOver()) await nextTurn(owner)
      const text = await inTurns(textWithin(row, LONGEST), owner)
      isTooLong ||= text === null
      if (text === null) return null
      context.loaders.keptTexts?.set(keys[index] ?? '', text)
      texts.push(text)
    }
    return texts
  }

  /** The texts of a list, some of which are kept; null if those that are missing cannot be read alone. */
  async function completed(
    of: KeysOfList,
    kept: readonly (string | undefined)[],
    context: GraphContext,
    variables: Readonly<Record<string, unknown>>,
  ): Promise<readonly string[] | null> {
    const missing = kept.flatMap((text, index) => (text === undefined ? [index] : []))
    if (missing.length === 0) return kept as readonly string[]
    const { list, ids, keys } = of
    const result = await rowsOf(list)?.(context, { ...variables, [IDS]: missing.map(index => ids[index]) })
    if (!result || result.errors || context.outcome.isOfNow) return null
    const rows = (result.data as Record<string, readonly unknown[]>)[list.connection] ?? []
    const texts = await keep({ ...of, keys: missing.map(index => keys[index] ?? '') }, rows, context)
    if (texts?.length !== missing.length) return null
    const all = [...kept]
    for (const [i, index] of missing.entries()) all[index] = texts[i]
    return all as readonly string[]
  }

  return async (context, variables) => {
    const { keptTexts } = context.loaders
    // Signed URLs are of one principal and for some minutes.
    const isSigned = hasMaskUrl && context.urlSigner != null
    if (!keptTexts || isTooLong || isSigned) return whole(context, variables)
    const outlined = await outline(context, variables)
    if (outlined.errors) return outlined
    const own = lists.map(list => keysOf(list, outlined, variables, name))
    const texts: (readonly string[])[] = []
    for (const of of own) {
      const kept = await textsOf(of, keptTexts, ownerOf(context))
      const isNone = kept.length > 0 && kept.every(text => text === undefined)
      const all = isNone ? null : await completed(of, kept, context, variables)
      if (!all) break
      texts.push(all)
    }
    if (texts.length === lists.length) return written(outlined, lists, texts)

    const result = await whole(context, variables)
    if (result.errors || context.outcome.isOfNow) return result
    const fresh: (readonly string[])[] = []
    for (const of of own) {
      const all = await keep(of, rowsIn(result, of.list), context)
      if (!all) return result
      fresh.push(all)
    }
    return written(result, lists, fresh)
  }
}

/** The rows of a list in one answer: their ids, and the keys of their texts. */
interface KeysOfList {
  readonly list: RowList
  readonly ids: readonly string[]
  readonly keys: readonly string[]
}

function keysOf(
  list: RowList,
  outlined: ExecutionResult,
  variables: Readonly<Record<string, unknown>>,
  name: string,
): KeysOfList {
  // Absent ones stay absent, which is not the same as null.
  const used = Object.fromEntries(list.variables.map(name => [name, variables[name]]))
  const common = shortened(`${name} ${list.connection}.${list.nodes} ${JSON.stringify(used)}`)
  const ids = rowsIn(outlined, list).map(row => (row as { readonly id: string }).id)
  return { list, ids, keys: ids.map(id => `${id} ${common}`) }
}

/** Each row has a text of its own by it, and variables can be as long as a request. */
const LONGEST_NAME = 200

const shortened = (name: string) => (name.length <= LONGEST_NAME ? name : hash('sha256', name, 'base64'))

const ownerOf = (context: GraphContext) => context.signal ?? context

async function textsOf({ keys }: KeysOfList, kept: KeptTexts, owner: object): Promise<(string | undefined)[]> {
  const texts: (string | undefined)[] = []
  for (const key of keys) {
    if (isTurnOver()) await nextTurn(owner)
    texts.push(kept.get(key))
  }
  return texts
}

type Answered = Record<string, Record<string, unknown> | null>

const rowsIn = ({ data }: ExecutionResult, { connection, nodes }: RowList) =>
  ((data as Answered | null)?.[connection]?.[nodes] ?? []) as readonly unknown[]

/** The answer, which is of this request alone, with these texts in place of its rows. */
function written(answer: ExecutionResult, lists: readonly RowList[], texts: readonly (readonly string[])[]) {
  for (const [index, { connection, nodes }] of lists.entries()) {
    const list = (answer.data as Answered | null)?.[connection]
    if (list) list[nodes] = new WrittenRows(texts[index] ?? [])
  }
  return answer
}
