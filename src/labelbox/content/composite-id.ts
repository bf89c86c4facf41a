/*
 * A composite's URL is `…/api/v1/tasks/{taskId}/masks/{compositeMaskId}/index/{n}`, of a volume with `?group=axial`.
 * Every export has the same composite under another task, and may add a token: it is identified by id, index and
 * group, not by its URL.
 */

const COMPOSITE = /^\/api\/v1\/tasks\/[^/]+\/masks\/([^/]+)\/index\/([^/]+)$/

/** The key of a composite within a version of its label; made of its path where that has another shape. */
export function compositeIdOf(url: string): string {
  const parsed = URL.parse(url)
  const path = parsed?.pathname ?? url
  const match = COMPOSITE.exec(path)
  const group = parsed?.searchParams.get('group')
  return `${match ? `${match[1]}/${match[2]}` : path}${group ? `?group=${group.toLowerCase()}` : ''}`
}
