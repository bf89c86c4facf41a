import type { Bounds } from '../../model/index.ts'
import { checkValues } from '../checksum.ts'
import { type Sql, sql } from '../sql.ts'
import { encoded, entity } from './entity.ts'
import { label } from './label.ts'

/** A thing that is followed through the frames of a group. */
export interface StoredFeature {
  readonly labelId: string
  /** As in ids. */
  readonly groupName: string
  readonly featureId: string
  readonly schemaId: string | null
  readonly name: string | null
  /** Null for an answer, and for a feature that no frame holds. */
  readonly annotationKind: string | null
  /* Of the frames that hold it, as exported. */
  readonly firstFrame: number | null
  readonly lastFrame: number | null
  readonly frameCount: number
  /** Around all of its geometry, measured masks included. */
  readonly bounds: Bounds | null
  readonly area: FeatureSum
  readonly length: FeatureSum
  readonly unmeasuredMaskCount: number
  /** Frames in which it is present: ranges, both ends included, ascending. */
  readonly presence: readonly (readonly [start: number, end: number])[]
}

/** Over the annotations of a feature that have the value. */
interface FeatureSum {
  readonly count: number
  readonly sum: number
}

/** Columns as they are read. `measured` are the sums over its measured masks, with the key and checksum of their row. */
interface FeatureColumns
  extends Omit<StoredFeature, 'groupName' | 'bounds' | 'area' | 'length' | 'unmeasuredMaskCount' | 'presence'> {
  readonly groupIdName: string
  readonly maskCount: number
  readonly minX: number | null
  readonly minY: number
  readonly maxX: number
  readonly maxY: number
  readonly areaCount: number
  readonly areaSum: number | null
  readonly lengthCount: number
  readonly lengthSum: number | null
  readonly presence: string | null
  readonly measured: readonly (number | null)[] | null
}

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
  within: { of: label, on: { contentNo: 'contentNo' } },
  listed: row => sql`${row.frameCount} is not null`,
  columns: {
    contentNo: { type: 'integer', required: true, uncovered: true },
    no: { type: 'integer', required: true },
    /** The group's name in ids. */
    groupIdName: { type: 'text', addresses: 'no', column: 'group_name' },
    featureId: { type: 'id', required: true, filter: true },
    schemaId: { type: 'id', addresses: 'yes', filter: true },
    name: { type: 'text', filter: true, sort: true },
    /** Null for an answer, and for a feature that no frame holds. */
    annotationKind: { type: 'text', filter: true },
    /** Whether the export has images of its annotations. */
    isMask: { type: 'boolean', required: true, ddl: 'default 0' },
    /* Of all annotations or answers of the feature in frames, as exported. */
    firstFrame: { type: 'integer', filter: true, sort: true },
    lastFrame: { type: 'integer', filter: true },
    frameCount: { type: 'integer', filter: true, sort: true },
    maskCount: { type: 'integer' },
    /* Of geometry that is no mask, as are the areas and lengths. */
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
    presence: { type: 'text', addresses: 'no' },
  },
  computed: {
    /** As formatId makes it: feature:LABEL:GROUP:FEATURE. */
    id: {
      type: 'id',
      required: true,
      sort: true,
      behind: 'labelPart',
      sql: ({ groupIdName, featureId, parent }) => featureIdOf(parent.id, groupIdName, featureId),
    },
    labelPart: { type: 'id', required: true, parent: 'idPart' },
    labelId: { type: 'id', required: true, filter: true, parent: 'id' },
    dataRowId: { type: 'id', filter: true, parent: 'dataRowId' },
    projectId: { type: 'id', filter: true, parent: 'projectId' },
    createdBy: { type: 'text', filter: true, parent: 'createdBy' },
    group: { type: 'GroupKey', filter: true, sql: ({ groupIdName }) => groupKeyOf(groupIdName) },
    /** The export's spelling. */
    groupName: {
      type: 'text',
      filter: true,
      sql: (row, { capabilities }) =>
        capabilities.groupName(sql`(select c.groups from content c where c.no = ${row.contentNo})`, row.groupIdName),
    },
    presentAt: {
      type: 'integer',
      filter: 'exact',
      holds: ({ firstFrame, lastFrame, presence }, frame, { capabilities }) =>
        sql`case when ${presence} is null then coalesce(${frame} between ${firstFrame} and ${lastFrame}, false)
          else ${capabilities.inRanges(sql`${frame}`, presence)} end`,
    },
    /** The sum over its frames, of its own geometry and of measured masks. */
    area: {
      type: 'real',
      filter: true,
      sort: true,
      sql: row => sql`case when ${row.maskCount} = 0 then ${row.areaSum} else
        coalesce(${row.areaSum} + ${measured(row, sql`m.sum`)}, ${row.areaSum}, cast(${measured(row, sql`m.sum`)} as real)) end`,
    },
    length: { type: 'real', filter: true, sort: true, sql: row => row.lengthSum },
    measured: {
      type: 'json',
      sql: row =>
        sql`case when ${row.maskCount} > 0 then ${measured(
          row,
          sql`json_array(m.content_no, m.content_version, m.feature_no, m.count, m.sum, m.min_x, m.min_y, m.max_x, m.max_y,
          m.checksum)`,
        )} end`,
    },
  },
  relations: {
    label: { to: 'label', on: {}, filter: true },
    annotation: {
      to: 'annotation',
      on: { contentNo: 'contentNo', groupIdName: 'groupIdName', featureId: 'featureId' },
      having: 'frameNumber',
      filter: true,
    },
  },
  read: [
    ...['labelId', 'groupIdName', 'featureId', 'schemaId', 'name', 'annotationKind', 'firstFrame', 'lastFrame'],
    ...['frameCount', 'maskCount', 'minX', 'minY', 'maxX', 'maxY', 'areaCount', 'areaSum', 'lengthCount', 'lengthSum'],
    ...['presence', 'measured'],
  ],
  toNode: toFeature,
  primaryKey: ['contentNo', 'no'],
})

/** A value of the row that sums up its measured masks. */
function measured(
  {
    contentNo,
    no,
    parent,
  }: { readonly contentNo: Sql; readonly no: Sql; readonly parent: { readonly contentVersion: Sql } },
  value: Sql,
): Sql {
  return sql`(select ${value} from feature_area m where m.content_no = ${contentNo}
    and m.content_version = ${parent.contentVersion} and m.feature_no = ${no})`
}

/** The id of a feature. */
export const featureIdOf = (labelId: Sql, groupIdName: Sql, featureId: Sql): Sql =>
  sql`'feature:' || ${encoded(labelId)} || ':' || ${encoded(groupIdName)} || ':' || ${encoded(featureId)}`

export const groupKeyOf = (groupIdName: Sql): Sql => sql`case when ${groupIdName} in ('Axial', 'Sagittal', 'Coronal')
  then upper(${groupIdName}) when ${groupIdName} is not null then 'OTHER' end`

function toFeature({ groupIdName, measured, presence, ...row }: FeatureColumns): StoredFeature {
  const { labelId, featureId, schemaId, name, annotationKind, firstFrame, lastFrame, frameCount } = row
  if (measured) checkValues(measured.slice(0, -1), measured.at(-1) as number)
  const [, , , maskCount = 0, maskSum = 0, ...box] = (measured ?? []) as readonly number[]
  const own = row.minX === null ? [] : [row.minX, row.minY, row.maxX, row.maxY]
  const whole = firstFrame === null || lastFrame === null ? [] : [[firstFrame, lastFrame] as const]
  return {
    ...{
      labelId,
      groupName: groupIdName,
      featureId,
      schemaId,
      name,
      annotationKind,
      firstFrame,
      lastFrame,
      frameCount,
    },
    bounds: joined(own, (box[0] ?? null) === null ? [] : box),
    area: { count: row.areaCount + maskCount, sum: (row.areaSum ?? 0) + maskSum },
    length: { count: row.lengthCount, sum: row.lengthSum ?? 0 },
    unmeasuredMaskCount: row.maskCount - maskCount,
    presence: presence === null ? whole : (JSON.parse(presence) as StoredFeature['presence']),
  }
}

/** The box around two, of which either may be missing. */
function joined(one: readonly number[], other: readonly number[]): Bounds | null {
  const [left, top, right, bottom] = one.length === 0 ? other : one
  if (left === undefined || top === undefined || right === undefined || bottom === undefined) return null
  const [otherLeft = left, otherTop = top, otherRight = right, otherBottom = bottom] = other
  return {
    left: Math.min(left, otherLeft),
    top: Math.min(top, otherTop),
    right: Math.max(right, otherRight),
    bottom: Math.max(bottom, otherBottom),
  }
}
