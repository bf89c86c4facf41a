import { decodeChunk, normalizeRecord } from '../../../src/labelbox/index.ts'
import { annotationId, chunkText, formatId, formatInstant, parseInstant } from '../../../src/model/index.ts'
import { benchExport } from '../bench-export.ts'

/*
 * The bench export as plain objects in memory, in the shape of the answers: a resolver has nothing to compute but pages
 * and filters. It is read by slicegraph's own normaliser, so that slicegraph and its peers give the same answers.
 */

/** Data rows and labels of an export of so many bytes, both sorted by id. */
export function readPlainObjects(bytes) {
  const dataRows = []
  const labels = []
  for (const line of benchExport(bytes)) {
    const record = normalizeRecord(JSON.parse(line))
    const row = dataRowOf(record)
    row.labels = record.labels.map(label => labelOf(label, row)).sort(byId)
    dataRows.push(row)
    labels.push(...row.labels)
  }
  return { dataRows: dataRows.sort(byId), labels: labels.sort(byId) }
}

function dataRowOf({ dataRow: { id, fields }, projects }) {
  const { globalKey, externalId, createdAt, lastActivityAt } = fields
  return {
    id,
    globalKey,
    externalId,
    createdAt: formatInstant(createdAt),
    lastActivityAt: formatInstant(lastActivityAt),
    workflowEvents: projects.flatMap(({ events }) => events.map(eventOf)),
    time: createdAt,
    cursor: Buffer.from(JSON.stringify(['dataRow', id])).toString('base64url'),
  }
}

const eventOf = ({ action, createdAt, createdBy, previousTaskName, nextTaskName }) => ({
  action,
  createdAt: formatInstant(createdAt),
  createdBy,
  previousTaskName,
  nextTaskName,
})

function labelOf({ id, fields, content }, dataRow) {
  const { createdAt, createdBy, secondsToCreate, skipped } = fields
  return {
    id,
    dataRow,
    createdAt: formatInstant(createdAt),
    createdBy,
    secondsToCreate,
    skipped,
    groups: content.groups.map(group => groupOf(id, group, content)).sort(byId),
    time: createdAt,
  }
}

function groupOf(labelId, { idName, key, name, frameCount }, { format, chunks }) {
  const own = chunks.filter(({ groupName }) => groupName === idName)
  const frames = own.flatMap(chunk => decodeChunk({ format, text: chunkText(chunk) }, idName).frames)
  return {
    id: formatId('group', labelId, idName),
    key,
    name,
    frameCount,
    frames: frames.map(({ number, annotations }) => ({
      number,
      annotations: annotations.map(annotation => annotationOf(labelId, annotation)),
    })),
  }
}

function annotationOf(labelId, annotation) {
  const { type, featureId, name, annotationKind, line, mask } = annotation
  const id = annotationId({ ...annotation, labelId })
  const geometry = type === 'MaskAnnotation' ? { mask: { sourceUrl: mask.url } } : { line }
  return { __typename: type, id, featureId, name, annotationKind, ...geometry }
}

const byId = (a, b) => (a.id < b.id ? -1 : 1)

/** Filters and sorting as plain passes over the arrays. */
export function createResolvers({ dataRows, labels }) {
  return {
    Query: {
      dataRows: (_, { first, after, filter }) => pageOf(dataRows, first, after, matcherOf(filter)),
      labels(_, { first, filter, orderBy }) {
        // A client that names an id names one label.
        const candidates = filter?.id?.eq == null ? labels : labelWithId(labels, filter.id.eq)
        const found = candidates.filter(matcherOf(filter))
        if (orderBy?.length > 0) found.sort((a, b) => b.time - a.time || byId(a, b))
        return { totalCount: found.length, nodes: found.slice(0, first) }
      },
      labelStats: (_, { filter }) => statsByPerson(labels.filter(matcherOf(filter))),
    },
    Group: { frames: ({ frames }, { first }) => ({ nodes: frames.slice(0, first) }) },
  }
}

function pageOf(list, first, after, matches) {
  const nodes = []
  let at = after == null ? 0 : placeAfter(list, JSON.parse(Buffer.from(after, 'base64url'))[1])
  for (; at < list.length && nodes.length <= first; at++) if (matches(list[at])) nodes.push(list[at])
  const hasNextPage = nodes.length > first
  if (hasNextPage) nodes.pop()
  return { nodes, pageInfo: { hasNextPage, endCursor: nodes.at(-1)?.cursor ?? null } }
}

/** Index of the first item beyond the id. */
function placeAfter(list, id) {
  let [low, high] = [0, list.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (list[middle].id <= id) low = middle + 1
    else high = middle
  }
  return low
}

function labelWithId(labels, id) {
  const found = labels[placeAfter(labels, id) - 1]
  return found?.id === id ? [found] : []
}

function matcherOf(filter) {
  const createdBy = filter?.createdBy?.eq
  const from = filter?.createdAt?.gte ?? Number.NEGATIVE_INFINITY
  const until = filter?.createdAt?.lt ?? Number.POSITIVE_INFINITY
  return ({ time, createdBy: by }) => time >= from && time < until && (createdBy == null || by === createdBy)
}

function statsByPerson(labels) {
  const groups = Map.groupBy(labels, ({ createdBy }) => createdBy)
  return [...groups.keys()].sort().map(createdBy => {
    const seconds = groups.get(createdBy).map(({ secondsToCreate }) => secondsToCreate)
    const sum = seconds.reduce((total, each) => total + each, 0)
    seconds.sort((a, b) => a - b)
    const middle = (seconds.length - 1) / 2
    const median = (seconds[Math.floor(middle)] + seconds[Math.ceil(middle)]) / 2
    return { createdBy, labelCount: seconds.length, secondsToCreate: { mean: sum / seconds.length, median } }
  })
}

/** In: the text of a variable. Out: the text of a plain object. */
export const dateTime = { parseValue: text => parseInstant(text), serialize: text => text }
