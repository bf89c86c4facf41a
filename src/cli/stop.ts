/** The state of requests to stop the process. */
export interface Stop {
  readonly signal: AbortSignal
  /** Exit code after a clean stop; null until one is requested. */
  readonly exitCode: number | null
  /** Whether the grace period applies: SIGTERM comes from a supervisor, which sends clients elsewhere meanwhile. */
  readonly isGraceful: boolean
  /** Resolves when a stop is requested. */
  readonly requested: Promise<void>
}

/** 128 and the number of the signal. SIGHUP: the terminal was closed. */
const EXIT_CODES = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const

/** npm forwards a Ctrl-C that the terminal has already sent here. A second signal this soon is the same request. */
const SAME_REQUEST_MS = 1_000

/** From now on these signals request a clean stop; another one later ends the process at once. */
export function listenForStop(): Stop {
  const controller = new AbortController()
  const requested = new Promise<void>(resolve => controller.signal.addEventListener('abort', () => resolve()))
  let exitCode: number | null = null
  let since = 0

  for (const [name, code] of Object.entries(EXIT_CODES)) {
    process.on(name, () => {
      if (exitCode === null) {
        exitCode = code
        since = performance.now()
        controller.abort()
      } else if (performance.now() - since > SAME_REQUEST_MS) {
        process.exit(code)
      }
    })
  }
  return {
    signal: controller.signal,
    requested,
    get exitCode() {
      return exitCode
    },
    get isGraceful() {
      return exitCode === EXIT_CODES.SIGTERM
    },
  }
}
