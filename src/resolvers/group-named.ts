import type { GroupNode } from '../loaders/index.ts'

/** A group by its name: in the export's spelling, else as ids spell it, else in any case. */
export function groupNamed(groups: readonly GroupNode[], name: string): GroupNode | null {
  const folded = name.toLowerCase()
  return (
    groups.find(group => group.name === name) ??
    groups.find(group => group.idName === name) ??
    groups.find(group => group.name.toLowerCase() === folded) ??
    null
  )
}
