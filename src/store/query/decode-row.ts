import { atOnce, inTurns } from '../../model/index.ts'
import { checkRow, coveredFields } from '../checked-tables.ts'
import { isLong, parseStored, type StoredText, unpackBody, unpackLongBody } from '../compressed-text.ts'
import type { ListName, Nodes } from '../contract.ts'
import { type AnyEntity, ENTITIES, hasChecksum, mayHoldAddresses } from '../entities/index.ts'
import { type Hiding, shownBody, shownText } from '../hiding.ts'
import type { ReadContext } from '../query-context.ts'
import { join, quoted, raw, type Sql, sql } from '../sql.ts'
import { fieldOf, type Place, rowOf } from './row-in-query.ts'

export interface NodeRow {
  readonly body?: StoredText
  readonly [field: string]: unknown
}

/**
 * The columns that a node is made of, as they are stored, which their checksum covers; of a row with versions, its number
 * too.
 */
export function nodeColumns(asking: ReadContext, place: Place): Sql {
  const context = asking.hiding ? { ...asking, hiding: null } : asking
  const { entity, alias } = place
  const fields = shapeOf(entity).fields.map(([name]) => sql`${fieldOf(context, place, name)} as ${quoted(name)}`)
  if (entity.versioned) fields.push(sql`${fieldOf(context, place, 'no')} as no`)
  const withheld = entity.withheld?.when(rowOf(place), context)
  if (withheld) fields.push(sql`${withheld} as withheld`)
  for (const name of shapeOf(entity).checked) fields.push(sql`${fieldOf(context, place, name)} as ${quoted(name)}`)
  if (hasChecksum(entity)) fields.push(raw(`${alias}.checksum`))
  return join(entity.body ? [...fields, raw(`${alias}.body`)] : fields)
}

type RowBody = Readonly<Record<string, unknown>>

/** The body of a row that may be long; null of any other row, whose body `fromColumns` unpacks by itself. */
export function longBodyOf({ hiding, owner }: ReadContext, { body }: NodeRow): Promise<RowBody> | null {
  if (body === undefined || !isLong(body)) return null
  const unpacked = unpackLongBody<RowBody>(body, owner)
  return hiding ? unpacked.then(own => inTurns(shownBody(hiding, own), owner)) : unpacked
}

/**
 * A row of `nodeColumns` as the node it is. The body says only what an export carried.
 * @throws SlicegraphError STORE_CORRUPT when the row is not as it was written
 */
export function fromColumns<L extends ListName>(
  { hiding }: ReadContext,
  entity: AnyEntity,
  row: NodeRow,
  body: RowBody | null = null,
): Nodes[L] {
  const { fields, blank } = shapeOf(entity)
  if (hasChecksum(entity)) checkRow(entity, row)
  const node: Record<string, unknown> = { ...blank }
  for (const [name, decode] of fields) {
    const value = row[name]
    node[name] = decode && value !== null ? decode(value) : value
    if (hiding) node[name] = shownValue(hiding, entity, name, node[name])
  }
  if (row.body !== undefined) {
    const own = body ?? unpackBody<RowBody>(row.body)
    const carried = hiding && !body ? atOnce(shownBody(hiding, own)) : own
    for (const name in carried) node[name] = carried[name]
  }
  if (row.withheld === 1) for (const name of entity.withheld?.fields ?? []) node[name] = null
  return (entity.toNode ? entity.toNode(node as never, text => shownExcerpt(hiding, text)) : node) as Nodes[L]
}

const shownExcerpt = (hiding: Hiding | null, text: string) =>
  hiding?.raw ? '' : hiding ? shownText(hiding, text) : text

/** The value of a column, as functions of SQL make it for filters. */
function shownValue({ people }: Hiding, entity: AnyEntity, name: string, value: unknown): unknown {
  const field = entity.columns[name] ?? entity.computed?.[name]
  if (!people || !field || typeof value !== 'string') return value
  if (field.person) return people.pseudonymOf(value)
  if (!mayHoldAddresses(field)) return value
  return field.addresses === 'known' ? people.withoutKnown(value) : people.withoutAddresses(value)
}

/** Memory of a decoded row. Measured over 100 MB of an export: an object takes 1 to 1.9 times its stored text. */
export function bytesOf(row: NodeRow): number {
  let length = 0
  for (const name in row) {
    const value = row[name]
    length += typeof value === 'string' || value instanceof Uint8Array ? value.length : 4
  }
  return length * MEMORY_OF_TEXT
}

const MEMORY_OF_TEXT = 2

type Decode = ((value: unknown) => unknown) | null
type ReadField = readonly [name: string, decode: Decode]

/** How rows of an entity become nodes. */
interface Shape {
  /** Columns, in the order of the declaration. */
  readonly fields: readonly ReadField[]
  /** Columns beside those that the checksum of a row covers. */
  readonly checked: readonly string[]
  /**
   * A node without values, which nodes are copies of: all have one hidden class. It comes from JSON.parse, whose objects
   * and their copies hold all fields in place, which takes 32 bytes less than adding them one by one.
   */
  readonly blank: object
}

/** Names of fields that rows are grouped by: of people, projects and tasks, whose values many rows share. */
const GROUPED = new Set(
  Object.values<AnyEntity>(ENTITIES).flatMap(({ columns, computed }) =>
    Object.entries({ ...columns, ...computed }).flatMap(([name, { group }]) => (group === undefined ? [] : [name])),
  ),
)

const texts = new Map<string, string>()
/** How many texts are known, and the longest of them. */
const MOST_TEXTS = 4096
const LONGEST_TEXT = 100

/** An equal text that other rows have already: it takes memory once. */
function shared(value: unknown): unknown {
  if (typeof value !== 'string' || value.length > LONGEST_TEXT) return value
  const known = texts.get(value)
  if (known !== undefined) return known
  if (texts.size >= MOST_TEXTS) texts.clear()
  texts.set(value, value)
  return value
}

const SHAPES = new Map<AnyEntity, Shape>(
  Object.values<AnyEntity>(ENTITIES).map(entity => {
    const { columns, computed = {}, read } = entity
    const names = read ?? [
      ...Object.keys(columns).filter(name => !columns[name]?.hidden),
      ...Object.keys(computed).filter(name => computed[name]?.read),
    ]
    const fields = names.map((name): ReadField => {
      const type = (columns[name] ?? computed[name])?.type
      return [name, decoderOf(type) ?? (GROUPED.has(name) ? shared : null)]
    })
    const blank = { ...Object.fromEntries(names.map(name => [name, null])), ...entity.body }
    const checked = !hasChecksum(entity)
      ? []
      : coveredFields(entity).filter(name => name !== 'body' && !names.includes(name))
    return [entity, { fields, checked, blank: JSON.parse(JSON.stringify(blank)) as object }]
  }),
)

function shapeOf(entity: AnyEntity): Shape {
  const shape = SHAPES.get(entity)
  if (!shape) throw new TypeError(`${entity.table} is not among the entities`)
  return shape
}

function decoderOf(type: string | undefined): Decode {
  if (type === 'boolean') return value => value === 1
  return type === 'json' ? value => parseStored(value as string) : null
}
