import type { AnnotationPlace } from './content.ts'

/**
 * Ids of the graph. A data row, a label and a project keep Labelbox's; everything else says its kind, then its
 * parts, with a part's `%` and `:` percent-encoded so that the parts can be told apart again.
 */
export type NodeKind =
  | 'dataRow'
  | 'project'
  | 'dataRowProject'
  | 'group'
  | 'frame'
  | 'feature'
  | 'annotation'
  | 'event'
  | 'export'
  | 'task'

interface NodeId {
  readonly kind: NodeKind
  readonly parts: readonly string[]
}

const KINDS: ReadonlySet<string> = new Set<NodeKind>([
  'dataRow',
  'project',
  'dataRowProject',
  'group',
  'frame',
  'feature',
  'annotation',
  'event',
  'export',
  'task',
])

export function formatId(kind: NodeKind, ...parts: readonly (string | number)[]): string {
  let id: string = kind
  for (const part of parts) id += `:${encodePart(String(part))}`
  return id
}

/** The id of an annotation by where it stands. */
export function annotationId({ labelId, groupName, frameNumber, featureId }: AnnotationPlace): string {
  return formatId('annotation', labelId, ...[groupName, frameNumber].filter(part => part !== null), featureId)
}

/** The kind and parts of an id that this gateway made; null for any other id, such as Labelbox's. */
export function parseId(id: string): NodeId | null {
  const [kind, ...parts] = id.split(':')
  if (kind === undefined || !KINDS.has(kind) || parts.length === 0) return null
  const decoded = parts.map(decodePart)
  return decoded.includes(null) ? null : { kind: kind as NodeKind, parts: decoded as string[] }
}

/** The id of a data row whose old export left it nameless: it is called after its label. */
export const namelessDataRowId = (labelId: string) => formatId('dataRow', labelId)

/** The id of a project that an old export knows by name only. */
export const namelessProjectId = (name: string) => formatId('project', name)

export function encodePart(part: string): string {
  return part.includes('%') || part.includes(':') ? part.replaceAll('%', '%25').replaceAll(':', '%3A') : part
}

function decodePart(part: string): string | null {
  try {
    return decodeURIComponent(part)
  } catch {
    return null
  }
}
