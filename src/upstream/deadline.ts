import { timedOut } from './upstream-error.ts'

/** One thing asked for, from its first moment to its last: its time, and who may end it early. */
export interface Call {
  /** Aborts when the caller does, when the time is up or when the fetcher closes; its reason is the error to throw. */
  readonly signal: AbortSignal
  /** Starts the clock, once: waiting for a first slot is not the upstream's fault. */
  begin(): void
  hasBegun(): boolean
  /** Before the first slot: the whole time. */
  remainingMs(): number
  abort(reason: unknown): void
  /** The error to throw for one that came up: the reason of the signal once that has aborted. */
  explain(error: unknown): unknown
  /** Lets go of the clock and of the caller's signal. */
  end(): void
}

/** @param totalMs Infinity: as long as it takes. */
export function openCall(origin: string, totalMs: number, caller: AbortSignal | undefined): Call {
  const controller = new AbortController()
  const { signal } = controller
  let deadline: number | null = null
  let timer: NodeJS.Timeout | undefined

  // Not AbortSignal.any: a caller's signal may live as long as the process, and must not gather calls.
  const onCallerAbort = () => controller.abort(caller?.reason)
  if (caller?.aborted) onCallerAbort()
  else caller?.addEventListener('abort', onCallerAbort, { once: true })

  return {
    signal,
    begin() {
      if (deadline !== null) return
      deadline = performance.now() + totalMs
      // A timer cannot wait for ever: it would end at once.
      if (totalMs === Number.POSITIVE_INFINITY) return
      timer = setTimeout(() => {
        controller.abort(timedOut(`${origin} did not finish its answer within ${totalMs} ms; try again later.`))
      }, totalMs)
    },
    hasBegun: () => deadline !== null,
    remainingMs: () => (deadline === null ? totalMs : deadline - performance.now()),
    abort: reason => controller.abort(reason),
    explain: error => (signal.aborted ? signal.reason : error),
    end() {
      clearTimeout(timer)
      caller?.removeEventListener('abort', onCallerAbort)
    },
  }
}
