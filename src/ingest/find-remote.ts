import { decodingChunk } from '../labelbox/index.ts'
import { type Annotation, inTurns, type Label, type MaskRef } from '../model/index.ts'
import type { AnnotationRef, FilterOf, Nodes, Page, Scope, Store, StoreReader } from '../store/index.ts'
import { canFetch, type GroupRef } from './lazy/frames.ts'
import { hasImage } from './lazy/mask-images.ts'

/* Finds the frames documents and masks that a pull fetches. */

/** The lists that remote things are found by. */
export type Remote = 'label' | 'annotation'

export interface Listed<L extends Remote> {
  readonly list: L
  readonly filter: FilterOf<L>
  readonly limit: number
}

/** The pages of a list, each read from the newest version, so that loads may be published meanwhile. */
export async function* pagesOf<L extends Remote>(
  store: Store,
  scope: Scope,
  { list, filter, limit }: Listed<L>,
  signal: AbortSignal | undefined,
): AsyncGenerator<{ reader: StoreReader; nodes: readonly Nodes[L][]; total: number }, void, undefined> {
  let after: string | null = null
  let total: number | null = null
  for (;;) {
    signal?.throwIfAborted()
    const reader = await store.openSnapshot({ scope })
    total ??= await reader.count(list, filter)
    const { rows, more }: Page<Nodes[L]> = await reader.page(list, { filter, limit, backward: false, after })
    yield { reader, nodes: rows.map(row => row.node), total }
    after = rows.at(-1)?.cursor() ?? null
    if (!more || after === null) return
  }
}

/** The groups of these labels whose frames are remote. @param again Also those that were fetched. */
export async function groupsToFetch(
  reader: StoreReader,
  labels: readonly Label[],
  again: boolean,
): Promise<readonly GroupRef[]> {
  const contents = await reader.contents(labels.map(label => label.id))
  return labels.flatMap(({ id: labelId }, index) => {
    const groups = contents[index]?.groups ?? []
    return groups.filter(group => canFetch(group, again)).map(({ idName }) => ({ labelId, groupName: idName }))
  })
}

/** The annotations among these that are masks with an image. */
export async function masksAt(reader: StoreReader, refs: readonly AnnotationRef[]): Promise<readonly MaskRef[]> {
  const inChunks = [...Map.groupBy(refs, ref => ref.chunk)]
  const masks: MaskRef[] = []
  for (let start = 0; start < inChunks.length; start += CHUNKS_AT_ONCE) {
    const part = inChunks.slice(start, start + CHUNKS_AT_ONCE)
    const chunks = await reader.chunks(part.map(([number]) => number))
    for (const [index, [, own]] of part.entries()) {
      const chunk = chunks[index]
      const [first] = own
      if (!chunk || !first) continue
      const { frames, objects } = await inTurns(decodingChunk(chunk, first.groupName), reader)
      const annotations = [...objects, ...frames.flatMap(frame => frame.annotations)]
      const byPlace = new Map(annotations.map(annotation => [placeOf(annotation), annotation]))
      masks.push(...own.flatMap(ref => maskRefOf(ref, byPlace.get(placeOf(ref)))))
    }
  }
  return masks
}

/** A gateway that pulls answers requests meanwhile. */
const CHUNKS_AT_ONCE = 32

const placeOf = ({ frameNumber, featureId }: Pick<AnnotationRef, 'frameNumber' | 'featureId'>) =>
  JSON.stringify([frameNumber, featureId])

function maskRefOf({ labelId, groupName, frameNumber, featureId }: AnnotationRef, found: Annotation | undefined) {
  if (found?.type !== 'MaskAnnotation' || found.mask === null || !hasImage(found.mask)) return []
  return [{ labelId, groupName, frameNumber, featureId, source: found.mask }]
}
