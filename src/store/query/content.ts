import { type Format, type GroupHead, isTurnOver, nextTurn } from '../../model/index.ts'
import { checkRow } from '../checked-tables.ts'
import { checkValues, rowMissing } from '../checksum.ts'
import { parseStored, type StoredText, unpackLongText, unpackText } from '../compressed-text.ts'
import type { ChunkEntry, ChunkOwner, StoreReader } from '../contract.ts'
import { CHUNK_RANGE, ENTITIES, HEAD, type StoredRow } from '../entities/index.ts'
import { shownText } from '../hiding.ts'
import type { PackedChunk } from '../packs.ts'
import { inScope, type ReadContext, visible } from '../query-context.ts'
import { literal, raw, type Sql, sql } from '../sql.ts'

const firstOf = (contentNo: Sql) => sql`${contentNo} * ${literal(CHUNK_RANGE)}`
const headOf = (contentNo: Sql) => sql`${firstOf(contentNo)} + ${literal(HEAD)}`

/** The numbers of a content's chunks, but for its head. */
const numberedWithin = (no: Sql, contentNo: Sql) =>
  sql`${no} >= ${firstOf(contentNo)} and ${no} < ${firstOf(sql`(${contentNo} + 1)`)} and ${no} <> ${headOf(contentNo)}`

interface ContentRow extends StoredRow<'content'> {
  readonly labelId: string
  readonly version: number
  readonly checksum: number
  readonly format: Format
  /** Where the head is, if it is a chunk. */
  readonly pack: number | null
  readonly start: number
  readonly length: number
  readonly chunkChecksum: number
}

interface ChunkRow
  extends Pick<PackedChunk, 'groupName' | 'firstFrame' | 'lastFrame' | 'frameCount' | 'pack' | 'start' | 'length'> {
  readonly no: number
  readonly checksum: number
}

/** All columns of the chunk `k`. */
const CHUNK_COLUMNS =
  raw(`k.no, k.group_name as "groupName", k.first_frame as "firstFrame", k.last_frame as "lastFrame",
  k.frame_count as "frameCount", k.pack_no as pack, k.start, k.length, k.checksum`)

function checkChunk({
  no,
  groupName,
  firstFrame,
  lastFrame,
  frameCount,
  pack,
  start,
  length,
  checksum,
}: ChunkRow): void {
  checkValues([no, groupName, firstFrame, lastFrame, frameCount, pack, start, length], checksum)
}

export const contentReader = (
  context: ReadContext,
): Pick<StoreReader, 'contents' | 'contentStamps' | 'chunkDirectory' | 'chunks'> => ({
  async contents(labelIds) {
    const rows = await context.rows<ContentRow>(sql`select l.id as "labelId", c.no, l.content_version as version,
        c.format, c.groups, c.fetched, c.head, c.annotation_count as "annotationCount",
        c.remote_group_count as "remoteGroupCount", c.entries_checksum as "entriesChecksum", c.checksum,
        k.pack_no as pack, k.start, k.length, k.checksum as "chunkChecksum"
      from label l left join content c on c.no = l.content_no
      left join chunk k on c.head is null and k.no = ${headOf(sql`c.no`)} where ${labelsSeen(context, labelIds)}`)
    for (const row of rows) {
      if (row.no === null) throw rowMissing()
      checkRow(ENTITIES.content, row)
      if (row.head === null) checkHead(row)
    }
    const texts = await packTexts(context, rows)
    return inOrder(
      labelIds,
      rows,
      row => row.labelId,
      row => {
        const { no, version, format, head } = row
        const text = head === null ? textOf(texts, row) : unpackText(head)
        if (text === null) throw rowMissing()
        const groups = groupsOf(row)
        const { hiding } = context
        const shown = hiding ? groups.map(group => ({ ...group, name: shownText(hiding, group.name) })) : groups
        return { no, version, format, head: text, groups: shown }
      },
    )
  },

  async contentStamps(labelIds) {
    const rows = await context.rows<{ readonly labelId: string; readonly stamp: string }>(sql`
      select l.id as "labelId", c.no || ' ' || c.checksum || ' ' || (select count(*) || ' ' || coalesce(sum(k.checksum), 0)
          from chunk k where ${numberedWithin(sql`k.no`, sql`l.content_no`)}) || ' ' ||
        (select count(*) || ' ' || coalesce(sum(m.checksum), 0) from mask m
          where m.label_id = l.id and m.content_version = l.content_version) as stamp
      from label l join content c on c.no = l.content_no where ${labelsSeen(context, labelIds)}`)
    return inOrder(
      labelIds,
      rows,
      row => row.labelId,
      row => row.stamp,
    )
  },

  async chunkDirectory(keys) {
    const rows = await context.rows<ChunkRow & ChunkOwner>(sql`select l.id as "labelId", ${CHUNK_COLUMNS}
      from label l join chunk k on ${numberedWithin(sql`k.no`, sql`l.content_no`)}
      where ${labelsSeen(context, keys)} order by k.first_frame is not null, k.first_frame, k.no`)
    rows.forEach(checkChunk)
    const owner = (key: ChunkOwner) => JSON.stringify([key.labelId, key.groupName])
    const byOwner = Map.groupBy(rows, owner)
    return keys.map(key => (byOwner.get(owner(key)) ?? []).map(entryOf))
  },

  async chunks(numbers) {
    const rows = await context.rows<ChunkRow & { readonly format: Format }>(sql`
      select ${CHUNK_COLUMNS}, c.format
      from chunk k join content c on c.no = ${context.capabilities.floorDivide(sql`k.no`, CHUNK_RANGE)}
      where ${context.capabilities.inList(sql`k.no`, numbers)} and exists (select 1 from label l
        where l.content_no = c.no and ${visible(context, 'l')} and ${inScope(context, sql`l.project_id`)})`)
    rows.forEach(checkChunk)
    const texts = await packTexts(context, rows)
    return inOrder(
      numbers,
      rows,
      row => row.no,
      row => {
        const text = textOf(texts, row)
        if (text === null) throw rowMissing()
        return { format: row.format, text }
      },
    )
  },
})

/** The chunk of a head is of no group and no frames. */
function checkHead({ no, pack, start, length, chunkChecksum }: ContentRow): void {
  if (pack === null) throw rowMissing()
  checkValues([no * CHUNK_RANGE + HEAD, null, null, null, 0, pack, start, length], chunkChecksum)
}

const entryOf = ({ no, firstFrame, lastFrame, frameCount }: ChunkRow): ChunkEntry => ({
  chunk: no,
  firstFrame,
  lastFrame,
  frameCount,
})

type PackPlace = Pick<ContentRow, 'pack' | 'start' | 'length'>

/** The texts of these packs, by number. */
async function packTexts(context: ReadContext, places: readonly PackPlace[]): Promise<ReadonlyMap<number, string>> {
  const numbers = new Set(places.map(({ pack }) => pack).filter(pack => pack !== null))
  if (numbers.size === 0) return new Map()
  const packs = await context.rows<{ no: number; body: StoredText; checksum: number }>(
    sql`select no, body, checksum from pack where ${context.capabilities.inList(sql`no`, [...numbers])}`,
  )
  const texts = new Map<number, string>()
  for (const { no, body, checksum } of packs) {
    if (texts.size > 0 && isTurnOver()) await nextTurn(context.owner)
    checkValues([body], checksum)
    texts.set(no, await unpackLongText(body))
  }
  return texts
}

/** Null if the pack is missing. */
function textOf(texts: ReadonlyMap<number, string>, { pack, start, length }: PackPlace): string | null {
  return texts.get(pack ?? 0)?.slice(start, start + length) ?? null
}

/** That the label `l` is one of these, and seen by the reader. */
export function labelsSeen(context: ReadContext, keys: readonly (string | { readonly labelId: string })[]): Sql {
  const ids = new Set(keys.map(key => (typeof key === 'string' ? key : key.labelId)))
  return sql`${context.capabilities.inList(sql`l.id`, [...ids])} and ${visible(context, 'l')}
    and ${inScope(context, sql`l.project_id`)}`
}

/** The values of the rows with these names, in their order; null where there is none. */
export function inOrder<Name, Row, T>(
  names: readonly Name[],
  rows: readonly Row[],
  nameOf: (row: Row) => Name,
  read: (row: Row) => T,
): (T | null)[] {
  const found = new Map(rows.map(row => [nameOf(row), row]))
  return names.map(name => {
    const row = found.get(name)
    return row === undefined ? null : read(row)
  })
}

/** A group whose frames were fetched is remote no more. */
function groupsOf({ groups, fetched }: ContentRow): readonly GroupHead[] {
  const heads = parseStored<readonly GroupHead[]>(groups)
  const counts = new Map(Object.entries(parseStored<Readonly<Record<string, number>>>(fetched)))
  if (counts.size === 0) return heads
  return heads.map(head => {
    const frameCount = counts.get(head.idName)
    return frameCount === undefined ? head : { ...head, remote: false, frameCount }
  })
}
