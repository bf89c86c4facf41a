import { byText } from '../agreement/index.ts'
import { inTurns, isTurnOver, type Label, nextTurn } from '../model/index.ts'
import type { FilterOf, Nodes } from '../store/index.ts'
import { type AgreementDimension, AgreementRows, type AgreementStats, OF_CLASSES } from './agreement-rows.ts'
import { createComparison } from './comparison.ts'
import { createLoaders, type Loaders } from './create-loaders.ts'
import { checkDepth } from './filter-depth.ts'

interface AgreementRequest {
  readonly groupBy: readonly AgreementDimension[]
  readonly filter?: FilterOf<'dataRowProject'> | null | undefined
  /** Figures that are wanted, such as `dice.mean`: others are not computed. */
  readonly fields: ReadonlySet<string>
}

/** Queue entries that are read at once. */
const PAGE = 200

/**
 * Agreement of all pairs of labels of queue entries. It fetches nothing: pairs with masks or frames that are not there are
 * counted. Pairs that were compared are kept, so that a request that took too long goes on from there when it comes again.
 * @throws SlicegraphError BAD_USER_INPUT, COST_LIMIT_EXCEEDED
 */
export async function agreementStats(
  loaders: Loaders,
  { groupBy, filter, fields }: AgreementRequest,
): Promise<readonly AgreementStats[]> {
  const { reader, signal } = loaders.sources
  const rows = new AgreementRows(groupBy)
  const wants = (...names: readonly string[]) => [...fields].some(field => names.some(name => field.startsWith(name)))
  const wanted = {
    pixels: wants('dice.', 'iou.', 'unmeasuredPairCount'),
    distances: wants('meanDistance.'),
    classes: groupBy.some(dimension => OF_CLASSES.includes(dimension)),
  }
  const given = checkDepth(filter)
  const several = { labelCount: { gte: 2 } }
  for (let after: string | null = null, more = true; more; ) {
    const page: Awaited<ReturnType<typeof nextPage>> = await nextPage(after)
    for await (const pair of comparedPairs(
      loaders,
      page.rows.map(({ node }) => node),
      wanted,
    )) {
      rows.add(pair)
      if (isTurnOver()) await nextTurn(loaders.owner)
      signal?.throwIfAborted()
    }
    more = page.more
    after = page.rows.at(-1)?.cursor() ?? null
  }
  return inTurns(
    rows.summarized((one, other) => {
      for (const dimension of groupBy) {
        const field = FIELDS[dimension]
        const order = byText(one[field], other[field])
        if (order !== 0) return order
      }
      return 0
    }),
    loaders.owner,
  )

  function nextPage(after: string | null) {
    return reader.page('dataRowProject', {
      filter: given ? { and: [given, several] } : several,
      ...{ limit: PAGE, backward: false, after },
    })
  }
}

const FIELDS = {
  PROJECT: 'projectId',
  NAME: 'name',
  ANNOTATION_KIND: 'annotationKind',
  GROUP: 'group',
  CREATED_BY: 'createdBy',
} as const satisfies Record<AgreementDimension, keyof AgreementStats>

interface Wanted {
  readonly pixels: boolean
  readonly distances: boolean
  readonly classes: boolean
}

async function* comparedPairs(loaders: Loaders, entries: readonly Nodes['dataRowProject'][], wanted: Wanted) {
  const { reader, lazy, signal } = loaders.sources
  const ofRows = await reader.nodesOfDataRows(
    'label',
    entries.map(({ dataRowId }) => dataRowId),
  )
  for (const [index, { projectId }] of entries.entries()) {
    const labels = (ofRows[index] ?? []).filter(label => label.projectId === projectId && label.skipped !== true)
    // Loaders keep what they read: each entry has its own, so that memory does not grow with the entries.
    const own = createLoaders(reader, lazy, signal)
    for (const [i, label] of labels.entries())
      for (const other of labels.slice(i + 1)) yield { projectId, ...(await compare(own, label, other, wanted)) }
  }
}

async function compare(loaders: Loaders, label: Label, other: Label, wanted: Wanted) {
  const readers = [label.createdBy, other.createdBy]
  if (!wanted.pixels && !wanted.distances && !wanted.classes) return { readers, isRemote: false, classes: [] }
  const { reader } = loaders.sources
  const comparison = createComparison(loaders, [label.id, other.id], masks => reader.masks(masks), true)
  if (!(await comparison.isKept()) && (await isRemote(loaders, [label.id, other.id])))
    return { readers, isRemote: true, classes: [] }
  const heads = await comparison.classes()
  const pixels = wanted.pixels ? await comparison.pixels() : []
  const distances = wanted.distances ? await comparison.distances() : []
  const classes = heads.map(({ name, annotationKind, group }, number) => ({
    ...{ name, annotationKind, group },
    pixels: pixels[number] ?? null,
    meanDistance: distances[number]?.meanDistance ?? null,
  }))
  return { readers, isRemote: false, classes }
}

async function isRemote(loaders: Loaders, labelIds: readonly string[]): Promise<boolean> {
  const contents = await Promise.all(labelIds.map(labelId => loaders.content.load(labelId)))
  return contents.some(({ groups }) => groups.some(({ remote }) => remote))
}
