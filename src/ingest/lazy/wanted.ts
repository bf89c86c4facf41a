import type { AnnotationPlace, MaskRef, MeasuredMask } from '../../model/index.ts'
import type { OfVersion, StoreReader } from '../../store/index.ts'

/** A mask that is yet to be measured, and the version of its label. */
export type Wanted = MaskRef & OfVersion

/** Those whose label is gone are left out. */
export async function withVersions(reader: StoreReader, masks: readonly MaskRef[]): Promise<readonly Wanted[]> {
  if (masks.length === 0) return []
  const labelIds = [...new Set(masks.map(mask => mask.labelId))]
  const contents = await reader.contents(labelIds)
  const versions = new Map(labelIds.map((id, index) => [id, contents[index]?.version]))
  return masks.flatMap(mask => {
    const version = versions.get(mask.labelId)
    return version === undefined ? [] : [{ ...mask, version }]
  })
}

/** Tells masks apart. */
export function nameOf({ labelId, groupName, frameNumber, featureId }: AnnotationPlace): string {
  return JSON.stringify([labelId, groupName, frameNumber, featureId])
}

/** Tells what is to be read apart: the same masks of another version are others. */
export function flightKey(masks: readonly Wanted[]): string {
  return JSON.stringify(masks.map(mask => [mask.version, nameOf(mask)]))
}

export function fetchedMask({ source: _, ...place }: Wanted, mask: MeasuredMask) {
  return { ...place, mask }
}
