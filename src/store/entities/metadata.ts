import { entity } from './entity.ts'

/** One value of a data row's metadata, by which it can be found. */
export const metadata = entity({
  table: 'metadata',
  alias: 'm',
  flat: true,
  columns: {
    dataRowNo: { type: 'integer', required: true },
    schemaId: { type: 'id', addresses: 'yes', filter: 'exact' },
    schemaName: { type: 'text', filter: 'exact' },
    text: { type: 'text', filter: true, addresses: 'known' },
    number: { type: 'real', filter: true },
    time: { type: 'instant', filter: true },
  },
  indexes: { data_row: ['dataRowNo'] },
})
