import DataLoader from 'dataloader'
import { SlicegraphError, storeCorrupt } from '../errors.ts'
import { inTurns, isTurnOver, isWaiting, nextTurn, type PromiseOrValue } from '../model/index.ts'

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
  /** Reads when no other work of the request waits for its turn, which may ask for more: for what is fetched. */
  readonly gathers?: true
  /** Of the request. */
  readonly signal?: AbortSignal | undefined
}

/** Rows that may be taken up at once: more than an ordinary page has. */
const FEW = 64

/**
 * Creates a loader over a DataLoader: all keys that a request loads at one moment are one read, and each key is read
 * once. `read` returns a row per key, in the order of the keys. If it fails, all its keys fail, but for STORE_CORRUPT; an
 * Error in place of a row fails that key only.
 */
export function createLoader<Key, Row>(
  read: (keys: readonly Key[]) => Promise<readonly (Row | Error)[]>,
  { nameOf = String, kept, part = Number.POSITIVE_INFINITY, gathers, signal }: LoaderOptions<Key, Row> = {},
): Loader<Key, Row> {
  // Most requests read little: a DataLoader is made when the first key has to be read.
  let batches: DataLoader<Key, Row, string | number> | null = null
  return {
    load(key) {
      const row = kept?.(key)
      if (row !== undefined) return row
      batches ??= new DataLoader<Key, Row, string | number>(inParts(read, part, signal), {
        cacheKeyFn: nameOf,
        ...(gathers && {
          batchScheduleFn: dispatch => void Promise.resolve().then(() => process.nextTick(whenAsked, dispatch, signal)),
        }),
      })
      return batches.load(key)
    },
  }
}

/** Dispatches once the request has no work that waits for a turn and may ask for more. */
function whenAsked(dispatch: () => void, signal: AbortSignal | undefined): void {
  if (signal && isWaiting(signal)) setImmediate(whenAsked, dispatch, signal)
  else dispatch()
}

/**
 * Reads in parts. Of many rows, each is handed over as a promise, and a turn of the event loop lasts as long as what
 * follows from them may take: else all that waits for a row of the batch would run in one turn.
 */
function inParts<Key, Row>(
  read: (keys: readonly Key[]) => Promise<readonly (Row | Error)[]>,
  part: number,
  signal: AbortSignal | undefined,
) {
  return async (keys: readonly Key[]): Promise<readonly (Row | Error)[]> => {
    if (keys.length <= Math.min(part, FEW)) return readSound(read, keys)
    const owner = signal ?? keys
    const rows: (Row | Error)[] = []
    for (let start = 0; start < keys.length; start += part) {
      if (isTurnOver()) await nextTurn(owner)
      for (const row of await readSound(read, keys.slice(start, start + part))) rows.push(row)
    }
    const places = rows.map(() => Promise.withResolvers<Row>())
    void handOver(rows, places, signal)
    // DataLoader resolves with them: that is, with what they resolve to.
    return places.map(({ promise }) => promise) as readonly unknown[] as Row[]
  }
}

/** Reads in halves of halves where something of it is damaged: only the damaged rows are errors. */
async function readSound<Key, Row>(
  read: (keys: readonly Key[]) => Promise<readonly (Row | Error)[]>,
  keys: readonly Key[],
): Promise<readonly (Row | Error)[]> {
  try {
    return await read(keys)
  } catch (error) {
    if (!(error instanceof SlicegraphError && error.code === 'STORE_CORRUPT')) throw error
    if (keys.length === 1) return [error]
    const middle = keys.length >> 1
    return [...(await readSound(read, keys.slice(0, middle))), ...(await readSound(read, keys.slice(middle)))]
  }
}

/** Ends early when the request does: nothing waits for its rows. */
async function handOver<Row>(
  rows: readonly (Row | Error)[],
  places: readonly Pick<PromiseWithResolvers<Row>, 'resolve' | 'reject'>[],
  signal: AbortSignal | undefined,
): Promise<void> {
  for (const [index, { resolve, reject }] of places.entries()) {
    if (isTurnOver()) await nextTurn(signal ?? places)
    if (signal?.aborted) return
    const row = rows[index] as Row | Error
    if (row instanceof Error) reject(row)
    else resolve(row)
    // Code that waits for this row runs before the next row is handed over.
    await null
  }
}

/**
 * Decodes stored values one by one, in as many turns of the event loop as it takes: after each, and where `decode` pauses.
 * A value that cannot be decoded becomes an Error in its place.
 */
export async function decodeEach<In, Out>(
  values: readonly In[],
  decode: (value: In, index: number) => Generator<undefined, Out>,
  signal?: AbortSignal,
): Promise<(Out | Error)[]> {
  const decoded: (Out | Error)[] = []
  for (const [index, value] of values.entries()) {
    if (isTurnOver()) await nextTurn(signal ?? decoded)
    signal?.throwIfAborted()
    try {
      const work = decode(value, index)
      const step = work.next()
      decoded.push(step.done ? step.value : await inTurns(work, signal))
    } catch (error) {
      signal?.throwIfAborted()
      decoded.push(error instanceof SlicegraphError ? error : storeCorrupt('content of it cannot be decoded'))
    }
  }
  return decoded
}
