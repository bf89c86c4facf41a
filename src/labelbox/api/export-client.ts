import { SlicegraphError } from '../../errors.ts'
import type { ExportRequest, UpstreamTask } from '../../model/index.ts'
import type { Upstream } from '../../upstream/index.ts'
import { createAsk } from './call-api.ts'
import { checkRequest } from './check-request.ts'
import { type LabelRanges, readLabelExport } from './label-export.ts'
import { labelboxText } from './labelbox-error.ts'
import { ACCOUNT_ZONE, CREATED_TASKS, type TaskWire, USER } from './operations.ts'
import { noSuchTask, readStream, streamSize } from './read-stream.ts'
import { isRateLimit, never, pause, type RetryOptions, retryThroughOutage } from './retry-policy.ts'

/** Runs exports at Labelbox. Every method ends with the signal's reason when that aborts. */
export interface ExportClient {
  /**
   * Starts an export and returns Labelbox's id of its task. The request is made once: without an answer the export may
   * have been started or not. Rate limits are waited out for a minute and a half.
   * @throws SlicegraphError EXPORT_UNSUPPORTED, EXPORT_FAILED, BAD_USER_INPUT for an invalid request, UPSTREAM_*
   */
  start(
    request: ExportRequest,
    options?: { readonly taskName?: string; readonly signal?: AbortSignal },
  ): Promise<string>
  /** The state of a task. @throws SlicegraphError UPSTREAM_NOT_FOUND also when another account made it; UPSTREAM_* */
  task(taskId: string, signal?: AbortSignal): Promise<UpstreamTask>
  /** Waits until a task completes or fails, through outages. @throws SlicegraphError UPSTREAM_* when one is too long */
  wait(
    taskId: string,
    options?: { readonly onProgress?: (task: UpstreamTask) => void; readonly signal?: AbortSignal },
  ): Promise<UpstreamTask>
  /**
   * The bytes of a stream of a COMPLETE task in order, as Labelbox cut them; none where it is empty. Links that expire,
   * cut connections, rate limits and outages are healed. @throws SlicegraphError UPSTREAM_*
   */
  read(taskId: string, stream: 'RESULT' | 'ERRORS', signal?: AbortSignal): AsyncIterable<Uint8Array>
  /** The size of a stream; null where it is empty. @throws SlicegraphError UPSTREAM_* */
  size(
    taskId: string,
    stream: 'RESULT' | 'ERRORS',
    signal?: AbortSignal,
  ): Promise<{ readonly bytes: number; readonly lines: number } | null>
  /**
   * The page's older call: the bytes of a JSON array of v1 labels.
   * @throws SlicegraphError EXPORT_UNSUPPORTED where Labelbox has closed it, EXPORT_FAILED, BAD_USER_INPUT, UPSTREAM_*
   */
  exportLabels(projectId: string, ranges?: LabelRanges, signal?: AbortSignal): AsyncIterable<Uint8Array>
}

export interface ExportClientOptions {
  /** The origin of `apiUrl` has to be one of its own, to get the key. */
  readonly upstream: Upstream
  /** The base, such as `https://api.labelbox.com`. */
  readonly apiUrl: string
  /** Milliseconds between two looks at a task. Default 2 s, the least that Labelbox's own client takes. */
  readonly pollMs?: number
  /** The longest outage in milliseconds that an export waits out. Default 2 h. */
  readonly patienceMs?: number
}

const POLL_MS = 2_000
const PATIENCE_MS = 2 * 3_600_000

/** Labelbox counts requests by the minute. */
const RATE_LIMIT_MS = 90_000

export function createExportClient(options: ExportClientOptions): ExportClient {
  const { upstream, apiUrl, pollMs = POLL_MS, patienceMs = PATIENCE_MS } = options
  const ask = createAsk(upstream, apiUrl)
  const retries = (signal: AbortSignal | undefined): RetryOptions => ({ pollMs, patienceMs, signal })
  /** For the first request of an export: only rate limits are waited out, so that a wrong address shows at once. */
  const firstTries = (signal: AbortSignal | undefined): RetryOptions => ({
    ...retries(signal),
    patienceMs: Math.min(patienceMs, RATE_LIMIT_MS),
    passing: isRateLimit,
  })
  let userId: string | null = null

  async function task(taskId: string, signal?: AbortSignal): Promise<UpstreamTask> {
    userId ??= (await ask(USER, {}, signal)).user.id
    const { user } = await ask(CREATED_TASKS, { param_0: taskId, param_1: userId }, signal)
    const [found, ...others] = user?.createdTasks ?? []
    if (found === undefined || others.length > 0) throw noSuchTask(ask)
    return taskState(found)
  }

  return {
    async start(request, { taskName, signal } = {}) {
      const { operation, needsZone, variables } = checkRequest(request)
      const limited = firstTries(signal)
      const account = needsZone ? await retryThroughOutage(limited, () => ask(ACCOUNT_ZONE, {}, signal)) : null
      const input = variables(taskName ?? null, account?.user.timezone || 'UTC')
      // A start whose answer cannot be read may have started an export: it is not repeated.
      const { started } = await retryThroughOutage({ ...limited, odd: never }, () => ask(operation, input, signal))
      if (started !== null) return started.taskId
      throw new SlicegraphError(
        'UPSTREAM_NOT_FOUND',
        `${ask.origin} does not have the project or dataset of this export.`,
      )
    },
    task,
    async wait(taskId, { onProgress, signal } = {}) {
      for (;;) {
        const state = await retryThroughOutage(retries(signal), () => task(taskId, signal))
        onProgress?.(state)
        if (state.status !== 'IN_PROGRESS') return state
        await pause(pollMs, signal)
      }
    },
    read: (taskId, streamType, signal) => readStream(upstream, ask, { taskId, streamType }, retries(signal)),
    size: (taskId, streamType, signal) => streamSize(ask, { taskId, streamType }, retries(signal)),
    exportLabels: (projectId, ranges = {}, signal) =>
      readLabelExport(upstream, ask, projectId, ranges, retries(signal), firstTries(signal)),
  }
}

/** The state of a task. Every status but IN_PROGRESS ends it, so an unknown one is a failure. */
function taskState({ status, completionPercentage, errors, metadata }: TaskWire): UpstreamTask {
  if (status === 'COMPLETE') return { status, progress: 1, message: null }
  const progress = Math.min(1, Math.max(0, (completionPercentage ?? 0) / 100))
  if (status === 'IN_PROGRESS') return { status, progress, message: null }
  const message = reasonOf(errors) ?? reasonOf(metadata)
  if (status === 'FAILED') return { status, progress, message }
  return { status: 'FAILED', progress, message: message ?? `Its status is ${labelboxText(status) ?? 'empty'}.` }
}

/** `errors` may be text or the address of a file, `metadata` any JSON; neither is documented. */
function reasonOf(value: unknown): string | null {
  if (typeof value === 'string') return /^\s*https?:\/\/\S+\s*$/.test(value) ? null : labelboxText(value)
  if (Array.isArray(value)) return value.map(reasonOf).find(reason => reason !== null) ?? null
  if (typeof value !== 'object' || value === null) return null
  const { error, message, errorMessage } = value as Readonly<Record<string, unknown>>
  return [error, message, errorMessage].map(reasonOf).find(reason => reason !== null) ?? null
}
