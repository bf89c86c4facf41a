import type { GroupNode } from '../loaders/index.ts'

/** A group by its name: as exported, else as spelled in ids, else regardless of case. To be found, both are as they are shown. */
export function groupNamed(
  groups: readonly GroupNode[],
  name: string,
  show = (idName: string) => idName,
): GroupNode | null {
  const folded = name.toLowerCase()
  return (
    groups.find(group => group.name === name) ??
    groups.find(group => show(group.idName) === name) ??
    groups.find(group => group.name.toLowerCase() === folded) ??
    null
  )
}
