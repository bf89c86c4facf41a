import { type Format, type GroupHead, isTurnOver, nextTurn } from '../../model/index.ts'
import { checkRow } from '../checked-tables.ts'
import { checkValues, rowDamaged, rowMissing } from '../checksum.ts'
import { parseStored, type StoredText, unpackLongText, unpackText } from '../compressed-text.ts'
import type { ChunkEntry, ChunkOwner, StoreReader } from '../contract.ts'
import { type AnyEntity, CHUNK_RANGE, columnOf, ENTITIES, HEAD, ownColumns, type StoredRow } from '../entities/index.ts'
import { shownText } from '../hiding.ts'
import { inScope, type ReadContext, visible } from '../query-context.ts'
import { join, literal, quoted, raw, type Sql, sql } from '../sql.ts'

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

interface ChunkRow extends StoredRow<'chunk'> {
  readonly checksum: number
}

/** All columns of an entity, with the checksum of the row. */
const columnsOf = (entity: AnyEntity): Sql =>
  join([
    ...ownColumns(entity).map(([field, column]) => sql`${columnOf(entity.alias, field, column)} as ${quoted(field)}`),
    raw(`${entity.alias}.checksum`),
  ])

const CONTENT_COLUMNS = columnsOf(ENTITIES.content)
const CHUNK_COLUMNS = columnsOf(ENTITIES.chunk)

const checkChunk = (row: ChunkRow) => checkRow(ENTITIES.chunk, row)

export const contentReader = (
  context: ReadContext,
): Pick<StoreReader, 'contents' | 'contentStamps' | 'chunkDirectory' | 'chunks'> => ({
  async contents(labelIds) {
    const rows = await context.rows<ContentRow>(sql`select l.id as "labelId", l.content_version as version,
        ${CONTENT_COLUMNS}, ch.pack_no as pack, ch.start, ch.length, ch.checksum as "chunkChecksum"
      from label l left join content c on c.no = l.content_no
      left join chunk ch on c.head is null and ch.no = ${headOf(sql`c.no`)} where ${labelsSeen(context, labelIds)}`)
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
      select l.id as "labelId", c.no || ' ' || c.checksum || ' ' ||
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
    const rows = await context.rows<DirectoryRow>(sql`
      select l.id as "labelId", c.chunks_checksum as "chunksChecksum", ${CHUNK_COLUMNS}
      from label l left join content c on c.no = l.content_no
      left join chunk ch on ${numberedWithin(sql`ch.no`, sql`c.no`)}
      where ${labelsSeen(context, keys)} order by ch.first_frame is not null, ch.first_frame, ch.no`)
    for (const chunks of Map.groupBy(rows, row => row.labelId).values()) checkChunks(chunks)
    const owner = (key: ChunkOwner) => JSON.stringify([key.labelId, key.groupName])
    const byOwner = Map.groupBy(
      rows.filter(({ no }) => no !== null),
      owner,
    )
    return keys.map(key => (byOwner.get(owner(key)) ?? []).map(entryOf))
  },

  async chunks(numbers) {
    const rows = await context.rows<ChunkRow & { readonly format: Format }>(sql`
      select ${CHUNK_COLUMNS}, c.format
      from chunk ch join content c on c.no = ${context.capabilities.floorDivide(sql`ch.no`, CHUNK_RANGE)}
      where ${context.capabilities.inList(sql`ch.no`, numbers)} and exists (select 1 from label l
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
  const row = { no: no * CHUNK_RANGE + HEAD, frameCount: 0, pack, start, length }
  checkRow(ENTITIES.chunk, { ...row, checksum: chunkChecksum })
}

/** A chunk of a label; without one, a row whose number is null. */
interface DirectoryRow extends ChunkRow {
  readonly labelId: string
  readonly chunksChecksum: number | null
}

/** That all chunks of one label are there, as they were written. */
function checkChunks(rows: readonly DirectoryRow[]): void {
  let sum = 0
  for (const row of rows) {
    if (row.no === null) continue
    checkChunk(row)
    sum = (sum + row.checksum) | 0
  }
  if (sum !== rows[0]?.chunksChecksum) throw rowDamaged()
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
    checkValues([no, body], checksum)
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
