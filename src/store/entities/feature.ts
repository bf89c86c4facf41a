import { entity } from './entity.ts'

/**
 * Values that the annotations of one object share, frame after frame; numbered within their content. One of the rows of a feature
 * says how it goes through the frames of its group: it has a `frameCount`. Others are of annotations that are named
 * otherwise than the feature's first, or are in no frame.
 */
export const feature = entity({
  table: 'feature',
  alias: 'f',
  inContent: true,
  isChecked: true,
  columns: {
    contentNo: { type: 'integer', required: true, uncovered: true },
    no: { type: 'integer', required: true },
    /** The group's name in ids. */
    groupIdName: { type: 'text', addresses: 'no', column: 'group_name' },
    featureId: { type: 'id', required: true },
    schemaId: { type: 'id', addresses: 'yes' },
    name: { type: 'text' },
    /** Null for an answer, and for a feature that no frame holds. */
    annotationKind: { type: 'text' },
    /** Whether the export has images of its annotations. */
    isMask: { type: 'boolean', required: true, ddl: 'default 0' },
    /* Of all annotations or answers of the feature in frames, as exported. */
    firstFrame: { type: 'integer' },
    lastFrame: { type: 'integer' },
    frameCount: { type: 'integer' },
    maskCount: { type: 'integer' },
    /** Of geometry that is no mask, as are the areas and lengths. */
    minX: { type: 'real' },
    minY: { type: 'real' },
    maxX: { type: 'real' },
    maxY: { type: 'real' },
    areaCount: { type: 'integer' },
    areaSum: { type: 'real' },
    lengthCount: { type: 'integer' },
    lengthSum: { type: 'real' },
    /**
     * The frames of its segments, annotations and answers: a list of `[start, end]`, ascending. Null where they are all from
     * `firstFrame` to `lastFrame`.
     */
    presence: { type: 'text' },
  },
  primaryKey: ['contentNo', 'no'],
})
