import { sql } from 'kysely'
import type { AnnotationRef } from '../lists.ts'
import { inScope, type Sql, visible } from './context.ts'
import { annotationFilter } from './filters.ts'
import type { ListDefinition } from './list.ts'
import { areaOf } from './mask.ts'

const encoded = (text: Sql) => sql`replace(replace(${text}, '%', '%25'), ':', '%3A')`

/** As formatId makes it: annotation:LABEL[:GROUP[:FRAME]]:FEATURE. */
const ID = sql`'annotation:' || ${encoded(sql`l.id`)} || case when a.group_name is null then '' else ':' ||
  ${encoded(sql`a.group_name`)} end || case when a.frame_number is null then '' else ':' || a.frame_number end
  || ':' || ${encoded(sql`a.feature_id`)}`

export const annotationList: ListDefinition<'annotation'> = {
  from: sql`label l join annotation a on a.content_no = l.content_no`,
  where: context => sql`${visible(context, 'l')} and ${inScope(context, sql`l.project_id`)}`,
  filter: (context, filter) => annotationFilter(context, { annotation: 'a', label: 'l' }, filter),
  orders: {
    ID: { type: 'text', expression: ID },
    NAME: { type: 'text', expression: sql`a.name`, nullable: true },
    FRAME_NUMBER: { type: 'number', expression: sql`a.frame_number`, nullable: true },
    AREA: { type: 'number', expression: areaOf({ annotation: 'a', label: 'l' }), nullable: true },
    LENGTH: { type: 'number', expression: sql`a.length`, nullable: true },
  },
  // Not by seq: what a load adds or takes away before a row changes it, and a cursor from before the load would pass
  // over rows or bring them twice.
  defaultOrder: [
    { type: 'text', expression: sql`l.id` },
    { type: 'text', expression: sql`a.group_name`, nullable: true },
    { type: 'number', expression: sql`a.frame_number`, nullable: true },
    { type: 'number', expression: sql`a.place` },
  ],
  id: { type: 'text', expression: ID },
  parent: sql`l.id`,
  columns: sql`l.id as "labelId", a.chunk_no as chunk, a.group_name as "groupName",
    a.frame_number as "frameNumber", a.feature_id as "featureId"`,
  nodes: async (_, rows: readonly AnnotationRef[]) =>
    rows.map(({ labelId, chunk, groupName, frameNumber, featureId }) => ({
      labelId,
      chunk,
      groupName,
      frameNumber,
      featureId,
    })),
}
