import { SlicegraphError } from '../../errors.ts'
import { decodeRle, encodeRle } from '../../masks/index.ts'
import { isTurnOver, type MaskRef, type MeasuredMask, nextTurn } from '../../model/index.ts'
import type { StoreReader } from '../../store/index.ts'
import type { ThreadedSources } from './lazy-sources.ts'
import { createMaskImages, nameOf, type Wanted } from './mask-images.ts'
import { createPictureReads, ownPicture, type Picture, picturesOf } from './pictures.ts'
import { resultOrError } from './upstream-answers.ts'

export interface FetchOptions {
  readonly signal?: AbortSignal | undefined
  /** Also fetches what the store has already, which stays if that fails. */
  readonly again?: boolean
}

export type ReadMasks = (
  reader: StoreReader,
  masks: readonly MaskRef[],
  options?: FetchOptions,
) => Promise<(MeasuredMask | Error)[]>

/** Reads measured masks from the store, and has the others fetched. */
export function createKeptMaskReads(fetchMasks: ReadMasks): ReadMasks {
  return async (reader, masks, options) => {
    const kept = options?.again ? [] : (await reader.masks(masks)).map(mask => mask && withoutEmptyRuns(mask))
    const missing = masks.filter((_, index) => !kept[index])
    const fetched = missing.length === 0 ? [] : await fetchMasks(reader, missing, options)
    const byName = new Map(missing.map((mask, index) => [nameOf(mask), fetched[index]]))
    return masks.map((mask, index) => kept[index] ?? byName.get(nameOf(mask)) ?? labelGone())
  }
}

/** Reads measured masks from the store. For the others, fetches each image that shows any of them once. */
export function createMaskReads(sources: ThreadedSources): ReadMasks {
  const images = createMaskImages(sources)
  const readPicture = createPictureReads(sources, images)

  function fetchMasks(writesSeen: number): ReadMasks {
    return async (asked, masks, { signal, again = false } = {}) => {
      const reader = asked.detached()
      const missing = await withVersions(reader, masks, again)
      const found = new Map<string, MeasuredMask | Error>()

      async function readAll(picture: Picture): Promise<void> {
        const subject = picture.compositeId === null ? 'The mask' : 'The composite mask'
        const read = await resultOrError(subject, picture.url, readPicture(reader, picture, writesSeen, signal))
        for (const [index, mask] of picture.masks.entries()) {
          found.set(nameOf(mask), (read instanceof Error ? read : read[index]) ?? labelGone())
        }
        if (picture.compositeId === null || !isGone(read)) return
        const others = picture.masks.filter(mask => mask.source.url !== null)
        await Promise.all(others.map(mask => readAll(ownPicture(mask))))
      }

      const reading: Promise<void>[] = []
      for (const picture of picturesOf(missing)) {
        if (isTurnOver()) await nextTurn(reader)
        reading.push(readAll(picture))
        // The request of one begins before the next picture is looked at.
        await null
      }
      await Promise.all(reading)
      return masks.map(mask => found.get(nameOf(mask)) ?? labelGone())
    }
  }

  return (reader, masks, options) => createKeptMaskReads(fetchMasks(images.writeCount()))(reader, masks, options)
}

/** Version 0.1 stored runs of length 0 at the start of some masks; `iou` of pycocotools fails on them. */
function withoutEmptyRuns(mask: MeasuredMask): MeasuredMask {
  return mask.rle.counts.startsWith('00') ? { ...mask, rle: encodeRle(decodeRle(mask.rle)) } : mask
}

/** The masks with the versions of their labels. Masks whose label is gone are left out. */
async function withVersions(
  reader: StoreReader,
  masks: readonly MaskRef[],
  again: boolean,
): Promise<readonly Wanted[]> {
  if (masks.length === 0) return []
  const labelIds = [...new Set(masks.map(mask => mask.labelId))]
  const contents = await reader.contents(labelIds)
  const versions = new Map(labelIds.map((id, index) => [id, contents[index]?.version]))
  return masks.flatMap(mask => {
    const version = versions.get(mask.labelId)
    return version === undefined ? [] : [{ ...mask, version, again }]
  })
}

/**
 * Whether to fetch the single masks instead: the link of a composite expires after 30 days, and these errors do not
 * concern the single masks. Other errors are temporary, and fetching hundreds of masks one by one would add load.
 */
function isGone(answer: unknown): boolean {
  return answer instanceof SlicegraphError && answer.code.startsWith('UPSTREAM_') && answer.traits.retry !== 'later'
}

const labelGone = () => new SlicegraphError('NOT_FOUND', 'The label of this mask no longer exists. Query it again.')
