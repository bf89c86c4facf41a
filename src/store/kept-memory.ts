/*
 * Values kept in memory, shared by all requests of a process: decoded rows, relations, results, and whole answers. Rows
 * are immutable by their number, so a new version of the data leaves them where they are; everything else is kept by
 * version. Kept objects are shared: nothing may write into them.
 */

import { hashOf, SeenBefore } from './seen-before.ts'

/** Bytes of an entry beside those of its value. */
const ENTRY_BYTES = 100
/** Versions and scopes whose relations are kept. Each fetch makes another version of contents. */
const VERSIONS = 16

/** Tables that together hold at most a number of bytes. */
export class KeptMemory {
  readonly #generationBytes: number
  readonly #rows: KeptTables
  readonly #versions = new Map<string, KeptTables>()
  /** The version that was asked for last, which mostly is the next one, too. */
  #latest: string | null = null
  #bytes = 0
  readonly #seen: SeenBefore | null

  /** @param bytes the most that all tables hold; 0 keeps nothing */
  constructor(bytes: number) {
    this.#generationBytes = bytes / 2
    this.#seen = bytes > 0 ? new SeenBefore() : null
    this.#rows = new KeptTables(this)
  }

  get isOn(): boolean {
    return this.#generationBytes > 0
  }

  /** Tables of rows by their number, of all versions. */
  get rows(): KeptTables {
    return this.#rows
  }

  /** Tables of one version and scope: relations, and the numbers of ids. */
  ofVersion(version: string): KeptTables {
    const tables = this.#versions.get(version) ?? new KeptTables(this)
    if (version === this.#latest) return tables
    this.#latest = version
    // A Map is in the order of insertion: the first is the one whose use is the longest ago.
    this.#versions.delete(version)
    this.#versions.set(version, tables)
    const [oldest] = this.#versions.keys()
    if (this.#versions.size > VERSIONS && oldest !== undefined) this.#versions.delete(oldest)
    return tables
  }

  /** Whether the key of a table was noted before. Versions have it in common. */
  note(hash: number): boolean {
    return this.#seen?.note(hash) ?? false
  }

  /**
   * Makes room for an entry; false if it is too large to be kept. Two generations stand in for a list by time of use:
   * when the younger is full, entries that were not asked for since it began are dropped. A hit costs one or two lookups.
   * @param replaced bytes of the entry in its place
   */
  admit(bytes: number, replaced = 0): boolean {
    if (bytes > this.#generationBytes / 4) return false
    this.#bytes += bytes - replaced
    if (this.#bytes <= this.#generationBytes) return true
    this.#rows.age()
    for (const tables of this.#versions.values()) tables.age()
    this.#bytes = bytes
    return true
  }
}

/** Tables by name. */
export class KeptTables {
  readonly #kept: KeptMemory
  readonly #tables = new Map<string, Pick<KeptTable<unknown, unknown>, 'age'>>()

  constructor(kept: KeptMemory) {
    this.#kept = kept
  }

  table<Key, Value>(name: string): KeptTable<Key, Value> {
    const known = this.#tables.get(name) as KeptTable<Key, Value> | undefined
    if (known) return known
    const made = new KeptTable<Key, Value>(this.#kept, hashOf(name))
    this.#tables.set(name, made)
    return made
  }

  age(): void {
    for (const table of this.#tables.values()) table.age()
  }
}

interface Entry<Value> {
  readonly value: Value
  readonly bytes: number
}

export class KeptTable<Key, Value> {
  readonly #kept: KeptMemory
  readonly #seed: number
  #young = new Map<Key, Entry<Value>>()
  #old = new Map<Key, Entry<Value>>()

  constructor(kept: KeptMemory, seed: number) {
    this.#kept = kept
    this.#seed = seed
  }

  /** Undefined if it is not kept. */
  get(key: Key): Value | undefined {
    const young = this.#young.get(key)
    if (young) return young.value
    const old = this.#old.get(key)
    if (!old) return undefined
    this.#old.delete(key)
    if (this.#kept.admit(old.bytes)) this.#young.set(key, old)
    return old.value
  }

  /** @param bytes of the value in memory, as well as can be told */
  set(key: Key, value: Value, bytes: number): void {
    const entry = { value, bytes: bytes + ENTRY_BYTES }
    if (this.#kept.admit(entry.bytes, this.#young.get(key)?.bytes)) this.#young.set(key, entry)
    else this.#young.delete(key)
    this.#old.delete(key)
  }

  /** Keeps a value when it is set a second time. Many values that are set only once displace no others. */
  setSecond(key: Key & (string | number), value: Value, bytesOf: (value: Value) => number): void {
    if (this.#kept.note(hashOf(key, this.#seed))) this.set(key, value, bytesOf(value))
  }

  age(): void {
    this.#old = this.#young
    this.#young = new Map()
  }
}
