/**
 * Waits for a slot and returns a function that gives it back, to be called once.
 * @param started Calls that have begun go before those that have not, since their time is running.
 * @throws the signal's reason when it aborts first
 */
type TakeSlot = (signal: AbortSignal, started: boolean) => Promise<() => void>

/** Creates a semaphore: a cap on how many run at once. Others wait in the order in which they came. */
export function createSemaphore(count: number): TakeSlot {
  let taken = 0
  const begun = new Set<() => void>()
  const fresh = new Set<() => void>()

  /** Hands the slot on. The next leaves the line here, not when it wakes: two slots may come free at once. */
  function release(): void {
    const line = begun.size > 0 ? begun : fresh
    const [next] = line
    if (next === undefined) {
      taken -= 1
      return
    }
    line.delete(next)
    next()
  }

  return async (signal, started) => {
    signal.throwIfAborted()
    if (taken < count) {
      taken += 1
      return release
    }
    const line = started ? begun : fresh
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const leave = () => {
      if (line.delete(resolve)) reject(signal.reason)
    }
    line.add(resolve)
    signal.addEventListener('abort', leave, { once: true })
    await promise.finally(() => signal.removeEventListener('abort', leave))
    return release
  }
}
