import { formatId, inTurns, parseId, parseInPieces } from '../../model/index.ts'
import { checkedTableOf } from '../checked-tables.ts'
import { rawChecksum, rowDamaged } from '../checksum.ts'
import { type StoredText, unpackText } from '../compressed-text.ts'
import type { NameWithRaw } from '../contract.ts'
import { ENTITIES } from '../entities/index.ts'
import { type Hiding, shownJson } from '../hiding.ts'
import { allOf, type ReadContext } from '../query-context.ts'
import { raw, sql } from '../sql.ts'
import { inOrder } from './content.ts'
import { fieldOf, placeOf, rowOf, seen, tablesOf } from './row-in-query.ts'

/** The `raw` of nodes by their ids. @throws SlicegraphError STORE_CORRUPT */
export async function rawsOf(
  context: ReadContext,
  name: NameWithRaw,
  ids: readonly string[],
): Promise<(string | null)[]> {
  const { hiding, owner } = context
  const place = placeOf(ENTITIES[name])
  const { inList } = context.capabilities
  const id = fieldOf(context, place, 'id')
  const conditions = [inList(id, ids), seen(context, place)]
  if (place.parent) {
    conditions.unshift(inList(fieldOf(context, place.parent, 'id'), ids.map(queueEntryId)))
    conditions.unshift(inList(fieldOf(context, place, 'number'), ids.map(eventNumber)))
  }
  const withheld = place.entity.withheld?.when(rowOf(place), context)
  const [first = '', second = ''] = checkedTableOf(place.entity).rawKey ?? []
  const key = `${place.alias}.${first} as first, ${place.alias}.${second} as second`
  const texts = raw(`${place.alias}.raw, ${place.alias}.raw_checksum as checksum, ${key}`)
  const rows = await context.rows<RawRow>(sql`select ${id} as id, ${texts}, ${withheld ?? raw('0')} as withheld
    from ${tablesOf(context, place)} where ${allOf(conditions)}`)
  const shown = inOrder(
    ids,
    rows,
    row => row.id,
    row => {
      if (rawChecksum([row.first, row.second], row.raw) !== row.checksum) throw rowDamaged()
      return row.withheld || hiding?.raw ? 'null' : unpackText(row.raw ?? '{}')
    },
  )
  return hiding?.people ? Promise.all(shown.map(text => text && withoutPeople(hiding, owner, text))) : shown
}

const withoutPeople = async (hiding: Hiding, owner: object, text: string): Promise<string> =>
  JSON.stringify(await inTurns(shownJson(hiding, await inTurns(parseInPieces(text), owner)), owner))

interface RawRow {
  readonly id: string
  readonly raw: StoredText | null
  readonly withheld: number
  readonly checksum: number
  /** The key of the row. */
  readonly first: unknown
  readonly second: unknown
}

/** The id of an event's queue entry, by which its table is entered. */
function queueEntryId(eventId: string): string {
  const [dataRowId = '', projectId = ''] = parseId(eventId)?.parts ?? []
  return formatId('dataRowProject', dataRowId, projectId)
}

/** Of a queue entry with many events, the statement reads only those that are asked for. */
const eventNumber = (eventId: string) => Number(parseId(eventId)?.parts[2] ?? -1)
