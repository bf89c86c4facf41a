import type { AnnotationPlace, FetchedBytes, MeasuredMask } from '../../model/index.ts'
import { parseStored, type StoredText, unpackBody } from '../compressed-text.ts'
import type { CompositeKey } from '../contract.ts'
import { NO_FRAME, NO_GROUP } from '../entities/index.ts'
import { inScope, type ReadContext, visible } from '../query-context.ts'
import { sql } from '../sql.ts'

interface MaskRow extends AnnotationPlace {
  readonly body: StoredText
}

export async function masks(
  context: ReadContext,
  places: readonly AnnotationPlace[],
): Promise<(MeasuredMask | null)[]> {
  const rows = await context.rows<MaskRow>(sql`
    select m.label_id as "labelId", nullif(m.group_name, ${NO_GROUP}) as "groupName",
      nullif(m.frame_number, ${NO_FRAME}) as "frameNumber", m.feature_id as "featureId", m.body
    from label l join mask m on m.label_id = l.id and m.content_version = l.content_version
    where ${context.capabilities.inList(sql`l.id`, [...new Set(places.map(place => place.labelId))])}
    and ${context.capabilities.inList(sql`m.feature_id`, [...new Set(places.map(place => place.featureId))])}
    and ${visible(context, 'l')} and ${inScope(context, sql`l.project_id`)}`)
  const found = new Map(rows.map(row => [nameOf(row), row.body]))
  return places.map(place => {
    const body = found.get(nameOf(place))
    return body === undefined ? null : unpackBody<MeasuredMask>(body)
  })
}

interface CompositeRow extends CompositeKey {
  readonly body: string
}

export async function composites(
  context: ReadContext,
  keys: readonly CompositeKey[],
): Promise<(FetchedBytes | null)[]> {
  const rows = await context.rows<CompositeRow>(sql`
    select c.label_id as "labelId", c.composite_id as "compositeId", c.body
    from label l join composite c on c.label_id = l.id and c.content_version = l.content_version
    where ${context.capabilities.inList(sql`l.id`, [...new Set(keys.map(key => key.labelId))])}
    and ${visible(context, 'l')} and ${inScope(context, sql`l.project_id`)}`)
  const name = ({ labelId, compositeId }: CompositeKey) => JSON.stringify([labelId, compositeId])
  const found = new Map(rows.map(row => [name(row), row.body]))
  return keys.map(key => {
    const body = found.get(name(key))
    return body === undefined ? null : parseStored<FetchedBytes>(body)
  })
}

const nameOf = ({ labelId, groupName, frameNumber, featureId }: AnnotationPlace) =>
  JSON.stringify([labelId, groupName, frameNumber, featureId])
