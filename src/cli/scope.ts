import { UsageError } from '../errors.ts'
import { EVERYTHING, type Scope, type Store } from '../store/index.ts'
import type { Flags } from './invocation.ts'

/** Of `--project`. @throws UsageError if the store has no such project. */
export async function scopeOf(store: Store, { project }: Flags): Promise<Scope> {
  if (typeof project !== 'string') return EVERYTHING
  const reader = await store.openSnapshot({ scope: EVERYTHING })
  const [found] = await reader.nodes('project', [project])
  if (!found) throw new UsageError('--project: the store has no project with this id.')
  return { projects: [project] }
}
