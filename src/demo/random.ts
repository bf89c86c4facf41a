/**
 * A seeded source of chance, so that the demo is the same on every machine. Equal seeds give equal sequences;
 * seeds that differ in one character give unrelated ones, so every data row can have a source of its own.
 */
export interface Random {
  /** From 0, below 1. */
  next(): number
  /** A whole number, both ends included. */
  int(from: number, to: number): number
  float(from: number, to: number): number
  /** True in `share` of all calls. */
  chance(share: number): boolean
  pick<T>(list: readonly [T, ...T[]]): T
  /** `count` different ones, in the order of the list. */
  some<T>(list: readonly T[], count: number): T[]
  /** An id in the shape of Labelbox's: 25 characters, the first a c. */
  cuid(): string
  uuid(): string
}

export function createRandom(seed: string | number): Random {
  const next = mulberry32(hash(String(seed)))
  const int = (from: number, to: number) => from + Math.floor(next() * (to - from + 1))
  const digits = (alphabet: string, count: number) =>
    Array.from({ length: count }, () => alphabet[Math.floor(next() * alphabet.length)]).join('')
  return {
    next,
    int,
    float: (from, to) => from + next() * (to - from),
    chance: share => next() < share,
    pick: list => list[int(0, list.length - 1)] ?? list[0],
    some: (list, count) => {
      let wanted = Math.min(count, list.length)
      return list.filter((_, index) => {
        const taken = next() < wanted / (list.length - index)
        if (taken) wanted -= 1
        return taken
      })
    },
    cuid: () => `cm${digits('0123456789abcdefghijklmnopqrstuvwxyz', 23)}`,
    uuid: () => [8, 4, 4, 4, 12].map(count => digits('0123456789abcdef', count)).join('-'),
  }
}

function mulberry32(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193)
  return value
}
