/** Sets of keys that share a place, by the last bits of their hashes. A power of two. */
const SETS = 1 << 15
/** Keys that a set remembers, at 4 bytes each, the latest first. With one, two keys that alternate would never be known. */
const WAYS = 4

/**
 * Tells of keys whether they came before, in constant memory: it knows most of the latest hundred thousand, and takes one
 * in thirty thousand of the new ones for one of them.
 */
export class SeenBefore {
  readonly #slots = new Uint32Array(SETS * WAYS)

  /** Whether it came before; from now on it did. */
  note(hash: number): boolean {
    const slots = this.#slots
    const first = (hash & (SETS - 1)) * WAYS
    let at = first
    while (at < first + WAYS - 1 && slots[at] !== hash) at++
    const isKnown = slots[at] === hash
    for (; at > first; at--) slots[at] = slots[at - 1] ?? 0
    slots[first] = hash
    return isKnown
  }
}

/** 32 bits of a text or number: FNV-1a. Never 0. */
export function hashOf(key: string | number, seed = 0x811c9dc5): number {
  let hash = seed
  if (typeof key === 'number') hash = mixed(mixed(hash, key), key / 2 ** 32)
  else for (let i = 0; i < key.length; i++) hash = mixed(hash, key.charCodeAt(i))
  return (hash ^ (hash >>> 15)) >>> 0 || 1
}

const mixed = (hash: number, value: number) => Math.imul(hash ^ value, 0x01000193)
