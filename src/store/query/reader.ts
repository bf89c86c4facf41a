import { formatId } from '../../model/index.ts'
import type { EventKey, StoreReader } from '../contract.ts'
import type { ReadContext } from '../query-context.ts'
import { sql } from '../sql.ts'
import { chunkDirectory, chunks, contents } from './content.ts'
import { count, countsOf, page, pagesOf } from './list.ts'
import { composites, masks } from './mask.ts'
import { findNodes, gone, nodesByKey, nodesOfDataRows } from './nodes.ts'
import { fieldOf } from './place.ts'
import { stats } from './stats.ts'

/** The queries that all backends share, as a reader of one version within one scope. */
export function createReader(context: ReadContext): StoreReader {
  return {
    detached: () => createReader(context.detached()),
    // Fetched frames and masks change answers between loads.
    version: context.fetched === 0 ? String(context.version) : `${context.version}.${context.fetched}`,
    nodes: (name, ids) => nodesByKey(context, name, 'id', ids),
    dataRowsByGlobalKey: keys => nodesByKey(context, 'dataRow', 'globalKey', keys),
    workflowEvents: keys => workflowEvents(context, keys),
    gone: ids => gone(context, ids),
    nodesOfDataRows: (name, ids) => nodesOfDataRows(context, name, ids),
    contents: ids => contents(context, ids),
    chunkDirectory: keys => chunkDirectory(context, keys),
    chunks: numbers => chunks(context, numbers),
    masks: places => masks(context, places),
    composites: keys => composites(context, keys),
    page: (list, request) => page(context, list, request),
    pagesOf: (list, parent, request) => pagesOf(context, list, parent, request),
    count: (list, filter) => count(context, list, filter),
    countsOf: (list, parent, filter) => countsOf(context, list, parent, filter),
    stats: (name, request) => stats(context, name, request),
  }
}

const queueId = ({ dataRowId, projectId }: EventKey) => formatId('dataRowProject', dataRowId, projectId)

async function workflowEvents(context: ReadContext, keys: readonly EventKey[]) {
  const { inList } = context.capabilities
  const nodes = await findNodes(
    context,
    'workflowEvent',
    place => [
      inList(sql`q.id`, keys.map(queueId)),
      inList(
        fieldOf(context, place, 'number'),
        keys.map(key => key.number),
      ),
    ],
    ['number'],
  )
  const name = (key: EventKey) => formatId('event', key.dataRowId, key.projectId, key.number)
  const found = new Map(nodes.map(node => [name(node), node]))
  return keys.map(key => found.get(name(key)) ?? null)
}
