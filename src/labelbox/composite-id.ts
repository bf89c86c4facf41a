/*
 * A composite's URL is `…/api/v1/tasks/{taskId}/masks/{compositeMaskId}/index/{n}`: the same composite comes again
 * under another task with every export, so that its id and index name it and its URL does not.
 */

const COMPOSITE = /^\/api\/v1\/tasks\/[^/]+\/masks\/([^/]+)\/index\/([^/]+)$/

/** What names a composite within a version of its label; its path, where that is of another shape. */
export function compositeIdOf(url: string): string {
  const path = URL.parse(url)?.pathname ?? url
  const match = COMPOSITE.exec(path)
  return match ? `${match[1]}/${match[2]}` : path
}
