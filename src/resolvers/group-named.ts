import type { GroupNode } from '../loaders/index.ts'

/** A group by its name: as exported, else as spelled in ids, else regardless of case. */
export function groupNamed(groups: readonly GroupNode[], name: string): GroupNode | null {
  const folded = name.toLowerCase()
  return (
    groups.find(group => group.name === name) ??
    groups.find(group => group.idName === name) ??
    groups.find(group => group.name.toLowerCase() === folded) ??
    null
  )
}
