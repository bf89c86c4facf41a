import { formatId, isTurnOver, nextTurn } from '../../model/index.ts'
import { checkRow } from '../checked-tables.ts'
import { rowMissing } from '../checksum.ts'
import { selectRow } from '../columns.ts'
import type { EventKey, ListName, NameOfDataRow, NodeName, Nodes, StoreReader } from '../contract.ts'
import { type AnyEntity, columnOf, ENTITIES, type StoredRow } from '../entities/index.ts'
import { keptTexts } from '../kept-texts.ts'
import { allOf, atMost, type ReadContext } from '../query-context.ts'
import { join, raw, type Sql, sql } from '../sql.ts'
import { inOrder } from './content.ts'
import { bytesOf, fromColumns, longBodyOf, type NodeRow, nodeColumns } from './decode-row.ts'
import { rawsOf } from './raws.ts'
import { fieldOf, type Place, placeOf, seen, tablesOf } from './row-in-query.ts'

type NodeReads = 'kept' | 'nodes' | 'dataRowsByGlobalKey' | 'workflowEvents' | 'nodesOfDataRows' | 'raws' | 'gone'

export const nodeReader = (context: ReadContext): Pick<StoreReader, NodeReads> => ({
  kept: {
    isOn: context.kept.isOn,
    node(name, id) {
      const no = numbersBy(context, name, 'id').get(id)
      return no === null || no === undefined ? no : rowsOf(context, name).get(no)
    },
    ofDataRow: (name, dataRowId) => listsOf(context, name).get(dataRowId),
    rows: name => context.decoded.table(name),
    byStamp: name => context.decoded.table(name),
    ofVersion: name => context.contents.table(name),
    texts: name => keptTexts(context.contents.table(name)),
  },

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

  nodesOfDataRows: (name, dataRowIds) => nodesOfDataRows(context, name, dataRowIds),

  raws: (name, ids) => rawsOf(context, name, ids),

  /** A caller who may not see every project is not told of removals of stores of 0.4: they do not say in which it was. */
  async gone(ids) {
    const { scope, capabilities, version } = context
    const entity: AnyEntity = ENTITIES.removal
    const inScope =
      scope.projects === 'all' ? sql`true` : sql`${capabilities.among(sql`g.projects`, scope.projects)} <> '[]'`
    const rows = await context.rows<StoredRow<'removal'>>(sql`${raw(selectRow(entity))} g
      where ${capabilities.inList(sql`g.id`, ids)} and g.gone <= ${version} and ${inScope}`)
    for (const row of rows) checkRow(entity, row)
    const found = new Set(rows.map(row => row.id))
    return ids.map(id => found.has(id))
  },
})

/** The kept node of a row, else the decoded one, which is kept from then on. */
function nodeOf<L extends ListName>(
  context: ReadContext,
  entity: AnyEntity,
  row: NodeRow,
): Nodes[L] | Promise<Nodes[L]> {
  if (!entity.versioned) return fromColumns<L>(context, entity, row)
  const rows = context.rowTables.table<number, Nodes[L]>(rowsName(entity))
  const no = row.no as number
  const known = rows.get(no)
  if (known !== undefined) return known
  const long = longBodyOf(context, row)
  if (long) return long.then(body => keep(fromColumns<L>(context, entity, row, body)))
  return keep(fromColumns<L>(context, entity, row))

  function keep(node: Nodes[L]): Nodes[L] {
    rows.setSecond(no, node, () => bytesOf(row))
    return node
  }
}

/** The nodes of rows. Many take several turns of the event loop. */
export async function nodesOf<L extends ListName>(
  context: ReadContext,
  entity: AnyEntity,
  rows: readonly NodeRow[],
): Promise<Nodes[L][]> {
  const nodes: Nodes[L][] = []
  for (const row of rows) {
    if (rows.length > FEW && isTurnOver()) await nextTurn(context.owner)
    const node = nodeOf<L>(context, entity, row)
    nodes.push(node instanceof Promise ? await node : node)
  }
  return nodes
}

/** Rows that are decoded at once, in a fraction of a millisecond. */
const FEW = 64
/** Rows with what they hold that one statement reads. */
const PART = 256

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
  return nodesOf<L>(context, place.entity, rows)
}

/** Kept nodes by the numbers of their rows. */
const rowsOf = <L extends ListName>({ rowTables }: ReadContext, name: L) =>
  rowTables.table<number, Nodes[L]>(rowsName(ENTITIES[name]))

/** Other tables of a version hold something else by the names of entities. */
const rowsName = ({ table }: Pick<AnyEntity, 'table'>) => `rows of ${table}`

/** The numbers of rows by a field; null for a value that no row has. */
const numbersBy = ({ relations }: ReadContext, name: ListName, field: string) =>
  relations.table<string, number | null>(field === 'id' ? name : `${name} by ${field}`)

/** One node for each key, null where there is none. Of several with one key, the first by id. */
async function nodesByKey<N extends NodeName>(
  context: ReadContext,
  name: N,
  field: string,
  keys: readonly string[],
): Promise<(Nodes[N] | null)[]> {
  const entity = ENTITIES[name] as AnyEntity
  const place = placeOf(entity)
  // As it is stored, which an index has. Of a caller that sees it otherwise it is not found.
  const key = columnOf(place.alias, field, entity.columns[field] ?? { type: 'id' })
  const rows = await context.rows<NodeRow & { readonly key: string }>(sql`
    select ${nodeColumns(context, place)}, ${key} as key from ${tablesOf(context, place)}
    where ${context.capabilities.inList(key, keys)} and ${seen(context, place)} order by ${fieldOf(context, place, 'id')} desc`)
  const found = new Map<unknown, { readonly node: Nodes[N]; readonly no: number }>()
  const nodes = await nodesOf<N>(context, entity, rows)
  for (const [index, row] of rows.entries()) {
    const node = nodes[index] as Nodes[N]
    // The column holds a replacement character where the value has a lone surrogate.
    found.set(field in node ? node[field as keyof typeof node] : row.key, { node, no: row.no as number })
  }
  const numbers = entity.versioned ? numbersBy(context, name, field) : null
  return keys.map(each => {
    const { node = null, no = null } = found.get(each) ?? {}
    numbers?.setSecond(each, no, () => each.length)
    return node
  })
}

type NodesOf<N extends NameOfDataRow> = readonly Nodes[N][]

/** Lists by data row. They are kept by version; what they hold, whatever the version. */
const listsOf = <N extends NameOfDataRow>({ relations }: ReadContext, name: N) =>
  relations.table<string, NodesOf<N>>(LISTS[name])

const LISTS = {
  dataRowProject: 'dataRowProject of dataRow',
  label: 'label of dataRow',
  workflowEvent: 'workflowEvent of dataRow',
} as const satisfies Record<NameOfDataRow, string>

async function nodesOfDataRows<N extends NameOfDataRow>(
  context: ReadContext,
  name: N,
  dataRowIds: readonly string[],
): Promise<NodesOf<N>[]> {
  const ofRows = (place: Place) => [context.capabilities.inList(fieldOf(context, place, 'dataRowId'), dataRowIds)]
  const nodes =
    name === 'workflowEvent'
      ? await eventsOf(context, dataRowIds)
      : await findNodes(context, name, ofRows, [name === 'label' ? 'id' : 'projectId'])
  const byRow = Map.groupBy(nodes as NodesOf<N>, node => node.dataRowId)
  const lists = listsOf(context, name)
  return dataRowIds.map(id => {
    const list = byRow.get(id) ?? []
    lists.setSecond(id, list, () => id.length + list.length * BYTES_OF_REFERENCE)
    return list
  })
}

const BYTES_OF_REFERENCE = 8

/** Events by project id and then from the oldest. A queue entry's row has its events for good: they go by its number. */
async function eventsOf(context: ReadContext, dataRowIds: readonly string[]): Promise<NodesOf<'workflowEvent'>> {
  const { rowTables, capabilities } = context
  const entries = await context.rows<{ readonly no: number }>(sql`select q.no from data_row_project q
    where ${capabilities.inList(sql`q.data_row_id`, dataRowIds)} and ${seen(context, placeOf(ENTITIES.dataRowProject))}
    order by q.project_id`)
  const histories = rowTables.table<number, NodesOf<'workflowEvent'>>(rowsName(ENTITIES.workflowEvent))
  const found = new Map(entries.map(({ no }) => [no, histories.get(no)]))
  const missing = [...found.keys()].filter(no => found.get(no) === undefined)
  for (const [no, { events, bytes }] of await readHistories(context, missing)) {
    found.set(no, events)
    histories.setSecond(no, events, () => bytes)
  }
  return entries.flatMap(({ no }) => found.get(no) ?? [])
}

interface History {
  readonly events: Nodes['workflowEvent'][]
  bytes: number
}

/** Rows of events that one statement reads. Most histories have fewer than ten. */
const EVENTS = 2_048

/** The events of queue entries, by the numbers of these. An entry may have any number. */
async function readHistories(context: ReadContext, entries: readonly number[]): Promise<ReadonlyMap<number, History>> {
  const histories = new Map(entries.map((no): [number, History] => [no, { events: [], bytes: 0 }]))
  const place = placeOf(ENTITIES.workflowEvent)
  let rest = [...histories.keys()].sort((a, b) => a - b)
  let last = { entry: -1, number: -1 }
  while (rest.length > 0) {
    const rows = await context.rows<NodeRow & typeof last>(sql`
      select ${nodeColumns(context, place)}, e.data_row_project_no as entry from ${tablesOf(context, place)}
      where ${context.capabilities.inList(sql`e.data_row_project_no`, rest)}
        and (e.data_row_project_no > ${last.entry} or e.number > ${last.number})
      order by e.data_row_project_no, e.number ${atMost(EVENTS)}`)
    for (const [index, row] of rows.entries()) {
      if (index >= FEW && isTurnOver()) await nextTurn(context.owner)
      const history = histories.get(row.entry)
      history?.events.push(fromColumns<'workflowEvent'>(context, place.entity, row))
      if (history) history.bytes += bytesOf(row)
    }
    if (rows.length < EVENTS) return histories
    last = rows.at(-1) ?? last
    rest = rest.filter(no => no >= last.entry)
    if (isTurnOver()) await nextTurn(context.owner)
  }
  return histories
}

/**
 * The nodes of a page, read whole, in the page's order: sorting a page moves small rows only.
 * @throws SlicegraphError STORE_CORRUPT for a row of the page that is missing
 */
export async function nodesByNumber<L extends ListName>(
  context: ReadContext,
  entity: AnyEntity,
  page: readonly NodeRow[],
): Promise<Nodes[L][]> {
  if (page.length > FEW && isTurnOver()) await nextTurn(context.owner)
  const rows = context.rowTables.table<number, Nodes[L]>(rowsName(entity))
  // A page larger than the memory for kept rows drops the first of them while the last are read.
  const found = new Map(page.map(row => [row.no as number, rows.get(row.no as number)]))
  const missing = [...found.keys()].filter(no => found.get(no) === undefined)
  const place = placeOf(entity)
  for (let start = 0; start < missing.length; start += PART) {
    const part = missing.slice(start, start + PART)
    const read = await context.rows<NodeRow>(sql`select ${nodeColumns(context, place)}
      from ${tablesOf(context, place)} where ${context.capabilities.inList(fieldOf(context, place, 'no'), part)}`)
    const nodes = await nodesOf<L>(context, entity, read)
    for (const [index, row] of read.entries()) found.set(row.no as number, nodes[index])
  }
  return page.map(row => {
    const node = found.get(row.no as number)
    if (node === undefined) throw rowMissing()
    return node
  })
}
