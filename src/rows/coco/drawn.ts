import { SlicegraphError } from '../../errors.ts'
import { NOT_FETCHED, storedOnly } from '../../ingest/index.ts'
import { type AnnotationNode, type GraphContext, type Loaders, maskRef } from '../../loaders/index.ts'
import { type DataRow, isTurnOver, type Label, type MeasuredMask, nextTurn } from '../../model/index.ts'
import type { ChunkEntry, FilterOf } from '../../store/index.ts'
import type { OpenContext } from '../part.ts'

/** A data row with those of its labels that match a filter. */
interface LabelledRow {
  readonly row: DataRow
  readonly labels: readonly Label[]
}

/** Some of a label's annotations, in the export's order. */
interface DrawnPart {
  readonly label: Label
  readonly loaders: Loaders
  readonly annotations: readonly AnnotationNode[]
}

/** Called with the error for what the store lacks and cannot be fetched. Null: nothing is fetched. */
type OnMissing = ((error: SlicegraphError) => void) | null

/** An annotation, with its mask where that is measured. */
export type Drawn = readonly [annotation: AnnotationNode, mask: MeasuredMask | null]

const ROWS_AT_ONCE = 50
const LABELS_AT_ONCE = 500
/** Reads after which a context is given up with all that it holds. */
const READS_OF_CONTEXT = 32
const MASKS_AT_ONCE = 128

/** A context for the next read. */
type ContextFor = () => Promise<GraphContext>

/** Contexts that are used for some reads each, so that little of what was read stays in memory. */
export function contextsFor(openContext: OpenContext): ContextFor {
  let context: GraphContext | null = null
  let reads = 0
  return async () => {
    if (context === null || reads >= READS_OF_CONTEXT) {
      context = await openContext()
      reads = 0
    }
    reads += 1
    return context
  }
}

/** The data rows that have matching labels, by id. */
export async function* labelledRows(
  filter: FilterOf<'label'> | null,
  openContext: OpenContext,
): AsyncGenerator<LabelledRow> {
  let after: string | null = null
  do {
    const { loaders } = await openContext()
    const rows = loaders.rows('dataRow', { filter: { label: filter ?? {} } })
    const page = await rows.page({ limit: ROWS_AT_ONCE, backward: false, after })
    const ids = page.rows.map(({ node }) => node.id)
    const labels = Map.groupBy(ids.length === 0 ? [] : await labelsOf(loaders, filter, ids), label => label.dataRowId)
    for (const { node: row } of page.rows) yield { row, labels: labels.get(row.id) ?? [] }
    after = page.more ? (page.rows.at(-1)?.cursor() ?? null) : null
  } while (after !== null)
}

async function labelsOf(
  loaders: Loaders,
  filter: FilterOf<'label'> | null,
  dataRowIds: readonly string[],
): Promise<readonly Label[]> {
  const rows = loaders.rows('label', { filter: { and: [{ dataRowId: { in: dataRowIds } }, filter ?? {}] } })
  const labels: Label[] = []
  let after: string | null = null
  do {
    const page = await rows.page({ limit: LABELS_AT_ONCE, backward: false, after })
    labels.push(...page.rows.map(({ node }) => node))
    after = page.more ? (page.rows.at(-1)?.cursor() ?? null) : null
  } while (after !== null)
  return labels
}

/** The annotations of labels, chunk by chunk. */
export async function* drawnParts(
  labels: readonly Label[],
  contextFor: ContextFor,
  onMissing: OnMissing,
): AsyncGenerator<DrawnPart> {
  for (const label of labels) {
    const { loaders } = await contextFor()
    const { groups } = await loaders.content.load(label.id)
    for (const { idName: groupName, remote } of [{ idName: null, remote: false }, ...groups]) {
      for (const { chunk } of await directoryOf({ labelId: label.id, groupName }, remote)) {
        const { loaders } = await contextFor()
        const { objects, frames } = await loaders.chunk.load({ labelId: label.id, groupName, chunk })
        if (isTurnOver()) await nextTurn(loaders.owner)
        yield { label, loaders, annotations: [...objects, ...frames.flatMap(frame => frame.annotations)] }
      }
    }
  }

  async function directoryOf(
    { labelId, groupName }: { readonly labelId: string; readonly groupName: string | null },
    remote: boolean,
  ): Promise<readonly ChunkEntry[]> {
    const { loaders } = await contextFor()
    if (remote && groupName !== null && onMissing) {
      try {
        return await loaders.remoteDirectory.load({ labelId, groupName })
      } catch (error) {
        onMissing(asMissing(error))
      }
    }
    // Without its frames a group still has its own objects.
    return loaders.chunkDirectory.load({ labelId, groupName })
  }
}

/** Annotations with their masks, some at a time. */
export async function* withMasks(
  { loaders, annotations }: DrawnPart,
  onMissing: OnMissing,
): AsyncGenerator<readonly Drawn[]> {
  const { reader, signal, ...sources } = loaders.sources
  const lazy = onMissing ? sources.lazy : storedOnly(sources.lazy)
  for (let start = 0; start < annotations.length; start += MASKS_AT_ONCE) {
    const part = annotations.slice(start, start + MASKS_AT_ONCE)
    const refs = part.map(each => (each.type === 'MaskAnnotation' && each.mask ? maskRef(each, each.mask) : null))
    const wanted = refs.filter(ref => ref !== null)
    const found = wanted.length === 0 ? [] : await lazy.masks(reader, wanted, { signal })
    if (wanted.length > 0) reader.noteFetched()
    let next = 0
    yield part.map((annotation, index): Drawn => {
      const mask = refs[index] ? found[next++] : undefined
      if (!(mask instanceof Error)) return [annotation, mask ?? null]
      const error = asMissing(mask)
      onMissing?.(error)
      return [annotation, null]
    })
  }
}

/** An error of fetching. Others end the stream. */
function asMissing(error: unknown): SlicegraphError {
  if (error === NOT_FETCHED) return NOT_FETCHED
  if (error instanceof SlicegraphError && error.traits.pull !== undefined) return error
  throw error
}
