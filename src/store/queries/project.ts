import { sql } from 'kysely'
import type { Project } from '../../model/index.ts'
import type { StoredText } from '../body.ts'
import { putTogether } from '../row-shape.ts'
import { PROJECT } from '../shapes.ts'
import { inScope, type ReadContext, visible } from './context.ts'
import type { ListDefinition } from './list.ts'

interface Row {
  readonly id: string
  readonly body: StoredText
}

export const projectList: ListDefinition<'project'> = {
  from: sql`project p`,
  where: context => sql`${visible(context, 'p')} and ${inScope(context, sql`p.id`)}`,
  filter: () => sql`true`,
  orders: { ID: { type: 'text', expression: sql`p.id` } },
  defaultOrder: [],
  id: { type: 'text', expression: sql`p.id` },
  columns: sql`p.id, p.body`,
  nodes: async (_, rows: readonly Row[]) => rows.map(toProject),
}

export async function projects(context: ReadContext, ids: readonly string[]): Promise<(Project | null)[]> {
  const rows = await context.rows<Row>(sql`select p.id, p.body from project p
    where ${context.capabilities.inList(sql`p.id`, ids)} and ${projectList.where(context)}`)
  const found = new Map(rows.map(row => [row.id, toProject(row)]))
  return ids.map(id => found.get(id) ?? null)
}

function toProject({ id, body }: Row): Project {
  return { id, ...putTogether(PROJECT, { body }) }
}
