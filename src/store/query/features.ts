import { formatId, type NumberSummary } from '../../model/index.ts'
import type { FeatureKey, FeatureSummaries, GroupOwner, StoreReader } from '../contract.ts'
import { ENTITIES } from '../entities/index.ts'
import { allOf, type ReadContext } from '../query-context.ts'
import { join, quoted, sql } from '../sql.ts'
import { inOrder } from './content.ts'
import { type NodeRow, nodeColumns } from './decode-row.ts'
import { nodesOf } from './nodes.ts'
import { fieldOf, interruptible, placeOf, seen, tablesOf } from './row-in-query.ts'
import { EMPTY_SUMMARY, summaryParts } from './stats.ts'

/** Reads of features beside their list. */
export const featureReader = (context: ReadContext): Pick<StoreReader, 'featuresOf' | 'featureSummaries'> => ({
  async featuresOf(groups) {
    const { inList } = context.capabilities
    const place = placeOf(ENTITIES.feature)
    const field = (name: string) => fieldOf(context, place, name)
    const rows = await context.rows<NodeRow>(sql`
      select ${nodeColumns(context, place)} from ${tablesOf(context, place)}
      where ${inList(
        field('labelId'),
        distinct(groups, group => group.labelId),
      )}
        and ${inList(
          field('groupIdName'),
          distinct(groups, group => group.groupName),
        )} and ${seen(context, place)}
      order by ${field('featureId')}`)
    const features = await nodesOf<'feature'>(context, place.entity, rows)
    const byGroup = Map.groupBy(features, groupId)
    return groups.map(group => byGroup.get(groupId(group)) ?? [])
  },

  async featureSummaries(features) {
    const { inList } = context.capabilities
    const place = placeOf(ENTITIES.annotation)
    const field = (name: string) => fieldOf(context, place, name)
    const parts = (['area', 'length'] as const).flatMap(name =>
      Object.entries(summaryParts(context, field(name))).map(
        ([part, value]) => sql`${value} as ${quoted(`${name}.${part}`)}`,
      ),
    )
    const id = field('ofFeature')
    const rows = await context.scan<SummaryRow>(sql`select ${join([sql`${id} as id`, ...parts])}
      from ${tablesOf(context, place)} where ${allOf([
        inList(
          field('labelId'),
          distinct(features, feature => feature.labelId),
        ),
        inList(
          field('featureId'),
          distinct(features, feature => feature.featureId),
        ),
        inList(id, features.map(featureId)),
        interruptible(context, place),
        seen(context, place),
      ])} group by 1`)
    const found = inOrder(features.map(featureId), rows, row => row.id, toSummaries)
    return found.map(each => each ?? NO_SUMMARIES)
  },
})

type SummaryRow = { readonly id: string } & Readonly<Record<string, number | null | string>>

const toSummaries = (row: SummaryRow): FeatureSummaries => ({
  area: toSummary(row, 'area'),
  length: toSummary(row, 'length'),
})

const toSummary = (row: SummaryRow, name: string) =>
  Object.fromEntries(
    Object.keys(EMPTY_SUMMARY).map(part => [part, row[`${name}.${part}`] ?? null]),
  ) as unknown as NumberSummary

const NO_SUMMARIES: FeatureSummaries = { area: EMPTY_SUMMARY, length: EMPTY_SUMMARY }

const groupId = ({ labelId, groupName }: GroupOwner) => formatId('group', labelId, groupName)
const featureId = ({ labelId, groupName, featureId: id }: FeatureKey) => formatId('feature', labelId, groupName, id)

const distinct = <Each>(list: readonly Each[], read: (each: Each) => string) => [...new Set(list.map(read))]
