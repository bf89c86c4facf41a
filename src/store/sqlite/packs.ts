import { checksumOf, checkValues, rowMissing } from '../checksum.ts'
import { type StoredText, unpackText } from '../compressed-text.ts'
import type { PackedChunk } from '../packs.ts'
import type { Connection } from './connection.ts'

interface StoredPack {
  readonly body: StoredText
  readonly checksum: number
}

/** A chunk of the store or of a batch, by its place in a pack. */
export type ChunkPlace = Pick<PackedChunk, 'groupName' | 'pack' | 'start' | 'length'>

/** The packs of the store, as a load reads and deletes them. */
export class StoredPacks {
  readonly #connection: Connection
  readonly #marked = new Set<number>()
  #read: { readonly pack: number; readonly text: string } | null = null

  constructor(connection: Connection) {
    this.#connection = connection
  }

  textOf({ pack, start, length }: ChunkPlace): string {
    if (this.#read?.pack !== pack) {
      const row = this.#connection.get<StoredPack>('select body, checksum from pack where no = ?', pack)
      if (!row) throw rowMissing()
      checkValues([pack, row.body], row.checksum)
      this.#read = { pack, text: unpackText(row.body) }
    }
    return this.#read.text.slice(start, start + length)
  }

  /** Marks the packs of chunks that are about to be deleted. */
  markForCheck(chunks: readonly { readonly pack: number }[]): void {
    for (const { pack } of chunks) this.#marked.add(pack)
  }

  /** Deletes marked packs that no chunk references. Call at the end of a transaction: chunks may have come since. */
  removeUnused(): void {
    for (const no of this.#marked)
      this.#connection.run('delete from pack where no = ?1 and not exists (select 1 from chunk where pack_no = ?1)', no)
    this.#marked.clear()
    this.#read = null
  }
}

/** The packs of a batch while it is written: one is stored when the first of its chunks is. */
export class BatchPacks {
  readonly #connection: Connection
  readonly #bodies: readonly StoredText[]
  readonly #numbers: number[] = []
  #read: { readonly pack: number; readonly text: string } | null = null

  constructor(connection: Connection, bodies: readonly StoredText[]) {
    this.#connection = connection
    this.#bodies = bodies
  }

  /** The number that the pack is stored under. */
  numberOf(index: number): number {
    const known = this.#numbers[index]
    if (known !== undefined) return known
    const body = this.#bodies[index]
    const last = this.#connection.get<{ readonly no: number | null }>('select max(no) as no from pack')?.no ?? 0
    const no = last + 1
    this.#connection.insert('insert into pack (no, body, checksum) values (?, ?, ?)', no, body, checksumOf([no, body]))
    this.#numbers[index] = no
    return no
  }

  textOf({ pack, start, length }: ChunkPlace): string {
    if (this.#read?.pack !== pack) this.#read = { pack, text: unpackText(this.#bodies[pack] ?? '') }
    return this.#read.text.slice(start, start + length)
  }
}
