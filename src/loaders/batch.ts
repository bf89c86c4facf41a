import DataLoader from 'dataloader'
import { SlicegraphError } from '../errors.ts'
import type { PromiseOrValue } from '../model/index.ts'
import { isTurnOver, nextTurn } from './turns.ts'

/** Loads rows by key. */
export interface Loader<Key, Row> {
  /** A promise only of a row that has to be read. */
  load(key: Key): PromiseOrValue<Row>
}

interface LoaderOptions<Key, Row> {
  /** Keys of the same name are equal. */
  readonly nameOf?: (key: Key) => string | number
  /** The row if it is kept in memory. */
  readonly kept?: (key: Key) => Row | undefined
  /** Keys that are read at once: more take several reads, with turns of the event loop in between. Absent: all. */
  readonly part?: number
}

/**
 * Creates a loader over a DataLoader: all keys that a request loads at one moment are one read, and each key is read
 * once. `read` returns a row per key, in the order of the keys. If it fails, all its keys fail; an Error in place of a
 * row fails that key only.
 */
export function createLoader<Key, Row>(
  read: (keys: readonly Key[]) => Promise<readonly (Row | Error)[]>,
  { nameOf = String, kept, part }: LoaderOptions<Key, Row> = {},
): Loader<Key, Row> {
  // Most requests read little: a DataLoader is made when the first key has to be read.
  let batches: DataLoader<Key, Row, string | number> | null = null
  return {
    load(key) {
      const row = kept?.(key)
      if (row !== undefined) return row
      batches ??= new DataLoader<Key, Row, string | number>(part ? inParts(read, part) : read, { cacheKeyFn: nameOf })
      return batches.load(key)
    },
  }
}

function inParts<Key, Row>(read: (keys: readonly Key[]) => Promise<readonly Row[]>, part: number) {
  return async (keys: readonly Key[]): Promise<readonly Row[]> => {
    if (keys.length <= part) return read(keys)
    const rows: Row[] = []
    for (let start = 0; start < keys.length; start += part) {
      if (isTurnOver()) await nextTurn()
      rows.push(...(await read(keys.slice(start, start + part))))
    }
    return rows
  }
}

/**
 * Decodes stored values one by one, in as many turns of the event loop as it takes. A value that cannot be decoded becomes
 * an Error in its place.
 */
export async function decodeEach<In, Out>(
  values: readonly In[],
  decode: (value: In, index: number) => Out,
  signal?: AbortSignal,
): Promise<(Out | Error)[]> {
  const decoded: (Out | Error)[] = []
  for (const [index, value] of values.entries()) {
    if (isTurnOver()) await nextTurn()
    signal?.throwIfAborted()
    try {
      decoded.push(decode(value, index))
    } catch (error) {
      const damaged = new SlicegraphError('STORE_CORRUPT', 'The store is damaged: content of it cannot be decoded.')
      decoded.push(error instanceof SlicegraphError ? error : damaged)
    }
  }
  return decoded
}
