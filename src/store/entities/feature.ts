import { entity } from './entity.ts'

/** Values that the annotations of one object share, frame after frame; numbered within their content. */
export const feature = entity({
  table: 'feature',
  alias: 'f',
  inContent: true,
  columns: {
    contentNo: { type: 'integer', required: true },
    no: { type: 'integer', required: true },
    /** The group's name in ids. */
    groupIdName: { type: 'text', addresses: 'no', column: 'group_name' },
    featureId: { type: 'id', required: true },
    schemaId: { type: 'id', addresses: 'yes' },
    name: { type: 'text' },
    annotationKind: { type: 'text', required: true },
  },
  primaryKey: ['contentNo', 'no'],
})
