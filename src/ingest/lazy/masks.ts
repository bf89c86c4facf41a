import { SlicegraphError } from '../../errors.ts'
import type { MaskRef, MeasuredMask } from '../../model/index.ts'
import { type Composite, compositesOf, createComposites } from './composites.ts'
import { createDownload } from './download.ts'
import type { LazyReads, LazySources } from './lazy-reads.ts'
import { createMaskWriter } from './mask-writer.ts'
import { createOwnMasks } from './own-masks.ts'
import { settled } from './settled.ts'
import { nameOf, type Wanted, withVersions } from './wanted.ts'

/** What is measured already comes in one read; of the rest, each image that holds any of them is fetched once. */
export function createMaskReads({ store, upstream, media }: LazySources): LazyReads['masks'] {
  const download = createDownload({ upstream })
  const keep = createMaskWriter(store)
  const readOwn = createOwnMasks({ media, download, keep })
  const readComposite = createComposites({ store, media, download, keep })

  return async (asked, masks, signal) => {
    const kept = await asked.masks(masks)
    const reader = asked.detached()
    const missing = await withVersions(
      reader,
      masks.filter((_, index) => kept[index] === null),
    )
    const found = new Map<string, MeasuredMask | Error>()

    async function fromOwn(wanted: readonly Wanted[]): Promise<void> {
      const read = await settled('The mask', wanted, mask => readOwn(reader, mask, signal))
      note(wanted, index => read[index])
    }

    async function fromComposite(composite: Composite): Promise<void> {
      const [read] = await settled('The composite mask', [composite], each => readComposite(reader, each, signal))
      note(composite.masks, index => (read instanceof Error ? read : read?.[index]))
      if (isGone(read)) await fromOwn(composite.masks.filter(mask => mask.source.url !== null))
    }

    function note(wanted: readonly Wanted[], answerOf: (index: number) => MeasuredMask | Error | undefined): void {
      for (const [index, mask] of wanted.entries()) found.set(nameOf(mask), answerOf(index) ?? labelGone())
    }

    const composites = compositesOf(missing.filter(isShared))
    await Promise.all([fromOwn(missing.filter(mask => !isShared(mask))), ...composites.map(fromComposite)])
    return masks.map((mask, index) => kept[index] ?? found.get(nameOf(mask)) ?? labelGone())
  }
}

const isShared = ({ source }: MaskRef) => source.compositeUrl !== null && source.colorRgb !== null

/**
 * A composite's link lives 30 days, and what these say of it says nothing of the masks' own. After the others, which
 * pass, asking for hundreds of masks one by one would make things worse.
 */
function isGone(answer: unknown): boolean {
  return answer instanceof SlicegraphError && answer.code.startsWith('UPSTREAM_') && answer.traits.retry !== 'later'
}

const labelGone = () => new SlicegraphError('NOT_FOUND', 'The label of this mask is not there any more: ask again.')
