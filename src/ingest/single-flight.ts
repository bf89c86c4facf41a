/** Runs one call per key at a time: callers that arrive while it runs share its result. */
interface SingleFlight<T> {
  /**
   * Joins the work that runs under this key, or starts it. The signal of the work is aborted when every caller has left.
   * @param signal On abort this caller leaves: the call rejects at once with the signal's reason, others go on.
   */
  run(key: string, work: (signal: AbortSignal) => Promise<T>, signal?: AbortSignal): Promise<T>
}

export function createSingleFlight<T>(): SingleFlight<T> {
  const flights = new Map<string, Flight<T>>()

  function forget(key: string, flight: Flight<T>): void {
    // After an abort another flight may have started under the key.
    if (flights.get(key) === flight) flights.delete(key)
  }

  function start(key: string, work: (signal: AbortSignal) => Promise<T>): Flight<T> {
    const flight: Flight<T> = { callers: new Set(), controller: new AbortController() }
    flights.set(key, flight)
    const settle = (tell: (caller: PromiseWithResolvers<T>) => void) => {
      forget(key, flight)
      for (const caller of flight.callers) tell(caller)
      flight.callers.clear()
    }
    const begin = async (signal: AbortSignal) => {
      // Waits until the callers of this turn have joined, or left already.
      await null
      signal.throwIfAborted()
      return work(signal)
    }
    begin(flight.controller.signal).then(
      value => settle(caller => caller.resolve(value)),
      error => settle(caller => caller.reject(error)),
    )
    return flight
  }

  return {
    async run(key, work, signal) {
      signal?.throwIfAborted()
      const flight = flights.get(key) ?? start(key, work)
      const caller = Promise.withResolvers<T>()
      const leave = () => {
        // When the work is done there are no callers left to remove, and its signal is not aborted.
        if (!flight.callers.delete(caller)) return
        caller.reject(signal?.reason)
        if (flight.callers.size > 0) return
        forget(key, flight)
        flight.controller.abort(signal?.reason)
      }
      flight.callers.add(caller)
      signal?.addEventListener('abort', leave, { once: true })
      try {
        return await caller.promise
      } finally {
        signal?.removeEventListener('abort', leave)
      }
    },
  }
}

/** Work and its callers. Each caller has its own promise, so that one that leaves is freed. */
interface Flight<T> {
  readonly callers: Set<PromiseWithResolvers<T>>
  readonly controller: AbortController
}
