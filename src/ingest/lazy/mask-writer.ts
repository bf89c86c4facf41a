import { setImmediate as nextTurn } from 'node:timers/promises'
import type { FetchedMask, Store } from '../../store/index.ts'

/** Resolves when the masks are in the store. */
export type KeepMasks = (masks: readonly FetchedMask[]) => Promise<void>

/** Masks come one by one and many at a time: those that came since the last write are written together. */
export function createMaskWriter(store: Store): KeepMasks {
  let waiting: FetchedMask[] = []
  let next: Promise<void> | null = null
  let writing: Promise<void> = Promise.resolve()

  async function write(): Promise<void> {
    await Promise.allSettled([writing, nextTurn()])
    const masks = waiting
    waiting = []
    next = null
    writing = store.putMasks(masks)
    await writing
  }

  return masks => {
    waiting.push(...masks)
    next ??= write()
    return next
  }
}
