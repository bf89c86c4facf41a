/** The codes of `extensions.code` that are this gateway's own; the README lists what each means. */
export type ErrorCode =
  | 'BAD_USER_INPUT'
  | 'NOT_FOUND'
  | 'COST_LIMIT_EXCEEDED'
  | 'INVALID_CURSOR'
  | 'STORE_CORRUPT'
  | 'EXPORT_FAILED'
  | 'EXPORT_UNSUPPORTED'
  | UpstreamCode

/** What can go wrong with a thing that has to be fetched. */
export type UpstreamCode =
  | 'UPSTREAM_TIMEOUT'
  | 'UPSTREAM_RATE_LIMITED'
  | 'UPSTREAM_UNAVAILABLE'
  | 'UPSTREAM_CIRCUIT_OPEN'
  | 'UPSTREAM_FORBIDDEN'
  | 'UPSTREAM_NOT_FOUND'
  | 'UPSTREAM_BAD_RESPONSE'
  | 'UPSTREAM_TOO_LARGE'
  | 'UPSTREAM_BLOCKED'

/**
 * An error with a message for people and a stable code for programs. The message never holds a value of an export.
 */
export class SlicegraphError extends Error {
  override readonly name: string = 'SlicegraphError'
  readonly code: ErrorCode

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

/** The person has to change a flag, a setting or a path: exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** What was asked for could not be done: exit code 1. */
export class FailureError extends Error {
  override readonly name = 'FailureError'
}

/** An unexpected error as it may be told: `id` finds it in the log, `trace` says where it happened. */
export interface Fault {
  readonly id: string
  readonly name: string
  readonly code: string | null
  readonly trace: readonly string[]
}

/** Describes an error nobody foresaw without its message: `JSON.parse` and databases quote the data in theirs. */
export function describeFault(error: unknown): Fault {
  const id = crypto.randomUUID()
  if (!(error instanceof Error)) return { id, name: typeof error, code: null, trace: [] }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : null
  const lines = (error.stack ?? '').split('\n').map(line => line.trim())
  return { id, name: error.name, code, trace: lines.filter(line => /^at .*:\d+:\d+\)?$/.test(line)) }
}
