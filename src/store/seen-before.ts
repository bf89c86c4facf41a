/** Keys that are remembered, at 4 bytes each. A power of two. */
const SLOTS = 1 << 17

/**
 * Tells of keys whether they came before, in constant memory: it knows most of the latest hundred thousand, and takes one
 * in thirty thousand of the new ones for one of them.
 */
export class SeenBefore {
  readonly #slots = new Uint32Array(SLOTS)

  /** Whether it came before; from now on it did. */
  note(hash: number): boolean {
    const slot = hash & (SLOTS - 1)
    const isKnown = this.#slots[slot] === hash
    this.#slots[slot] = hash
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
