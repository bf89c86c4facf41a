import { packText, type StoredText, unpackText } from './compressed-text.ts'
import type { KeptTable } from './kept-memory.ts'

/** Texts that are kept in memory; long ones compressed. */
export interface KeptTexts {
  get(key: string): string | undefined
  set(key: string, text: string): void
}

export const keptTexts = (table: KeptTable<string, StoredText>): KeptTexts => ({
  get(key) {
    const stored = table.get(key)
    return stored === undefined ? undefined : unpackText(stored)
  },
  set(key, text) {
    const packed = packText(text)
    // In memory of its own: what zlib returns is part of a block as long as the text.
    const stored = typeof packed === 'string' ? packed : new Uint8Array(packed)
    table.set(key, stored, memoryOf(stored) + key.length)
  },
})

/** Measured: of an array beside its bytes. */
const BYTES_OF_ARRAY = 200

function memoryOf(stored: StoredText): number {
  if (typeof stored !== 'string') return stored.length + BYTES_OF_ARRAY
  // V8 holds a text in one byte a character if it can.
  return Buffer.byteLength(stored) === stored.length ? stored.length : 2 * stored.length
}
