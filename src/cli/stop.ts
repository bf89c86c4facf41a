/** Whether somebody asked the process to stop. */
export interface Stop {
  readonly signal: AbortSignal
  /** What to exit with after a clean stop; null while nobody asked. */
  readonly exitCode: number | null
  /** Resolves when somebody asks. */
  readonly requested: Promise<void>
}

const EXIT_CODES = { SIGINT: 130, SIGTERM: 143 } as const

/** npm hands a Ctrl-C on that the terminal has already sent here: what comes this soon is the same one. */
const SAME_REQUEST_MS = 1_000

/** From now on SIGINT and SIGTERM ask for a clean stop; asking again later ends the process at once. */
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
  }
}
