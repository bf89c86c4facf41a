import { timedOut } from './upstream-error.ts'

/** One `get`, `post` or `stream` with its redirects and retries: its time limit and its abort signal. */
export interface Deadline extends Disposable {
  /** Aborts when the caller does, when the time is up or when the upstream is closed; its reason is the error to throw. */
  readonly signal: AbortSignal
  /** Starts the clock, once: the wait for the first slot does not count. */
  begin(): void
  hasBegun(): boolean
  /** The whole time until `begin`. */
  remainingMs(): number
  /** Stops the clock until the promise settles. */
  untimed<T>(wait: Promise<T>): Promise<T>
  abort(reason: unknown): void
  /** The error to throw instead of `error`: the signal's reason once that has aborted. */
  explain(error: unknown): unknown
  /** Stops the clock, and stops listening to the caller's signal. */
  [Symbol.dispose](): void
}

/**
 * Opens a call, which is in `open` until it is disposed.
 * @param totalMs Infinity: no time limit
 */
export function openDeadline(
  origin: string,
  totalMs: number,
  caller: AbortSignal | undefined,
  open: Set<Deadline>,
): Deadline {
  caller?.throwIfAborted()
  const controller = new AbortController()
  const { signal } = controller
  let deadline: number | null = null
  let timer: NodeJS.Timeout | undefined

  // Not AbortSignal.any: a caller's signal may live as long as the process, and must not accumulate calls.
  const onCallerAbort = () => controller.abort(caller?.reason)
  caller?.addEventListener('abort', onCallerAbort, { once: true })

  function run(ms: number): void {
    deadline = performance.now() + ms
    // A timer of infinite time would fire at once.
    if (ms === Number.POSITIVE_INFINITY) return
    timer = setTimeout(() => {
      controller.abort(timedOut(`${origin} did not finish its answer within ${totalMs} ms; try again later.`))
    }, ms)
  }

  const remainingMs = () => (deadline === null ? totalMs : deadline - performance.now())

  const call: Deadline = {
    signal,
    begin() {
      if (deadline === null) run(totalMs)
    },
    hasBegun: () => deadline !== null,
    remainingMs,
    async untimed(wait) {
      const left = remainingMs()
      clearTimeout(timer)
      try {
        return await wait
      } finally {
        if (open.has(call)) run(left)
      }
    },
    abort: reason => controller.abort(reason),
    explain: error => (signal.aborted ? signal.reason : error),
    [Symbol.dispose]() {
      open.delete(call)
      clearTimeout(timer)
      caller?.removeEventListener('abort', onCallerAbort)
    },
  }
  open.add(call)
  return call
}
