import { isObject, type JsonObject } from '../model/index.ts'

/*
 * What happens when a record comes again: what it carries replaces, what it does not carry stays. An absent key is
 * not carried; null is.
 */

/** Objects under a container's key merge key by key, since the vendor fills them by what an export was asked for. */
export function mergeRaw(older: JsonObject, newer: JsonObject, containers: ReadonlySet<string>): JsonObject {
  const merged = new Map(Object.entries(older))
  for (const [key, value] of Object.entries(newer)) {
    const before = merged.get(key)
    const joins = containers.has(key) && isObject(before) && isObject(value)
    merged.set(key, joins ? mergeRaw(before, value, containers) : value)
  }
  // Not by assignment: a key may be `__proto__`.
  return Object.fromEntries(merged)
}
