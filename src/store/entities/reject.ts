import type { RejectedRecord } from '../../model/index.ts'
import { LONGEST_PERSON } from '../people.ts'
import { everythingInScope } from '../query-context.ts'
import { entity } from './entity.ts'
import { exportEntity } from './export.ts'

/** A rejected record, with its first characters. */
export interface Reject extends Omit<RejectedRecord, 'bytes'> {
  readonly excerpt: string
}

/** How many characters of a rejected record are shown; the record itself is kept whole. */
const EXCERPT_LENGTH = 200
/** A character takes at most four. A person at the end of them is read whole, even in JSON's escapes, so as to be found. */
const EXCERPT_BYTES = EXCERPT_LENGTH * 4 + LONGEST_PERSON * 6

export const reject = entity({
  table: 'reject',
  alias: 'r',
  within: { of: exportEntity, on: { no: 'exportNo' } },
  columns: {
    no: { type: 'integer', ddl: 'primary key', uncovered: true },
    born: { type: 'integer', required: true },
    exportNo: { type: 'integer', uncovered: true },
    line: { type: 'integer', required: true, sort: true },
    byteOffset: { type: 'integer', required: true },
    path: { type: 'text', required: true },
    reason: { type: 'text', required: true },
    bytes: { type: 'bytes', required: true, firstBytes: EXCERPT_BYTES },
  },
  computed: { exportId: { type: 'id', parent: 'id' } },
  /** A rejected record may be of any project. */
  scope: (_, context) => everythingInScope(context),
  parents: { export: 'exportId' },
  order: ['line'],
  tie: 'byteOffset',
  read: ['line', 'byteOffset', 'path', 'reason', 'bytes'],
  toNode: ({ bytes, ...fields }: Omit<Reject, 'excerpt'> & { bytes: Uint8Array }, show) => ({
    ...fields,
    excerpt: [...show(new TextDecoder().decode(bytes))].slice(0, EXCERPT_LENGTH).join(''),
  }),
  indexes: { export: ['exportNo', 'line'] },
})
