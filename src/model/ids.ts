import type { AnnotationPlace } from './content.ts'

/**
 * The kinds of ids that this gateway makes: `kind:part:part`, with `%` and `:` in a part percent-encoded. Data rows,
 * labels and projects keep the ids of Labelbox.
 */
const KINDS = [
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
  'pull',
] as const

export type NodeKind = (typeof KINDS)[number]

interface NodeId {
  readonly kind: NodeKind
  readonly parts: readonly string[]
}

export function formatId(kind: NodeKind, ...parts: readonly (string | number)[]): string {
  let id: string = kind
  // Anything but text and numbers throws: made into text, it would say what it is in the id.
  for (const part of parts) id += `:${typeof part === 'number' ? part : encodePart(part)}`
  return id
}

/** The id of the annotation at a place. */
export function annotationId({ labelId, groupName, frameNumber, featureId }: AnnotationPlace): string {
  return formatId('annotation', labelId, ...[groupName, frameNumber].filter(part => part !== null), featureId)
}

/** The kind and parts of an id that this gateway made; null for any other id, such as Labelbox's. */
export function parseId(id: string): NodeId | null {
  const [prefix, ...encoded] = id.split(':')
  const kind = KINDS.find(known => known === prefix)
  const parts = encoded.map(decodePart).filter(part => part !== null)
  return kind && parts.length > 0 && parts.length === encoded.length ? { kind, parts } : null
}

/** Compares as SQLite does: by code point. JavaScript's own comparison is by UTF-16 unit. */
export function byCodePoint(a: string, b: string): number {
  const end = Math.min(a.length, b.length)
  for (let i = 0; i < end; i++) {
    const [one, other] = [a.charCodeAt(i), b.charCodeAt(i)]
    if (one === other) continue
    // Half of a character beyond the first 65,536, or what SQLite holds in place of a half without the other.
    if (isHalf(one) || isHalf(other)) return Buffer.compare(Buffer.from(a), Buffer.from(b))
    return one - other
  }
  return a.length - b.length
}

const isHalf = (unit: number) => unit >= 0xd800 && unit <= 0xdfff

/** The id of a data row that an old export does not name, made from the id of its label. */
export const namelessDataRowId = (labelId: string) => formatId('dataRow', labelId)

/** The id of a project that an old export names without its id. */
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
