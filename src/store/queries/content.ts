import { sql } from 'kysely'
import type { Generation, GroupHead, GroupKey } from '../../model/index.ts'
import { type StoredText, unpackText } from '../body.ts'
import type { ChunkEntry, ChunkOwner, StoredChunk, StoredContent } from '../store.ts'
import { inScope, type ReadContext, visible } from './context.ts'

interface ContentRow {
  readonly labelId: string
  readonly form: Generation
  readonly head: StoredText
}

interface GroupRow {
  readonly labelId: string
  readonly idName: string
  readonly key: GroupKey
  readonly name: string
  readonly remote: number
  readonly framesUrl: string | null
  readonly frameCount: number | null
}

export async function contents(context: ReadContext, labelIds: readonly string[]): Promise<(StoredContent | null)[]> {
  const ofLabels = sql`${context.capabilities.inList(sql`l.id`, labelIds)} and ${visible(context, 'l')}
    and ${inScope(context, sql`l.project_id`)}`
  const heads = await context.rows<ContentRow>(sql`select l.id as "labelId", c.form, c.head
    from label l join content c on c.no = l.content_no where ${ofLabels}`)
  const groups = await context.rows<GroupRow>(sql`select l.id as "labelId", g.id_name as "idName", g.key, g.name,
      g.remote, g.frames_url as "framesUrl", g.frame_count as "frameCount"
    from label l join label_group g on g.content_no = l.content_no where ${ofLabels} order by g.id_name`)
  const groupsByLabel = Map.groupBy(groups, group => group.labelId)
  const found = new Map(heads.map(head => [head.labelId, head]))
  return labelIds.map(id => {
    const head = found.get(id)
    if (!head) return null
    return { form: head.form, head: unpackText(head.head), groups: (groupsByLabel.get(id) ?? []).map(toGroup) }
  })
}

interface ChunkRow extends ChunkEntry {
  readonly labelId: string
  readonly groupName: string | null
}

export async function chunkDirectory(context: ReadContext, keys: readonly ChunkOwner[]): Promise<ChunkEntry[][]> {
  const labelIds = [...new Set(keys.map(key => key.labelId))]
  const rows = await context.rows<ChunkRow>(sql`select l.id as "labelId", c.group_name as "groupName", c.no as chunk,
      c.first_frame as "firstFrame", c.last_frame as "lastFrame", c.frame_count as "frameCount"
    from label l join chunk c on c.content_no = l.content_no
    where ${context.capabilities.inList(sql`l.id`, labelIds)} and ${visible(context, 'l')}
    and ${inScope(context, sql`l.project_id`)} order by c.first_frame is not null, c.first_frame, c.no`)
  const owner = (key: ChunkOwner) => JSON.stringify([key.labelId, key.groupName])
  const byOwner = Map.groupBy(rows, owner)
  return keys.map(key =>
    (byOwner.get(owner(key)) ?? []).map(({ chunk, firstFrame, lastFrame, frameCount }) => ({
      chunk,
      firstFrame,
      lastFrame,
      frameCount,
    })),
  )
}

interface PackedRow {
  readonly no: number
  readonly form: Generation
  readonly pack: number
  readonly start: number
  readonly length: number
}

export async function chunks(context: ReadContext, numbers: readonly number[]): Promise<(StoredChunk | null)[]> {
  const rows = await context.rows<PackedRow>(sql`
    select k.no, c.form, k.pack_no as pack, k.start, k.length from chunk k join content c on c.no = k.content_no
    where ${context.capabilities.inList(sql`k.no`, numbers)} and exists (select 1 from label l
      where l.content_no = k.content_no and ${visible(context, 'l')} and ${inScope(context, sql`l.project_id`)})`)
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
      : { form: row.form, text: text.slice(row.start, row.start + row.length) }
  })
}

function toGroup({ labelId: _, remote, ...group }: GroupRow): GroupHead {
  return { ...group, remote: remote === 1 }
}
