/** The distinct ids of one file. */
export interface FileIds {
  /** Counts an id. Returns 1 if it is new in this file, else 0. */
  add(id: string): number
  /** Number of ids that no earlier file had. */
  readonly fresh: number
}

/**
 * Counts the distinct ids of several files. Keeps a 64-bit hash and the last file of each id, in at most 200 MB: up to
 * 12 million ids are counted exactly, and further ones once per record.
 * @param mostSlots A power of two, from 1,024; three of four are used.
 */
export function createIdCounter(mostSlots = 2 ** 24): { beginFile(): FileIds } {
  let slots = new Uint32Array(SLOT * 1024)
  let used = 0
  let files = 0

  function beginFile(): FileIds {
    const file = ++files
    let fresh = 0
    return {
      add(id) {
        const [high, low] = hashOf(id)
        let at = find(slots, high, low)
        const last = slots[at + 2]
        if (last === file) return 0
        if (last === 0) {
          fresh++
          if (!hasRoom()) return 1
          at = find(slots, high, low)
          used++
        }
        slots.set([high, low, file], at)
        return 1
      },
      get fresh() {
        return fresh
      },
    }
  }

  /** Doubles the table when it is three quarters full, up to the limit. */
  function hasRoom(): boolean {
    if (used * SLOT * 4 < slots.length * 3) return true
    if (slots.length >= SLOT * mostSlots) return false
    const larger = new Uint32Array(slots.length * 2)
    for (let at = 0; at < slots.length; at += SLOT)
      if (slots[at + 2] !== 0)
        larger.set(slots.subarray(at, at + SLOT), find(larger, slots[at] as number, slots[at + 1] as number))
    slots = larger
    return true
  }

  return { beginFile }
}

/** Numbers per slot: two halves of a hash, and the number of the last file that had the id, from 1. */
const SLOT = 3

/** Offset of the slot of the hash, or of the empty slot where it belongs. */
function find(slots: Uint32Array, high: number, low: number): number {
  const mask = slots.length / SLOT - 1
  for (let slot = low & mask; ; slot = (slot + 1) & mask) {
    const at = slot * SLOT
    if (slots[at + 2] === 0 || (slots[at] === high && slots[at + 1] === low)) return at
  }
}

/** cyrb53 of bryc, in the public domain, with all 64 bits. */
function hashOf(text: string): readonly [high: number, low: number] {
  let a = 0xdeadbeef
  let b = 0x41c6ce57
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    a = Math.imul(a ^ unit, 2654435761)
    b = Math.imul(b ^ unit, 1597334677)
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909)
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909)
  return [a >>> 0, b >>> 0]
}
