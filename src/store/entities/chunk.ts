import { entity } from './entity.ts'

/**
 * A stretch of a pack's text, in UTF-16 units: frames or objects of a content, or its head. It is numbered within the range
 * of its content (CHUNK_RANGE). Content rows hold the sum of the checksums of their chunks, apart from the head's.
 */
export const chunk = entity({
  table: 'chunk',
  alias: 'ch',
  columns: {
    no: { type: 'integer', ddl: 'primary key' },
    groupName: { type: 'text', addresses: 'no' },
    /** Null, both, for objects without a frame. */
    firstFrame: { type: 'integer' },
    lastFrame: { type: 'integer' },
    frameCount: { type: 'integer', required: true },
    /** A pack holds chunks of several contents, and is there for as long as one of them is. */
    pack: { type: 'integer', required: true, column: 'pack_no' },
    start: { type: 'integer', required: true },
    length: { type: 'integer', required: true },
  },
  indexes: { pack: ['pack'] },
})
