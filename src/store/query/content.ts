import type { Format, GroupHead } from '../../model/index.ts'
import { parseStored, type StoredText, unpackText } from '../compressed-text.ts'
import type { ChunkEntry, ChunkOwner, StoredChunk, StoredContent } from '../contract.ts'
import { inScope, type ReadContext, visible } from '../query-context.ts'
import { literal, type Sql, sql } from '../sql.ts'

/**
 * The numbers of a content's chunks begin at this times its own. A record of 256 MiB cannot hold as many, and there
 * is room for 500 million contents below 2^53.
 */
export const CHUNK_RANGE = 2 ** 24
/** Within that range the numbers of what was fetched, rather than exported, begin here. */
export const FETCHED_FROM = CHUNK_RANGE / 2

/** The numbers of a content's chunks. */
const numberedWithin = (no: Sql, contentNo: Sql) =>
  sql`${no} >= ${contentNo} * ${literal(CHUNK_RANGE)} and ${no} < (${contentNo} + 1) * ${literal(CHUNK_RANGE)}`

interface ContentRow {
  readonly labelId: string
  readonly version: number
  readonly format: Format
  readonly groups: string
  readonly fetched: string
  readonly head: StoredText
}

export async function contents(context: ReadContext, labelIds: readonly string[]): Promise<(StoredContent | null)[]> {
  const rows = await context.rows<ContentRow>(sql`select l.id as "labelId", l.content_version as version,
      c.format, c.groups, c.fetched, c.head
    from label l join content c on c.no = l.content_no
    where ${context.capabilities.inList(sql`l.id`, labelIds)} and ${visible(context, 'l')}
    and ${inScope(context, sql`l.project_id`)}`)
  const found = new Map(rows.map(row => [row.labelId, row]))
  return labelIds.map(id => {
    const row = found.get(id)
    if (!row) return null
    return { version: row.version, format: row.format, head: unpackText(row.head), groups: groupsOf(row) }
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

export async function chunkDirectory(context: ReadContext, keys: readonly ChunkOwner[]): Promise<ChunkEntry[][]> {
  const labelIds = [...new Set(keys.map(key => key.labelId))]
  const rows = await context.rows<
    ChunkEntry & ChunkOwner
  >(sql`select l.id as "labelId", c.group_name as "groupName", c.no as chunk,
      c.first_frame as "firstFrame", c.last_frame as "lastFrame", c.frame_count as "frameCount"
    from label l join chunk c on ${numberedWithin(sql`c.no`, sql`l.content_no`)}
    where ${context.capabilities.inList(sql`l.id`, labelIds)} and ${visible(context, 'l')}
    and ${inScope(context, sql`l.project_id`)} order by c.first_frame is not null, c.first_frame, c.no`)
  const owner = (key: ChunkOwner) => JSON.stringify([key.labelId, key.groupName])
  const byOwner = Map.groupBy(rows, owner)
  return keys.map(key => byOwner.get(owner(key)) ?? [])
}

interface PackedRow {
  readonly no: number
  readonly format: Format
  readonly pack: number
  readonly start: number
  readonly length: number
}

export async function chunks(context: ReadContext, numbers: readonly number[]): Promise<(StoredChunk | null)[]> {
  const rows = await context.rows<PackedRow>(sql`
    select k.no, c.format, k.pack_no as pack, k.start, k.length
    from chunk k join content c on c.no = ${context.capabilities.floorDivide(sql`k.no`, CHUNK_RANGE)}
    where ${context.capabilities.inList(sql`k.no`, numbers)} and exists (select 1 from label l
      where l.content_no = c.no and ${visible(context, 'l')} and ${inScope(context, sql`l.project_id`)})`)
  const packNumbers = [...new Set(rows.map(row => row.pack))]
  const packs = await context.rows<{ no: number; body: StoredText }>(
    sql`select no, body from pack where ${context.capabilities.inList(sql`no`, packNumbers)}`,
  )
  const texts = new Map(packs.map(({ no, body }) => [no, unpackText(body)]))
  const found = new Map(rows.map(row => [row.no, row]))
  return numbers.map(no => {
    const row = found.get(no)
    const text = row && texts.get(row.pack)
    return row === undefined || text === undefined
      ? null
      : { format: row.format, text: text.slice(row.start, row.start + row.length) }
  })
}
