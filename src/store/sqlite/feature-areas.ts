import type { MeasuredMask } from '../../model/index.ts'
import { FEATURE_AREAS, ROW_CHECKSUM } from '../checked-tables.ts'
import { checksumOf, checkValues } from '../checksum.ts'
import { packText, type StoredText, unpackBody } from '../compressed-text.ts'
import { NO_FRAME, NO_GROUP } from '../entities/index.ts'
import type { FetchedMask } from '../fetched.ts'
import type { Connection } from './connection.ts'

/* Sums over the measured masks of features, which change with each mask. The features themselves stay as they were loaded. */

/** The masks of a version of a label, and a content that shows them. */
interface Shown {
  readonly labelId: string
  readonly version: number
  readonly contentNo: number
}

interface Sum {
  readonly count: number
  readonly sum: number
  /** Null while no mask has a pixel. */
  readonly bounds: readonly [minX: number, minY: number, maxX: number, maxY: number] | null
}

/** Writes a mask, and adds it to the sum of its feature. */
export function writeMask(connection: Connection, fetched: FetchedMask): void {
  const { labelId, version, groupName, frameNumber, featureId, mask } = fetched
  const place = [labelId, version, groupName ?? NO_GROUP, frameNumber ?? NO_FRAME, featureId]
  const older = connection.get<Pick<MaskRow, 'area' | 'body' | 'checksum'>>(SELECT_MASK, ...place)
  connection.run(WRITE_MASK, ...place, mask.area, packText(JSON.stringify(mask)))
  if (groupName === null || frameNumber === null) return
  const isOlderSound = older !== undefined && checksumOf([...place, older.area, older.body]) === older.checksum
  if (isOlderSound && hasSameArea(unpackBody<MeasuredMask>(older.body), mask)) return
  const contents = connection.all<{ readonly contentNo: number }>(
    'select distinct content_no as "contentNo" from label where id = ? and content_version = ?',
    ...[labelId, version],
  )
  for (const { contentNo } of contents) {
    const feature = connection.get<{ readonly no: number }>(
      `${OWNER} and exists (${AT_PLACE})`,
      ...[contentNo, groupName, featureId, frameNumber],
    )
    if (!feature) continue
    const key = [contentNo, version, feature.no] as const
    const known = connection.get<AreaRow>(SELECT, ...key)
    if (!older && (!known || isSound(key, known))) writeSum(connection, key, plus(known ? sumOf(known) : NOTHING, mask))
    else sumMasks(connection, { labelId, version, contentNo }, { groupName, featureId })
  }
}

const SELECT_MASK = `select area, body, checksum from mask
  where label_id = ? and content_version = ? and group_name = ? and frame_number = ? and feature_id = ?`
const WRITE_MASK = `insert into mask (label_id, content_version, group_name, frame_number, feature_id, area, body, checksum)
  values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ${ROW_CHECKSUM}(?1, ?2, ?3, ?4, ?5, ?6, ?7))
  on conflict do update set area = excluded.area, body = excluded.body, checksum = excluded.checksum`

/**
 * Sums up all masks of a version of a label that a content shows, or those of a group or a feature: for a content that was
 * written while some of its masks were measured already.
 */
export function sumMasks(
  connection: Connection,
  { labelId, version, contentNo }: Shown,
  { groupName, featureId: only }: { readonly groupName?: string; readonly featureId?: string } = {},
): void {
  const masks = connection.all<MaskRow>(
    `select m.area, m.body, m.checksum, m.group_name as "groupName", m.frame_number as "frameNumber",
       m.feature_id as "featureId", (${OWNER_OF_MASK}) as no
     from mask m where m.label_id = ?2 and m.content_version = ?3 and m.frame_number >= 0
       and m.group_name = coalesce(?4, m.group_name) and m.feature_id = coalesce(?5, m.feature_id)`,
    ...[contentNo, labelId, version, groupName ?? null, only ?? null],
  )
  const sums = new Map<number, Sum>()
  for (const { no, area, body, checksum, groupName: group, frameNumber, featureId } of masks) {
    checkValues([labelId, version, group, frameNumber, featureId, area, body], checksum)
    if (no !== null) sums.set(no, plus(sums.get(no) ?? NOTHING, unpackBody<MeasuredMask>(body)))
  }
  connection.run(
    `delete from feature_area where content_no = ?1 and content_version = ?2 and (?3 is null or feature_no in
      (select no from feature where content_no = ?1 and group_name = ?3 and feature_id = coalesce(?4, feature_id)))`,
    ...[contentNo, version, groupName ?? null, only ?? null],
  )
  for (const [no, sum] of sums) writeSum(connection, [contentNo, version, no], sum)
}

const OWNER = `select o.no from feature o where o.content_no = ?1 and o.group_name = ?2 and o.feature_id = ?3
  and o.frame_count is not null`
/** An annotation of the feature that is a mask in that frame. */
const AT_PLACE = `select 1 from feature f join annotation a on a.content_no = f.content_no and a.feature_no = f.no
  where f.content_no = ?1 and f.group_name = ?2 and f.feature_id = ?3 and f.is_mask = 1 and a.frame_number = ?4`
const OWNER_OF_MASK = `${OWNER} and exists (${AT_PLACE})`
  .replaceAll('?2', 'm.group_name')
  .replaceAll('?3', 'm.feature_id')
  .replaceAll('?4', 'm.frame_number')

interface MaskRow {
  readonly no: number | null
  readonly area: number
  readonly body: StoredText
  readonly checksum: number
  readonly groupName: string
  readonly frameNumber: number
  readonly featureId: string
}

type Key = readonly [contentNo: number, version: number, featureNo: number]

interface AreaRow {
  readonly checksum: number
  readonly count: number
  readonly sum: number
  readonly minX: number | null
  readonly minY: number
  readonly maxX: number
  readonly maxY: number
}

const SELECT = `select count, sum, min_x as "minX", min_y as "minY", max_x as "maxX", max_y as "maxY", checksum from feature_area
  where content_no = ? and content_version = ? and feature_no = ?`
const REPLACE = `insert or replace into feature_area (${FEATURE_AREAS.covers.join(', ')}, checksum)
  values (${FEATURE_AREAS.covers.map(() => '?').join(', ')}, ?)`

const NOTHING: Sum = { count: 0, sum: 0, bounds: null }

const sumOf = ({ count, sum, minX, minY, maxX, maxY }: AreaRow): Sum => ({
  count,
  sum,
  bounds: minX === null ? null : [minX, minY, maxX, maxY],
})

function plus({ count, sum, bounds }: Sum, { area, boundingBox }: MeasuredMask): Sum {
  const added = { count: count + 1, sum: sum + area }
  if (!boundingBox) return { ...added, bounds }
  const { left, top, width, height } = boundingBox
  const [minX, minY, maxX, maxY] = bounds ?? [left, top, left + width, top + height]
  const joined = [Math.min(minX, left), Math.min(minY, top), Math.max(maxX, left + width), Math.max(maxY, top + height)]
  return { ...added, bounds: joined as [number, number, number, number] }
}

function writeSum(connection: Connection, key: Key, { count, sum, bounds }: Sum): void {
  const values = [...key, count, sum, ...(bounds ?? [null, null, null, null])]
  connection.run(REPLACE, ...values, checksumOf(values))
}

function isSound(key: Key, { count, sum, minX, minY, maxX, maxY, checksum }: AreaRow): boolean {
  return checksumOf([...key, count, sum, minX, minY, maxX, maxY]) === checksum
}

function hasSameArea(older: MeasuredMask, newer: MeasuredMask): boolean {
  const [one, other] = [older, newer].map(({ area, boundingBox: box }) => JSON.stringify([area, box]))
  return one === other
}
