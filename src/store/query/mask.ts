import type { AnnotationPlace, FetchedBytes, MeasuredMask } from '../../model/index.ts'
import { checkValues } from '../checksum.ts'
import { parseStored, type StoredText, unpackBody } from '../compressed-text.ts'
import type { StoreReader } from '../contract.ts'
import { NO_FRAME, NO_GROUP } from '../entities/index.ts'
import type { CompositeKey } from '../fetched.ts'
import type { ReadContext } from '../query-context.ts'
import { sql } from '../sql.ts'
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

/** Reads of what was fetched for masks. */
export const maskReader = (context: ReadContext): Pick<StoreReader, 'masks' | 'composites'> => ({
  async masks(places) {
    const featureIds = [...new Set(places.map(place => place.featureId))]
    const rows = await context.rows<MaskRow>(sql`
      select m.label_id as "labelId", nullif(m.group_name, ${NO_GROUP}) as "groupName",
        nullif(m.frame_number, ${NO_FRAME}) as "frameNumber", m.feature_id as "featureId", m.body,
        m.content_version as "contentVersion", m.area, m.checksum
      from label l join mask m on m.label_id = l.id and m.content_version = l.content_version
      where ${labelsSeen(context, places)} and ${context.capabilities.inList(sql`m.feature_id`, featureIds)}`)
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
