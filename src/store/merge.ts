import { compareMoments, isObject, type JsonObject, type Moment } from '../model/index.ts'

/*
 * The rules for a record that comes again. A key that it lacks was not exported and keeps its value; null is a value.
 * A record that is older than the stored one only adds keys that were never exported.
 */

/** The side whose value is kept where both have one. */
export type Winner = 'record' | 'stored'

/** False where either has no time: with equal times or none, the later load wins. */
export function isBefore(time: Moment | null, stored: Moment | null | undefined): boolean {
  return time !== null && stored != null && compareMoments(time, stored) < 0
}

/** The later of two times; of equal ones that with more digits. */
export function laterOf(stored: Moment | null | undefined, time: Moment | null): Moment | null {
  if (stored == null || time === null) return stored ?? time
  const order = compareMoments(stored, time)
  return order > 0 || (order === 0 && stored.length >= time.length) ? stored : time
}

/** Objects under a container's key merge key by key, since Labelbox fills them by what an export was asked for. */
export function mergeRaw(
  stored: JsonObject,
  record: JsonObject,
  containers: ReadonlySet<string>,
  winner: Winner,
): JsonObject {
  const merged = new Map(Object.entries(stored))
  for (const [key, value] of Object.entries(record)) {
    const before = merged.get(key)
    if (containers.has(key) && isObject(before) && isObject(value))
      merged.set(key, mergeRaw(before, value, containers, winner))
    else if (winner === 'record' || !merged.has(key)) merged.set(key, value)
  }
  // Not by assignment: a key may be `__proto__`.
  return Object.fromEntries(merged)
}
