/**
 * A value, or the promise of one where something has to be fetched first. Reads of what is kept in memory answer values:
 * GraphQL executes several times as fast on values as on promises.
 */
export type PromiseOrValue<T> = T | Promise<T>

/** `next` of the value, at once if it is there. What `next` throws is thrown, or rejects the promise. */
export function whenReady<T, U>(value: PromiseOrValue<T>, next: (value: T) => PromiseOrValue<U>): PromiseOrValue<U> {
  return value instanceof Promise ? value.then(next) : next(value)
}

/** All values, in their order; a promise if one of them is. */
export function allReady<T>(values: readonly PromiseOrValue<T>[]): PromiseOrValue<readonly T[]> {
  return values.some(value => value instanceof Promise) ? Promise.all(values) : (values as readonly T[])
}
