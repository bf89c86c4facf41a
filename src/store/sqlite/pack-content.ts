import type { ChunkRecord } from '../../model/index.ts'
import { packText, type StoredText } from '../body.ts'
import type { PreparedContent } from '../prepare.ts'

/** A content as it is stored: chunks side by side in packs, since compressing costs by the piece. */
export interface PackedContent {
  readonly record: PreparedContent
  readonly head: StoredText
  /** Their chunks are the record's, in its order. */
  readonly packs: readonly Pack[]
}

export interface Pack {
  readonly body: StoredText
  readonly chunks: readonly PackedChunk[]
}

/** Where the chunk's text stands in the pack's, in UTF-16 units. */
export interface PackedChunk extends Omit<ChunkRecord, 'text'> {
  readonly start: number
  readonly length: number
}

/** Whoever reads one chunk unpacks its neighbours with it: about as much as one chunk may be itself. */
const PACK_LENGTH = 64 * 1024

export function packContent(record: PreparedContent): PackedContent {
  const packs: Pack[] = []
  let chunks: PackedChunk[] = []
  let text = ''
  const finish = () => {
    if (chunks.length > 0) packs.push({ body: packText(text), chunks })
    chunks = []
    text = ''
  }
  for (const { text: own, ...chunk } of record.chunks) {
    if (text.length + own.length > PACK_LENGTH) finish()
    chunks.push({ ...chunk, start: text.length, length: own.length })
    text += own
  }
  finish()
  return { record, head: packText(record.head), packs }
}
