import { entity } from './entity.ts'

/** A review of a label, by which the label can be found. */
export const review = entity({
  table: 'review',
  alias: 'v',
  flat: true,
  columns: {
    labelNo: { type: 'integer', required: true },
    createdBy: { type: 'text', person: true, filter: true },
    score: { type: 'real', filter: true },
    createdAt: { type: 'instant', filter: true },
  },
  indexes: { label: ['labelNo'] },
})
