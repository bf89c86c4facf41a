/** Exit codes of the command line. */
export const EXIT = {
  done: 0,
  failed: 1,
  usage: 2,
  /** Done, but some records were rejected, or some frames or masks could not be fetched. */
  rejected: 3,
  /** Labelbox refused the key. */
  forbidden: 4,
  /** Labelbox is not responding. */
  unavailable: 5,
} as const

/** How an error with a code is handled everywhere. */
interface ErrorTraits {
  /** HTTP status of a response that has only the error. Errors of single fields have status 200. */
  readonly status: number
  /** Exit code of a verb that ends with the error. */
  readonly exit: (typeof EXIT)[keyof typeof EXIT]
  /** `later`: the condition is temporary. `briefly`: a few tries may help. Absent: retrying is useless. */
  readonly retry?: 'later' | 'briefly'
  /** A storage link that fails so may have expired: a new link may work. */
  readonly newLink?: true
  /**
   * `counts`: `pull` counts a failure and goes on. `unsent`: and the failure says nothing about the key. `down`: it also
   * stops if everything on a page fails so.
   */
  readonly pull?: 'counts' | 'unsent' | 'down'
  /** Advice to the user, for summaries of many failures. */
  readonly advice?: string
  /** The document or its variables are wrong: clients that accept application/json alone get status 200. */
  readonly inDocument?: true
  /** Shown in the log and on the command line; clients get INTERNAL_SERVER_ERROR. */
  readonly internal?: true
}

const LATER = 'Run the command again later.'

/**
 * Every code that an error can have. Status, exit code, retries and advice are decided here; only `retryable` of an
 * UpstreamError says of one request whether it may be repeated at once. The status of `internal` codes is never sent.
 */
const TABLE = {
  BAD_REQUEST: { status: 400, exit: EXIT.failed },
  GRAPHQL_PARSE_FAILED: { status: 400, exit: EXIT.failed, inDocument: true },
  GRAPHQL_VALIDATION_FAILED: { status: 400, exit: EXIT.failed, inDocument: true },
  OPERATION_RESOLUTION_FAILURE: { status: 400, exit: EXIT.failed, inDocument: true },
  PERSISTED_QUERY_NOT_FOUND: { status: 200, exit: EXIT.failed },
  BAD_USER_INPUT: { status: 400, exit: EXIT.usage, inDocument: true },
  INVALID_CURSOR: { status: 400, exit: EXIT.failed },
  UNAUTHENTICATED: { status: 401, exit: EXIT.failed },
  FORBIDDEN: { status: 403, exit: EXIT.failed },
  HOST_NOT_ALLOWED: { status: 421, exit: EXIT.failed },
  NOT_FOUND: { status: 404, exit: EXIT.failed, pull: 'unsent' },
  COST_LIMIT_EXCEEDED: { status: 400, exit: EXIT.failed, inDocument: true },
  RATE_LIMITED: { status: 429, exit: EXIT.failed },
  QUERY_TIMEOUT: { status: 200, exit: EXIT.failed },
  STORE_CORRUPT: { status: 500, exit: EXIT.usage },
  EXPORT_FAILED: { status: 502, exit: EXIT.failed },
  EXPORT_UNSUPPORTED: { status: 400, exit: EXIT.failed },
  UPSTREAM_BLOCKED: {
    status: 502,
    exit: EXIT.failed,
    pull: 'unsent',
    advice: 'Add blocked origins that you trust to SLICEGRAPH_UPSTREAM_ORIGINS.',
  },
  UPSTREAM_FORBIDDEN: {
    status: 502,
    exit: EXIT.forbidden,
    newLink: true,
    pull: 'counts',
    advice: 'Check LABELBOX_API_KEY; a storage link may also have expired, and a new export has new links.',
  },
  UPSTREAM_NOT_FOUND: {
    status: 404,
    exit: EXIT.failed,
    newLink: true,
    pull: 'counts',
    advice: 'Labelbox no longer has what was not found; a new export may hold other addresses.',
  },
  UPSTREAM_TIMEOUT: { status: 504, exit: EXIT.unavailable, retry: 'later', pull: 'down', advice: LATER },
  UPSTREAM_RATE_LIMITED: { status: 503, exit: EXIT.unavailable, retry: 'later', pull: 'counts', advice: LATER },
  UPSTREAM_UNAVAILABLE: { status: 502, exit: EXIT.unavailable, retry: 'later', pull: 'down', advice: LATER },
  UPSTREAM_CIRCUIT_OPEN: { status: 503, exit: EXIT.unavailable, retry: 'later', pull: 'down', advice: LATER },
  UPSTREAM_BAD_RESPONSE: {
    status: 502,
    exit: EXIT.failed,
    retry: 'briefly',
    newLink: true,
    pull: 'counts',
    advice: 'Run the command again to fetch what could not be decoded.',
  },
  UPSTREAM_TOO_LARGE: { status: 502, exit: EXIT.failed, pull: 'counts' },
  OVERLOADED: { status: 503, exit: EXIT.failed },
  INTERNAL_SERVER_ERROR: { status: 500, exit: EXIT.failed },
  USAGE: { status: 500, exit: EXIT.usage, internal: true },
  READ_FAILED: { status: 500, exit: EXIT.failed, internal: true },
  OUTPUT_FAILED: { status: 500, exit: EXIT.failed, internal: true },
  STORE_FULL: { status: 507, exit: EXIT.failed, internal: true },
  STORE_IO_ERROR: { status: 500, exit: EXIT.failed, internal: true },
  STORE_BUSY: { status: 503, exit: EXIT.failed, retry: 'later', internal: true },
  STORE_READ_ONLY: { status: 500, exit: EXIT.usage, internal: true },
  PROCESS_ENDED: { status: 500, exit: EXIT.failed, internal: true },
  LOAD_RUNNING: { status: 503, exit: EXIT.failed, retry: 'later', internal: true },
  LOAD_ABANDONED: { status: 503, exit: EXIT.failed, internal: true },
  LOAD_ENDED: { status: 500, exit: EXIT.failed, internal: true },
} as const satisfies Readonly<Record<string, ErrorTraits>>

/** The codes of `extensions.code`, which docs/errors.md lists, and those that are `internal`. */
export type ErrorCode = keyof typeof TABLE

/** The codes of errors of fetching. */
export type UpstreamCode = Extract<ErrorCode, `UPSTREAM_${string}`>

export const ERRORS: Readonly<Record<ErrorCode, ErrorTraits>> = TABLE

/** The traits of a code that may come from elsewhere, such as the text of a task's error. */
export function traitsOf(code: unknown): ErrorTraits {
  return Object.entries(ERRORS).find(([known]) => known === code)?.[1] ?? ERRORS.INTERNAL_SERVER_ERROR
}

/**
 * An error with a message for people and a stable code for programs. The message never holds a value of an export.
 */
export class SlicegraphError extends Error {
  override readonly name: string = 'SlicegraphError'
  readonly code: ErrorCode
  /** The file that failed, for the command line. Clients do not see it. */
  readonly file: string | undefined
  /** Further `extensions` for clients. */
  readonly details: Readonly<Record<string, unknown>> | undefined

  constructor(
    code: ErrorCode,
    message: string,
    options?: ErrorOptions & Partial<Pick<SlicegraphError, 'file' | 'details'>>,
  ) {
    super(message, options)
    this.code = code
    this.file = options?.file
    this.details = options?.details
  }

  get traits(): ErrorTraits {
    return ERRORS[this.code]
  }
}

/**
 * An error of a store whose file changed since it was written.
 * @param reason such as `a row of it is missing`
 */
export function storeCorrupt(reason: string, options?: { readonly file: string }): SlicegraphError {
  const advice = 'Run slicegraph verify to see what is damaged and what to do.'
  return new SlicegraphError('STORE_CORRUPT', `The store is damaged: ${reason}. ${advice}`, options)
}

/** A flag, a setting or a path has to be changed. */
export class UsageError extends SlicegraphError {
  override readonly name = 'UsageError'

  constructor(message: string, options?: ErrorOptions) {
    super('USAGE', message, options)
  }
}

/** An error as it goes to another thread or process: a structured clone would lose its code and details. */
export interface SentError extends Pick<SlicegraphError, 'message' | 'file' | 'details'> {
  readonly name: string
  /** `slicegraph`: one of the table of codes. */
  readonly kind: 'slicegraph' | 'other'
  readonly code: string | undefined
  readonly stack: string
}

/** Messages of other packages' errors may quote data, and are not shown to anybody: they stay behind. */
export function toSent(error: unknown): SentError {
  if (error instanceof SlicegraphError) {
    const { name, message, code, stack = '', file, details } = error
    return { kind: 'slicegraph', name, message, code, stack, file, details }
  }
  const { name, stack = '' } = error instanceof Error ? error : new Error()
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined
  const frames = stack.split('\n').filter(line => /^\s+at /.test(line))
  return { kind: 'other', name, message: name, code, stack: frames.join('\n'), file: undefined, details: undefined }
}

export function fromSent({ kind, name, message, code, stack, file, details }: SentError): Error {
  if (kind === 'other') return Object.assign(new Error(message), { name, stack, ...(code !== undefined && { code }) })
  const known = { ...(file !== undefined && { file }), ...(details && { details }) }
  return Object.assign(new SlicegraphError(code as ErrorCode, message, known), { stack })
}

/** An unexpected error, reduced to what is safe to log. `id` finds it in the log, `trace` is its stack. */
interface Fault {
  readonly id: string
  readonly name: string
  readonly code: string | null
  /** Only for slicegraph's own errors: `JSON.parse` and databases quote data in theirs. */
  readonly message: string | null
  readonly trace: readonly string[]
}

export function describeFault(error: unknown): Fault {
  const id = crypto.randomUUID()
  if (!(error instanceof Error)) return { id, name: typeof error, code: null, message: null, trace: [] }
  const name = PLAIN_NAME.test(error.name) ? error.name : 'Error'
  const code = 'code' in error && typeof error.code === 'string' && PLAIN_CODE.test(error.code) ? error.code : null
  const message = error instanceof SlicegraphError ? error.message : null
  // A line of the message can look like one of the stack.
  const stack = String(error.stack ?? '')
  const end = stack.lastIndexOf(error.message)
  const lines = stack.slice(end < 0 ? 0 : end + error.message.length).split('\n')
  const trace = lines.map(line => line.trim()).filter(line => /^at .*:\d+:\d+\)?$/.test(line))
  return { id, name, code, message, trace }
}

/** Others may be made of data. */
const PLAIN_NAME = /^[A-Za-z]\w{0,60}$/
const PLAIN_CODE = /^[A-Z][A-Z\d_]{0,60}$/
