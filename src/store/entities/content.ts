import { entity } from './entity.ts'

/**
 * The numbers of a content's chunks begin at this times its own. A record of 256 MiB cannot hold as many, and there
 * is room for 500 million contents below 2^53.
 */
export const CHUNK_RANGE = 2 ** 24
/** Within that range the numbers of what was fetched, rather than exported, begin here. */
export const FETCHED_FROM = CHUNK_RANGE / 2
/** The number within that range of the chunk that is the content's head. */
export const HEAD = FETCHED_FROM - 1

/** A label's annotations apart from what is searched for. The counts include what was fetched. */
export const content = entity({
  table: 'content',
  alias: 'c',
  columns: {
    no: { type: 'integer', ddl: 'primary key', uncovered: true },
    format: { type: 'text', required: true },
    annotationCount: { type: 'integer', required: true },
    remoteGroupCount: { type: 'integer', required: true },
    /** A list of GroupHead, by id name, as the export has them. */
    groups: { type: 'text', required: true },
    /** The number of frames by id name, of groups whose frames were fetched. */
    fetched: { type: 'text', required: true, ddl: "default '{}'" },
    /** Null where it is a chunk. */
    head: { type: 'packed' },
    /** The sum of the checksums of its features, annotations and classifications. */
    entriesChecksum: { type: 'integer', required: true, ddl: 'default 0' },
    /** The same of its chunks, apart from the head. */
    chunksChecksum: { type: 'integer', required: true, ddl: 'default 0' },
  },
})
