import type { Project } from '../../model/index.ts'
import { inScope } from '../query-context.ts'
import { entity, VERSIONED } from './entity.ts'

export const project = entity({
  table: 'project',
  alias: 'p',
  versioned: true,
  columns: {
    ...VERSIONED,
    id: { ...VERSIONED.id, sort: true },
    name: { type: 'text', filter: true },
    /** A list of the texts of its tags. */
    tagTexts: { type: 'json', hidden: true },
  },
  computed: { tag: { type: 'text', filter: true, items: 'tagTexts' } },
  flat: true,
  body: { tags: null } satisfies Partial<Project>,
  scope: (row, context) => inScope(context, row.id),
  indexes: { id: ['id'] },
})
