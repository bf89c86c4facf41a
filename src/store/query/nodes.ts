import { formatId } from '../../model/index.ts'
import { parseStored, type StoredText, unpackBody } from '../compressed-text.ts'
import type { EventKey, ListName, NameOfDataRow, Nodes, StoreReader } from '../contract.ts'
import { type AnyEntity, ENTITIES } from '../entities/index.ts'
import { allOf, type ReadContext } from '../query-context.ts'
import { join, quoted, raw, type Sql, sql } from '../sql.ts'
import { inOrder } from './content.ts'
import { fieldOf, type Place, placeOf, seen, tablesOf } from './row-in-query.ts'

type NodeReads = 'nodes' | 'dataRowsByGlobalKey' | 'workflowEvents' | 'nodesOfDataRows' | 'gone'

export const nodeReader = (context: ReadContext): Pick<StoreReader, NodeReads> => ({
  nodes: (name, ids) => nodesByKey(context, name, 'id', ids),

  dataRowsByGlobalKey: keys => nodesByKey(context, 'dataRow', 'globalKey', keys),

  async workflowEvents(keys) {
    const { inList } = context.capabilities
    const queueIds = keys.map(key => formatId('dataRowProject', key.dataRowId, key.projectId))
    const numbers = keys.map(key => key.number)
    const conditions = (place: Place) => [
      inList(sql`q.id`, queueIds),
      inList(fieldOf(context, place, 'number'), numbers),
    ]
    const events = await findNodes(context, 'workflowEvent', conditions, ['number'])
    const nameOf = (key: EventKey) => formatId('event', key.dataRowId, key.projectId, key.number)
    return inOrder(keys.map(nameOf), events, nameOf, event => event)
  },

  async nodesOfDataRows(name, dataRowIds) {
    const { inList } = context.capabilities
    const conditions = (place: Place) => [inList(fieldOf(context, place, 'dataRowId'), dataRowIds)]
    const nodes = await findNodes(context, name, conditions, ORDER[name])
    const byRow = Map.groupBy(nodes, node => node.dataRowId)
    return dataRowIds.map(id => byRow.get(id) ?? [])
  },

  /** A caller who may not see every project is not told of removals: they do not say which project they were in. */
  async gone(ids) {
    if (context.scope.projects !== 'all') return ids.map(() => false)
    const rows = await context.rows<{ id: string }>(sql`select id from tombstone
      where ${context.capabilities.inList(sql`id`, ids)} and gone <= ${context.version}`)
    const found = new Set(rows.map(row => row.id))
    return ids.map(id => found.has(id))
  },
})

const ORDER: Readonly<Record<NameOfDataRow, readonly string[]>> = {
  dataRowProject: ['projectId'],
  label: ['id'],
  workflowEvent: ['projectId', 'number'],
}

export interface NodeRow {
  readonly body?: StoredText
  readonly [field: string]: unknown
}

/** The columns that a node is made of. */
export function nodeColumns(context: ReadContext, place: Place): Sql {
  const fields = readFieldsOf(place.entity).map(([name]) => sql`${fieldOf(context, place, name)} as ${quoted(name)}`)
  return join(place.entity.body ? [...fields, raw(`${place.alias}.body`)] : fields)
}

/** A row of `nodeColumns` as the node it is. The body says only what an export carried. */
export function fromColumns<L extends ListName>(entity: AnyEntity, row: NodeRow): Nodes[L] {
  const fields: Record<string, unknown> = { ...entity.body }
  for (const [name, decode] of readFieldsOf(entity)) {
    const value = row[name]
    fields[name] = decode && value !== null ? decode(value) : value
  }
  const whole = row.body === undefined ? fields : { ...fields, ...unpackBody<object>(row.body) }
  return (entity.toNode ? entity.toNode(whole as never) : whole) as Nodes[L]
}

/** Nodes that meet the conditions, in an order of fields. */
async function findNodes<L extends ListName>(
  context: ReadContext,
  name: L,
  conditions: (place: Place) => readonly Sql[],
  order: readonly string[],
): Promise<Nodes[L][]> {
  const place = placeOf(ENTITIES[name])
  const rows = await context.rows<NodeRow>(sql`select ${nodeColumns(context, place)} from ${tablesOf(context, place)}
    where ${allOf([...conditions(place), seen(context, place)])}
    order by ${join(order.map(field => fieldOf(context, place, field)))}`)
  return rows.map(row => fromColumns<L>(place.entity, row))
}

/** One node for each key, null where there is none. Of several with one key, the first by id. */
async function nodesByKey<L extends ListName>(
  context: ReadContext,
  name: L,
  field: string,
  keys: readonly string[],
): Promise<(Nodes[L] | null)[]> {
  const place = placeOf(ENTITIES[name])
  const key = fieldOf(context, place, field)
  const rows = await context.rows<NodeRow & { readonly key: string }>(sql`
    select ${nodeColumns(context, place)}, ${key} as key from ${tablesOf(context, place)}
    where ${context.capabilities.inList(key, keys)} and ${seen(context, place)} order by ${fieldOf(context, place, 'id')} desc`)
  const found = new Map<unknown, Nodes[L]>()
  for (const row of rows) {
    const node = fromColumns<L>(place.entity, row)
    // The column holds a replacement character where the value has a lone surrogate.
    found.set(field in node ? node[field as keyof typeof node] : row.key, node)
  }
  return keys.map(key => found.get(key) ?? null)
}

/** The nodes of a page, read whole, in the page's order: sorting a page moves small rows only. */
export async function nodesByNumber<L extends ListName>(
  context: ReadContext,
  { entity }: Place,
  page: readonly NodeRow[],
): Promise<Nodes[L][]> {
  if (page.length === 0) return []
  const place = placeOf(entity)
  const numbers = page.map(row => row.no as number)
  const no = fieldOf(context, place, 'no')
  const rows = await context.rows<NodeRow>(sql`select ${no} as no, ${nodeColumns(context, place)}
    from ${tablesOf(context, place)} where ${context.capabilities.inList(no, numbers)}`)
  const found = new Map(rows.map(row => [row.no, row]))
  return numbers.map(number => fromColumns<L>(entity, found.get(number) as NodeRow))
}

type Decode = ((value: unknown) => unknown) | null
type ReadField = readonly [name: string, decode: Decode]

const READ_FIELDS = new Map<AnyEntity, readonly ReadField[]>(
  Object.values<AnyEntity>(ENTITIES).map(entity => {
    const { columns, computed = {}, read } = entity
    const names = read ?? [
      ...Object.keys(columns).filter(name => !columns[name]?.hidden),
      ...Object.keys(computed).filter(name => computed[name]?.read),
    ]
    return [entity, names.map(name => [name, decoderOf((columns[name] ?? computed[name])?.type)])]
  }),
)

const readFieldsOf = (entity: AnyEntity): readonly ReadField[] => READ_FIELDS.get(entity) ?? []

function decoderOf(type: string | undefined): Decode {
  if (type === 'boolean') return value => value === 1
  return type === 'json' ? value => parseStored(value as string) : null
}
