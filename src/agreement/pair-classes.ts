import { type Annotation, type GroupKey, isClosed, mapped, sorted } from '../model/index.ts'
import { byGroup, byText, firstName } from './by-place.ts'

/** The annotations of one frame of a label, or its objects, or those of a group, outside of frames. */
export interface DrawnPlace {
  /** Of the group in ids; null for objects of the label. */
  readonly groupName: string | null
  readonly group: GroupKey | null
  /** The export's spelling of the group's name. */
  readonly groupSpelling: string | null
  /** Null outside of frames. */
  readonly frameNumber: number | null
  readonly annotations: readonly Annotation[]
}

/** A class in one frame of two labels. Objects outside of frames are in a frame of their own. */
export interface FramePair {
  readonly groupName: string | null
  readonly frameNumber: number | null
  readonly one: Annotation[]
  readonly other: Annotation[]
}

/** The names of a class, and its group. */
export interface ClassName {
  readonly name: string | null
  readonly schemaId: string | null
  readonly annotationKind: string
  readonly group: GroupKey | null
  readonly groupName: string | null
}

/** A class of two labels: a tool, a kind of annotation, and a group. */
export interface ClassPair extends ClassName {
  /** Whether its polylines are compared as polygons, too: all of them, in both labels, are closed. */
  readonly isOutlined: boolean
  /** Whether it has masks, polygons, boxes, or polylines that are compared as polygons. */
  readonly hasPixels: boolean
  /** Whether it has polylines or points. */
  readonly hasLines: boolean
  /** By group and number. */
  readonly frames: readonly FramePair[]
}

/**
 * The classes of two labels, by name, kind and group. Where exports spell a name in two ways, the first by code point
 * counts, so that the labels may change places.
 */
export function* pairClasses(
  one: readonly DrawnPlace[],
  other: readonly DrawnPlace[],
): Generator<undefined, readonly ClassPair[]> {
  const found = new Map<string, Gathered>()
  for (const [side, places] of [['one', one] as const, ['other', other] as const])
    for (const place of places) {
      for (const [index, annotation] of place.annotations.entries()) {
        if (index % 1024 === 1023) yield
        gather(found, side, place, annotation)
      }
      yield
    }
  return yield* mapped(yield* sorted([...found.values()], byName), ({ idName: _, isOutlined, frames, ...pair }) => ({
    ...pair,
    isOutlined: isOutlined === true,
    hasPixels: pair.hasPixels || isOutlined === true,
    frames: [...frames.values()],
  }))
}

interface Gathered extends ClassName {
  /** The group's name in ids. */
  readonly idName: string | null
  /** By number. */
  readonly frames: Map<number | null, FramePair>
  name: string | null
  groupName: string | null
  /** Null: it has no polyline. */
  isOutlined: boolean | null
  hasPixels: boolean
  hasLines: boolean
}

function gather(found: Map<string, Gathered>, side: 'one' | 'other', place: DrawnPlace, annotation: Annotation): void {
  const { schemaId, name, annotationKind } = annotation
  const { groupName: idName, group, groupSpelling, frameNumber } = place
  const tool = schemaId === null ? (name === null ? '' : `name ${name}`) : `id ${schemaId}`
  const key = keyOf(tool, annotationKind, idName)
  let pair = found.get(key)
  if (!pair) {
    const head = { name, schemaId, annotationKind, group, groupName: groupSpelling, idName }
    pair = { ...head, isOutlined: null, hasPixels: false, hasLines: false, frames: new Map() }
    found.set(key, pair)
  }
  pair.name = firstName(pair.name, name)
  pair.groupName = firstName(pair.groupName, groupSpelling)
  note(pair, annotation)
  let frame = pair.frames.get(frameNumber)
  if (!frame) {
    frame = { groupName: idName, frameNumber, one: [], other: [] }
    pair.frames.set(frameNumber, frame)
  }
  frame[side].push(annotation)
}

/** With the lengths of its parts, which may hold any character. */
const keyOf = (tool: string, kind: string, idName: string | null): string =>
  `${tool.length} ${kind.length} ${tool}${kind}${idName === null ? '' : ` ${idName}`}`

function note(pair: Gathered, annotation: Annotation): void {
  switch (annotation.type) {
    case 'PolylineAnnotation':
      pair.hasLines = true
      pair.isOutlined = pair.isOutlined !== false && isClosed(annotation.line)
      return
    case 'PointAnnotation':
      pair.hasLines = true
      return
    case 'UnknownAnnotation':
      return
    default:
      pair.hasPixels = true
  }
}

const byName = (a: Gathered, b: Gathered): number =>
  byText(a.name, b.name) ||
  byText(a.annotationKind, b.annotationKind) ||
  byGroup(a.group, b.group) ||
  byText(a.idName, b.idName) ||
  byText(a.schemaId, b.schemaId)
