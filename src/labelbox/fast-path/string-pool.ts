import { BACKSLASH, QUOTE, SPACE } from '../../source/index.ts'

/**
 * Makes each string of a record once: the same features are in frame after frame. It also finds strings that are
 * repeated in a set, such as the keys of an object.
 */
export class StringPool {
  readonly #bytes: Buffer
  /** The offset of the quote after the string read last. */
  end = 0
  /** By hash: the place of an entry, from 1. */
  #slots = new Int32Array(64)
  readonly #entries: Entry[] = []
  #last: Entry | null = null
  #set = 0

  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  /** The string from `from` to the next quote; null where it has escapes or has no end. */
  read(from: number): string | null {
    const bytes = this.#bytes
    let hash = 0
    let at = from
    for (;;) {
      const byte = bytes[at] ?? 0
      if (byte === QUOTE) break
      if (byte < SPACE || byte === BACKSLASH) return null
      hash = Math.imul(hash ^ byte, 0x01000193)
      at++
    }
    this.end = at
    // The low bits of each step depend on the low bits alone.
    hash ^= hash >>> 15
    const last = this.#entryOf(hash, from, at)
    this.#last = last
    return last.text
  }

  /** Begins an empty set. */
  beginSet(): void {
    this.#set++
  }

  /** Adds the string read last; false where the set has it. */
  addToSet(): boolean {
    if (this.#last === null || this.#last.set === this.#set) return false
    this.#last.set = this.#set
    return true
  }

  #entryOf(hash: number, from: number, to: number): Entry {
    const mask = this.#slots.length - 1
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const place = this.#slots[slot] ?? 0
      if (place === 0) return this.#add(slot, hash, from, to)
      const entry = this.#entries[place - 1]
      if (entry !== undefined && entry.hash === hash && this.#same(entry, from, to)) return entry
    }
  }

  #same(entry: Entry, from: number, to: number): boolean {
    const bytes = this.#bytes
    if (entry.to - entry.from !== to - from) return false
    for (let i = from, j = entry.from; i < to; i++, j++) if (bytes[i] !== bytes[j]) return false
    return true
  }

  #add(slot: number, hash: number, from: number, to: number): Entry {
    const entry: Entry = { hash, from, to, text: this.#bytes.toString('utf8', from, to), set: 0 }
    this.#entries.push(entry)
    this.#slots[slot] = this.#entries.length
    if (this.#entries.length * 2 > this.#slots.length) this.#grow()
    return entry
  }

  #grow(): void {
    const slots = new Int32Array(this.#slots.length * 4)
    const mask = slots.length - 1
    this.#entries.forEach(({ hash }, index) => {
      let slot = hash & mask
      while (slots[slot] !== 0) slot = (slot + 1) & mask
      slots[slot] = index + 1
    })
    this.#slots = slots
  }
}

interface Entry {
  readonly hash: number
  readonly from: number
  readonly to: number
  readonly text: string
  /** The last set that it was added to. */
  set: number
}
