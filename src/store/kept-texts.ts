import { packText, type StoredText, unpackText } from './compressed-text.ts'
import type { KeptTable, KeptTexts } from './kept-memory.ts'

/** A table of texts that are kept in memory; long ones compressed. */
export const keptTexts = (table: KeptTable<string, StoredText>): KeptTexts => ({
  get(key) {
    const stored = table.get(key)
    return stored === undefined ? undefined : unpackText(stored)
  },
  set(key, text) {
    const stored = packText(text)
    table.set(key, stored, memoryOf(stored))
  },
})

/** V8 holds a text in one byte a character if it can. */
const memoryOf = (stored: StoredText): number =>
  typeof stored !== 'string' || Buffer.byteLength(stored) === stored.length ? stored.length : 2 * stored.length
