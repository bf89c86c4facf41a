import { formatId } from '../../src/model/index.ts'
import type { Page, StoreReader } from '../../src/store/index.ts'
import type { OracleExport } from '../support/oracle.ts'
import { type ListQuery, pageIds } from './list-query.ts'
import { askStats, type StatsQuery } from './stats-query.ts'

/** Whom to ask about: the ids of an export, those that the reader may not know included. */
export interface Asked {
  readonly rowIds: readonly string[]
  readonly globalKeys: readonly string[]
  readonly queueIds: readonly string[]
  readonly projectIds: readonly string[]
  readonly labelIds: readonly string[]
  readonly featureIds: readonly string[]
  readonly eventKeys: readonly { readonly dataRowId: string; readonly projectId: string; readonly number: number }[]
}

export function everythingIn(found: OracleExport): Asked {
  const projectIds = found.projects.map(({ id }) => id)
  return {
    rowIds: found.dataRows.map(({ id }) => id),
    globalKeys: found.dataRows.flatMap(({ globalKey }) => globalKey ?? []),
    queueIds: found.dataRows.flatMap(({ id }) => projectIds.map(project => formatId('dataRowProject', id, project))),
    projectIds,
    labelIds: found.labels.map(({ id }) => id),
    featureIds: found.features.map(({ id }) => id),
    eventKeys: found.workflowEvents.map(({ dataRowId, projectId, number }) => ({ dataRowId, projectId, number })),
  }
}

/** Results of every reader method except lists and stats. */
export async function readEverything(reader: StoreReader, asked: Asked): Promise<object> {
  const { rowIds, labelIds } = asked
  const contents = await reader.contents(labelIds)
  // Of the label itself and of every group that could be there, whether the reader knows of it or not.
  const names = [null, 'Axial', 'Sagittal', 'Coronal', 'Oblique', 'oblique', 'Video']
  const owners = labelIds.flatMap(labelId => names.map(groupName => ({ labelId, groupName })))
  const directory = await reader.chunkDirectory(owners)
  const groups = owners.flatMap(({ labelId, groupName }) => (groupName === null ? [] : [{ labelId, groupName }]))
  const features = await reader.featuresOf(groups)
  return {
    dataRows: await reader.nodes('dataRow', rowIds),
    rawsSeen: (await reader.raws('dataRow', rowIds)).map((text, at) => ({ id: rowIds[at], isThere: text !== null })),
    dataRowsByGlobalKey: await reader.dataRowsByGlobalKey(asked.globalKeys),
    dataRowProjects: await reader.nodes('dataRowProject', asked.queueIds),
    projects: await reader.nodes('project', asked.projectIds),
    labels: await reader.nodes('label', labelIds),
    workflowEvents: await reader.workflowEvents(asked.eventKeys),
    dataRowProjectsOfDataRows: await reader.nodesOfDataRows('dataRowProject', rowIds),
    labelsOfDataRows: await reader.nodesOfDataRows('label', rowIds),
    workflowEventsOfDataRows: await reader.nodesOfDataRows('workflowEvent', rowIds),
    // Numbers of contents and chunks are each store's own: what they stand for is compared.
    contents: contents.map(content => content && { ...content, no: null }),
    chunkDirectory: directory.map(entries => entries.map(({ chunk: _, ...entry }) => entry)),
    chunks: await reader.chunks(directory.flat().map(({ chunk }) => chunk)),
    features,
    featureSummaries: await reader.featureSummaries(features.flat()),
    projectPages: withCursors(await reader.page('project', { limit: 100, backward: false })),
    metadataNames: await reader.metadataNames(),
    projectCount: await reader.count('project', null),
  }
}

/** One list by one question: its rows, its count, and the same by every parent it has. */
export async function readList(reader: StoreReader, query: ListQuery, asked: Asked): Promise<object> {
  const { kind, filter, orderBy } = query
  const request = { filter, orderBy, limit: 5, backward: false }
  const whole = await reader.page(kind, { ...request, limit: 1000 })
  const page = await reader.page(kind, request)
  return {
    ids: pageIds(kind, whole),
    // Cursors too: a cursor that told of hidden rows would differ.
    page: withCursors(kind === 'annotation' ? withoutChunks(page) : page),
    last: pageIds(kind, await reader.page(kind, { ...request, backward: true })),
    count: await reader.count(kind, filter),
    byParent: await readByParent(reader, query, asked),
  }
}

async function readByParent(reader: StoreReader, query: ListQuery, asked: Asked): Promise<unknown> {
  const { kind, filter, orderBy } = query
  const request = { filter, orderBy, limit: 5, backward: false } as never
  if (kind === 'dataRow' || kind === 'label') {
    const parent = { kind: 'project', ids: asked.projectIds } as const
    const counts = await reader.countsOf(kind, parent, filter as never)
    return [(await reader.pagesOf(kind, parent, request)).map(withCursors), counts]
  }
  if (kind !== 'annotation') return null
  const parent = { kind: 'label', ids: asked.labelIds } as const
  const ofFeatures = { kind: 'feature', ids: asked.featureIds } as const
  const pages = await reader.pagesOf(kind, parent, request)
  const pagesOfFeatures = await reader.pagesOf(kind, ofFeatures, request)
  return [
    [...pages, ...pagesOfFeatures].map(withoutChunks).map(withCursors),
    await reader.countsOf(kind, parent, filter as never),
    await reader.countsOf(kind, ofFeatures, filter as never),
  ]
}

const withoutChunks = ({ rows, more }: Page<object>): Page<object> => ({
  rows: rows.map(({ node, cursor }) => ({ node: { ...node, chunk: null }, cursor })),
  more,
})

const withCursors = ({ rows, more }: Page<object>) => ({
  rows: rows.map(({ node, cursor }) => ({ node, cursor: cursor() })),
  more,
})

export async function readStats(reader: StoreReader, queries: readonly StatsQuery[]): Promise<object> {
  return Promise.all(queries.map(query => askStats(reader, query)))
}
