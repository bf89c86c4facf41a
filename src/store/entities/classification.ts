import { entity } from './entity.ts'

/** One answer of a classification, or the classification itself where it has none. */
export const classification = entity({
  table: 'classification',
  alias: 'k',
  inContent: true,
  flat: true,
  columns: {
    contentNo: { type: 'integer', required: true },
    /** Null where it belongs to the label, a group or a frame. */
    annotationSeq: { type: 'integer' },
    name: { type: 'text', filter: true },
    value: { type: 'text', filter: true },
    answer: { type: 'text', filter: true },
    text: { type: 'text', filter: true, addresses: 'known' },
    /** The group with whose frames it was fetched. */
    fetchedGroup: { type: 'text' },
  },
  indexes: { content: ['contentNo', 'annotationSeq'] },
})
