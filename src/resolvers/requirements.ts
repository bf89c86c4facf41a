import { SlicegraphError } from '../errors.ts'
import type { Principal } from '../loaders/index.ts'
import type { ExportScope } from '../model/index.ts'

/** @throws SlicegraphError FORBIDDEN for a viewer. */
export function requireOperator({ role }: Principal): void {
  if (role === 'operator') return
  throw new SlicegraphError('FORBIDDEN', 'Tasks are for operators, and this token is one of a viewer.')
}

/** The same for the id of a task, whether there is one or not. */
export function requireAccess(principal: Principal, id: string): void {
  if (id.startsWith('task:') || id.startsWith('pull:')) requireOperator(principal)
}

/** @throws SlicegraphError FORBIDDEN where the export may hold what the principal must not see. */
export function requireExportScope(principal: Principal, scope: ExportScope): void {
  requireOperator(principal)
  const { projects } = principal.scope
  if (projects === 'all' || ('projectId' in scope && projects.includes(scope.projectId))) return
  throw new SlicegraphError('FORBIDDEN', 'input.scope must be projectId with one of the projects of this token.')
}

/** @throws SlicegraphError FORBIDDEN where the pull may fetch for projects that the principal must not see. */
export function requirePullScope(principal: Principal, projectId: string | null): void {
  requireOperator(principal)
  const { projects } = principal.scope
  if (projects === 'all' || (projectId !== null && projects.includes(projectId))) return
  throw new SlicegraphError('FORBIDDEN', 'input.projectId must be one of the projects of this token.')
}
