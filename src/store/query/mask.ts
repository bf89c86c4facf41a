import type { AnnotationPlace, FetchedBytes, MeasuredMask } from '../../model/index.ts'
import { checkValues } from '../checksum.ts'
import { parseStored, type StoredText, unpackBody } from '../compressed-text.ts'
import type { StoreReader } from '../contract.ts'
import { NO_FRAME, NO_GROUP } from '../entities/index.ts'
import type { CompositeKey } from '../fetched.ts'
import type { ReadContext } from '../query-context.ts'
import { type Sql, sql } from '../sql.ts'
import { inOrder, labelsSeen } from './content.ts'

interface FetchedRow {
  readonly contentVersion: number
  readonly checksum: number
}

interface MaskRow extends FetchedRow, AnnotationPlace {
  readonly area: number
  readonly body: StoredText
}

interface CompositeRow extends FetchedRow, CompositeKey {
  readonly body: string
}

/** Index searches for each place that take no longer than to walk all masks of its label. */
const SEARCHES = 4

/**
 * The mask `m` is at one of these places, or at others of the same features. Few masks of a label that has thousands, such
 * as one of each frame, are searched by their whole key.
 */
function atPlaces({ capabilities: { inList } }: ReadContext, places: readonly AnnotationPlace[]): Sql {
  const of = <Value>(read: (place: AnnotationPlace) => Value) => [...new Set(places.map(read))]
  const features = of(place => place.featureId)
  const groups = of(place => place.groupName ?? NO_GROUP)
  const frames = of(place => place.frameNumber ?? NO_FRAME)
  const labels = of(place => place.labelId)
  const ofFeatures = inList(sql`m.feature_id`, features)
  const searches = labels.length * groups.length * frames.length * features.length
  if (searches > places.length * SEARCHES) return ofFeatures
  return sql`${inList(sql`m.group_name`, groups)} and ${inList(sql`m.frame_number`, frames)} and ${ofFeatures}`
}

/** Reads of what was fetched for masks. */
export const maskReader = (context: ReadContext): Pick<StoreReader, 'masks' | 'composites'> => ({
  async masks(places) {
    const rows = await context.rows<MaskRow>(sql`
      select m.label_id as "labelId", nullif(m.group_name, ${NO_GROUP}) as "groupName",
        nullif(m.frame_number, ${NO_FRAME}) as "frameNumber", m.feature_id as "featureId", m.body,
        m.content_version as "contentVersion", m.area, m.checksum
      from label l join mask m on m.label_id = l.id and m.content_version = l.content_version
      where ${labelsSeen(context, places)} and ${atPlaces(context, places)}`)
    const nameOf = ({ labelId, groupName, frameNumber, featureId }: AnnotationPlace) =>
      JSON.stringify([labelId, groupName, frameNumber, featureId])
    return inOrder(places.map(nameOf), rows, nameOf, row => {
      const { labelId, contentVersion, groupName, frameNumber, featureId, area, body, checksum } = row
      const place = [labelId, contentVersion, groupName ?? NO_GROUP, frameNumber ?? NO_FRAME, featureId]
      checkValues([...place, area, body], checksum)
      return unpackBody<MeasuredMask>(body)
    })
  },

  async composites(keys) {
    const rows = await context.rows<CompositeRow>(sql`
      select c.label_id as "labelId", c.composite_id as "compositeId", c.body,
        c.content_version as "contentVersion", c.checksum
      from label l join composite c on c.label_id = l.id and c.content_version = l.content_version
      where ${labelsSeen(context, keys)}`)
    const nameOf = ({ labelId, compositeId }: CompositeKey) => JSON.stringify([labelId, compositeId])
    return inOrder(keys.map(nameOf), rows, nameOf, row => {
      checkValues([row.labelId, row.contentVersion, row.compositeId, row.body], row.checksum)
      return parseStored<FetchedBytes>(row.body)
    })
  },
})
