import DataLoader from 'dataloader'
import { SlicegraphError } from '../errors.ts'

/*
 * Everything that a request asks for at one moment, of one resource, is one read. A read that fails fails all its keys;
 * what fails for one key alone (text that cannot be decoded) is an Error at that key, and costs the others nothing.
 */

/** One row per key, mostly null where there is none. `read` answers in the order of its keys; `nameOf` tells equal keys. */
export function oneRowPerKey<Key, Row>(
  read: (keys: readonly Key[]) => Promise<readonly (Row | Error)[]>,
  nameOf: (key: Key) => string | number = String,
): DataLoader<Key, Row, string | number> {
  return new DataLoader<Key, Row, string | number>(read, { cacheKeyFn: nameOf })
}

/** Many rows per key, `[]` where there are none. */
export function manyRowsPerKey<Key, Row>(
  read: (keys: readonly Key[]) => Promise<readonly (readonly Row[] | Error)[]>,
  nameOf: (key: Key) => string | number = String,
): DataLoader<Key, readonly Row[], string | number> {
  return new DataLoader<Key, readonly Row[], string | number>(read, { cacheKeyFn: nameOf })
}

/** Decodes stored values one by one: a value that cannot be decoded becomes an Error in its place. */
export function eachAlone<In, Out>(values: readonly In[], convert: (value: In, index: number) => Out): (Out | Error)[] {
  return values.map((value, index) => {
    try {
      return convert(value, index)
    } catch (error) {
      if (error instanceof SlicegraphError) return error
      return new SlicegraphError('STORE_CORRUPT', 'The store is damaged: content of it cannot be decoded.')
    }
  })
}
