import { entity } from './entity.ts'

/** A label's annotations apart from what is searched for. The counts include what was fetched. */
export const content = entity({
  table: 'content',
  alias: 'c',
  columns: {
    no: { type: 'integer', ddl: 'primary key' },
    format: { type: 'text', required: true },
    annotationCount: { type: 'integer', required: true },
    remoteGroupCount: { type: 'integer', required: true },
    /** A list of GroupHead, by id name, as the export has them. */
    groups: { type: 'text', required: true },
    /** The number of frames by id name, of groups whose frames were fetched. */
    fetched: { type: 'text', required: true, ddl: "default '{}'" },
    head: { type: 'packed', required: true },
  },
})
