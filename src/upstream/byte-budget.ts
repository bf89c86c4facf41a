/** Bounds the sum of the bytes in memory: a reservation that does not fit waits, in the order of coming. */
interface ByteBudget {
  /**
   * Waits until so many bytes fit. More than the whole budget fit when nothing else is reserved.
   * @throws the signal's reason when it aborts first
   */
  reserve(bytes: number, signal: AbortSignal): Promise<Reservation>
}

export interface Reservation extends Disposable {
  /** Gives back all bytes above these. */
  shrinkTo(bytes: number): void
  /** Gives back the rest; more often than once does nothing. */
  [Symbol.dispose](): void
}

export function createByteBudget(total: number): ByteBudget {
  let reserved = 0
  const line = new Map<() => void, number>()

  const fits = (bytes: number) => reserved === 0 || reserved + bytes <= total

  /** The next leaves the line here, not when it wakes, and its bytes count from now on. */
  function admit(): void {
    for (const [next, bytes] of line) {
      if (!fits(bytes)) return
      line.delete(next)
      reserved += bytes
      next()
    }
  }

  function reservation(bytes: number): Reservation {
    let held = bytes
    const shrinkTo = (left: number) => {
      if (left >= held) return
      reserved -= held - left
      held = left
      admit()
    }
    return { shrinkTo, [Symbol.dispose]: () => shrinkTo(0) }
  }

  return {
    async reserve(bytes, signal) {
      signal.throwIfAborted()
      if (line.size === 0 && fits(bytes)) {
        reserved += bytes
        return reservation(bytes)
      }
      const { promise, resolve, reject } = Promise.withResolvers<void>()
      const leave = () => {
        if (!line.delete(resolve)) return
        reject(signal.reason)
        // Those behind it may fit.
        admit()
      }
      line.set(resolve, bytes)
      signal.addEventListener('abort', leave, { once: true })
      await promise.finally(() => signal.removeEventListener('abort', leave))
      return reservation(bytes)
    },
  }
}
