import type { AnnotationPlace } from '../../model/index.ts'
import { literal, raw, type Sql, sql } from '../sql.ts'
import { CHUNK_RANGE } from './content.ts'
import { encoded, entity } from './entity.ts'
import { feature, featureIdOf, groupKeyOf } from './feature.ts'
import { label } from './label.ts'

/** Values in the table of masks where there is no group, and no frame. */
export const NO_GROUP = ''
export const NO_FRAME = -1

/** Where an annotation of a list is to be read: its chunk holds it, in that frame, under that feature id. */
export interface AnnotationRef extends AnnotationPlace {
  readonly chunk: number
}

export const annotation = entity({
  table: 'annotation',
  alias: 'a',
  inContent: true,
  within: { of: label, on: { contentNo: 'contentNo' } },
  joined: { to: feature, on: { contentNo: 'contentNo', no: 'featureNo' } },
  columns: {
    contentNo: { type: 'integer', required: true },
    featureNo: { type: 'integer', required: true },
    /** Counts the annotations of a content as they were written. */
    seq: { type: 'integer', required: true },
    /** Of its chunk, within the content's range. */
    chunkIndex: { type: 'integer', required: true },
    groupIdName: { ...feature.columns.groupIdName, joined: true },
    frameNumber: { type: 'integer', filter: true, sort: true },
    /** Counts those of one frame, or of a group or a label itself, in the export's order. */
    place: { type: 'integer', required: true },
    featureId: { ...feature.columns.featureId, joined: true, filter: true },
    schemaId: { ...feature.columns.schemaId, joined: true, filter: true },
    name: { ...feature.columns.name, joined: true, filter: true, sort: true, group: 'NAME' },
    annotationKind: {
      ...feature.columns.annotationKind,
      required: true,
      joined: true,
      filter: true,
      group: 'ANNOTATION_KIND',
    },
    isMask: { ...feature.columns.isMask, joined: true },
    keyFrame: { type: 'boolean', filter: true },
    ownArea: { type: 'real', column: 'area' },
    length: { type: 'real', filter: true, sort: true, summary: true },
  },
  computed: {
    /** As formatId makes it: annotation:LABEL[:GROUP[:FRAME]]:FEATURE. */
    id: {
      type: 'id',
      required: true,
      sort: true,
      sql: ({ groupIdName, frameNumber, featureId, parent }) => sql`'annotation:' || ${encoded(parent.id)} ||
        case when ${groupIdName} is null then '' else ':' || ${encoded(groupIdName)} end ||
        case when ${frameNumber} is null then '' else ':' || ${frameNumber} end || ':' || ${encoded(featureId)}`,
    },
    chunk: {
      type: 'integer',
      required: true,
      sql: row => sql`${row.contentNo} * ${literal(CHUNK_RANGE)} + ${row.chunkIndex}`,
    },
    /** Of the feature that it is of: null outside of frames. */
    ofFeature: {
      type: 'id',
      sql: ({ groupIdName, frameNumber, featureId, parent }) =>
        sql`case when ${frameNumber} is not null then ${featureIdOf(parent.id, groupIdName, featureId)} end`,
    },
    labelId: { type: 'id', required: true, filter: true, parent: 'id' },
    dataRowId: { type: 'id', filter: true, parent: 'dataRowId' },
    projectId: { type: 'id', filter: true, group: 'PROJECT', parent: 'projectId' },
    datasetId: { type: 'id', group: 'DATASET', parent: 'datasetId' },
    datasetName: { type: 'text', group: 'DATASET', parent: 'datasetName' },
    createdBy: { type: 'text', filter: true, group: 'CREATED_BY', parent: 'createdBy' },
    createdAt: { type: 'instant', parent: 'createdAt' },
    globalKey: { type: 'text', via: ['dataRow', 'globalKey'] },
    group: {
      type: 'GroupKey',
      filter: true,
      group: 'GROUP',
      sql: ({ groupIdName }) => groupKeyOf(groupIdName),
    },
    /** The export's spelling. */
    groupName: {
      type: 'text',
      filter: true,
      sql: (row, { capabilities }) =>
        capabilities.groupName(sql`(select c.groups from content c where c.no = ${row.contentNo})`, row.groupIdName),
    },
    /** Of its own geometry, or of the mask that was fetched for it. */
    area: {
      type: 'real',
      filter: true,
      sort: true,
      summary: true,
      sql: row => sql`case when ${row.ownArea} is null and ${row.length} is null then
        (select cast(m.area as real) from ${maskOf(row)}) else ${row.ownArea} end`,
    },
  },
  relations: {
    label: { to: 'label', on: {}, filter: true },
    dataRow: { to: 'dataRow', on: { id: 'dataRowId' } },
    classification: {
      to: 'classification',
      on: { contentNo: 'contentNo', annotationSeq: 'seq' },
      filter: true,
    },
  },
  parents: { label: 'labelId', feature: { id: 'ofFeature', parts: ['labelId', 'groupIdName', 'featureId'] } },
  // Not by seq: a load that adds or takes away something before a row changes it, and a cursor from before the load
  // would pass over rows or bring them twice.
  order: ['labelId', 'groupIdName', 'frameNumber', 'place'],
  read: ['labelId', 'chunk', 'groupIdName', 'frameNumber', 'featureId'],
  toNode: ({ groupIdName, ...ref }: Omit<AnnotationRef, 'groupName'> & { groupIdName: string | null }) => ({
    ...ref,
    groupName: groupIdName,
  }),
  stats: {
    time: 'createdAt',
    counts: {
      annotationCount: () => sql`count(*)`,
      featureCount: row => sql`count(distinct ${row.parent.no} || '/' || ${groupPart(row)} || ${row.featureId})`,
      frameCount: row => sql`count(distinct ${row.parent.no} || '/' || ${groupPart(row)} || ${row.frameNumber})`,
      labelCount: row => sql`count(distinct ${row.parent.no})`,
      unmeasuredMaskCount: row => sql`count(case when ${row.isMask} = 1 and not exists
        (select 1 from ${maskOf(row)} and m.area is not null) then 1 end)`,
    },
  },
  primaryKey: ['contentNo', 'featureNo', 'seq'],
})

interface Placed {
  readonly groupIdName: Sql
  readonly frameNumber: Sql
  readonly featureId: Sql
  readonly parent: { readonly id: Sql; readonly contentVersion: Sql }
}

/** The mask that was fetched for an annotation. */
const maskOf = ({ groupIdName, frameNumber, featureId, parent }: Placed) => sql`mask m
  where m.label_id = ${parent.id} and m.content_version = ${parent.contentVersion}
    and m.group_name = coalesce(${groupIdName}, ${raw(`'${NO_GROUP}'`)})
    and m.frame_number = coalesce(${frameNumber}, ${literal(NO_FRAME)}) and m.feature_id = ${featureId}`

/** Preceded by its length, or by nothing where there is none, so that no two places look alike. */
const groupPart = ({ groupIdName }: { readonly groupIdName: Sql }) =>
  sql`coalesce(length(${groupIdName}) || ':' || ${groupIdName}, '') || '/'`
