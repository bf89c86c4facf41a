import type { ReadContext } from '../query-context.ts'
import { sql } from '../sql.ts'

/** A caller who may not see every project is not told of removals: they do not say which project they were in. */
export async function gone(context: ReadContext, ids: readonly string[]): Promise<boolean[]> {
  if (context.scope.projects !== 'all') return ids.map(() => false)
  const rows = await context.rows<{ id: string }>(sql`select id from tombstone
    where ${context.capabilities.inList(sql`id`, ids)} and gone <= ${context.version}`)
  const found = new Set(rows.map(row => row.id))
  return ids.map(id => found.has(id))
}
