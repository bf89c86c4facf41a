import { setImmediate as nextTurn } from 'node:timers/promises'
import DataLoader from 'dataloader'
import { SlicegraphError } from '../errors.ts'
import type { PromiseOrValue } from '../model/index.ts'

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
}

/**
 * Creates a loader over a DataLoader: all keys that a request loads at one moment are one read, and each key is read
 * once. `read` returns a row per key, in the order of the keys. If it fails, all its keys fail; an Error in place of a
 * row fails that key only.
 */
export function createLoader<Key, Row>(
  read: (keys: readonly Key[]) => Promise<readonly (Row | Error)[]>,
  { nameOf = String, kept }: LoaderOptions<Key, Row> = {},
): Loader<Key, Row> {
  // Most requests read little: a DataLoader is made when the first key has to be read.
  let batches: DataLoader<Key, Row, string | number> | null = null
  return {
    load(key) {
      const row = kept?.(key)
      if (row !== undefined) return row
      batches ??= new DataLoader<Key, Row, string | number>(read, { cacheKeyFn: nameOf })
      return batches.load(key)
    },
  }
}

/**
 * Decodes stored values one by one. A value that cannot be decoded becomes an Error in its place. After some
 * milliseconds other requests get a turn.
 */
export async function decodeEach<In, Out>(
  values: readonly In[],
  decode: (value: In, index: number) => Out,
): Promise<(Out | Error)[]> {
  const decoded: (Out | Error)[] = []
  let turnEnd = performance.now() + TURN_MS
  for (const [index, value] of values.entries()) {
    if (performance.now() > turnEnd) {
      await nextTurn()
      turnEnd = performance.now() + TURN_MS
    }
    decoded.push(decodeOne(() => decode(value, index)))
  }
  return decoded
}

const TURN_MS = 5

function decodeOne<Out>(decode: () => Out): Out | Error {
  try {
    return decode()
  } catch (error) {
    if (error instanceof SlicegraphError) return error
    return new SlicegraphError('STORE_CORRUPT', 'The store is damaged: content of it cannot be decoded.')
  }
}
