import DataLoader from 'dataloader'
import { SlicegraphError } from '../errors.ts'

/**
 * Creates a DataLoader: all keys that a request loads at one moment are one read, and each key is read once. `read`
 * returns a row per key, in the order of the keys. If it fails, all its keys fail; an Error in place of a row fails that
 * key only. Keys with the same `nameOf` are equal.
 */
export function createLoader<Key, Row>(
  read: (keys: readonly Key[]) => Promise<readonly (Row | Error)[]>,
  nameOf: (key: Key) => string | number = String,
): DataLoader<Key, Row, string | number> {
  return new DataLoader<Key, Row, string | number>(read, { cacheKeyFn: nameOf })
}

/** Decodes stored values one by one. A value that cannot be decoded becomes an Error in its place. */
export function decodeEach<In, Out>(values: readonly In[], decode: (value: In, index: number) => Out): (Out | Error)[] {
  return values.map((value, index) => {
    try {
      return decode(value, index)
    } catch (error) {
      if (error instanceof SlicegraphError) return error
      return new SlicegraphError('STORE_CORRUPT', 'The store is damaged: content of it cannot be decoded.')
    }
  })
}
