import { EventEmitter, once } from 'node:events'
import type { GraphContext } from '../loaders/index.ts'
import type { Store } from '../store/index.ts'

/** A look is one read of one row, by one timer for all who follow. */
const LOOK_EVERY_MS = 500
const CHANGED = 'changed'

/** Notices the loads of all processes. Those that are published within half a second may be one change. */
export function createFollowLoads(store: Pick<Store, 'dataVersion'>): GraphContext['followLoads'] {
  const changes = new EventEmitter().setMaxListeners(0)
  let followers = 0
  let seen: string | null = null
  let timer: NodeJS.Timeout | undefined

  function look(): void {
    const before = seen
    try {
      seen = store.dataVersion()
    } catch {
      // A damaged store: those who ask it for data are told.
      return
    }
    if (seen !== before) changes.emit(CHANGED)
  }

  function enter(): void {
    look()
    if (followers++ === 0) timer = setInterval(look, LOOK_EVERY_MS).unref()
  }

  function leave(): void {
    if (--followers === 0) clearInterval(timer)
  }

  return async function* followLoads(signal) {
    enter()
    try {
      for (let told: string | null = null; ; ) {
        // Listens before it reads, so that no load in between is missed.
        const next = once(changes, CHANGED, signal ? { signal } : {}).catch(() => {})
        const now = seen
        const isNew = now !== told
        told = now
        if (isNew && now !== null) yield now
        await next
        signal?.throwIfAborted()
      }
    } finally {
      leave()
    }
  }
}
