import { SlicegraphError } from '../errors.ts'
import { parseId } from '../model/index.ts'
import type { StoreReader } from '../store/index.ts'
import { oneRowPerKey } from './batch.ts'

/** Whether a data row or a label was there until a load took it away. */
export const createGoneLoader = (reader: StoreReader) => oneRowPerKey((ids: readonly string[]) => reader.gone(ids))

/**
 * What was found under an id, or null.
 * @throws SlicegraphError NOT_FOUND when it, or what it was part of, is gone upstream.
 */
export async function foundOrGone<Thing>(
  loaders: { readonly gone: ReturnType<typeof createGoneLoader> },
  id: string,
  thing: Promise<Thing | null>,
): Promise<Thing | null> {
  const found = await thing
  if (found !== null) return found
  const parsed = parseId(id)
  const isOurs = parsed !== null && parsed.kind !== 'dataRow' && parsed.kind !== 'project'
  if (await loaders.gone.load(isOurs ? (parsed.parts[0] ?? id) : id))
    throw new SlicegraphError('NOT_FOUND', 'Nothing has this id any more: it is gone upstream.')
  return null
}
