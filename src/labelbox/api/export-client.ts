import { SlicegraphError } from '../../errors.ts'
import type { ExportRequest, UpstreamTask } from '../../model/index.ts'
import type { Upstream } from '../../upstream/index.ts'
import { createApi } from './call-api.ts'
import { checkRequest } from './export-input.ts'
import { type LabelRanges, readLabelExport } from './label-export.ts'
import { ACCOUNT_ZONE, CREATED_TASKS, USER } from './operations.ts'
import { noSuchTask, readStream, streamSize } from './read-stream.ts'
import { isRateLimit, never, pause, type RetryOptions, withRetries } from './retry-policy.ts'
import { taskState } from './task-state.ts'

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
  const api = createApi(upstream, apiUrl)
  const retries = (signal: AbortSignal | undefined): RetryOptions => ({ pollMs, patienceMs, signal })
  /** For the first request of an export: only rate limits are waited out, so that a wrong address shows at once. */
  const firstTries = (signal: AbortSignal | undefined): RetryOptions => ({
    ...retries(signal),
    patienceMs: Math.min(patienceMs, RATE_LIMIT_MS),
    passing: isRateLimit,
  })
  let userId: string | null = null

  async function task(taskId: string, signal?: AbortSignal): Promise<UpstreamTask> {
    userId ??= (await api.ask(USER, {}, signal)).user.id
    const { user } = await api.ask(CREATED_TASKS, { param_0: taskId, param_1: userId }, signal)
    const [found, ...others] = user?.createdTasks ?? []
    if (found === undefined || others.length > 0) throw noSuchTask()
    return taskState(found)
  }

  return {
    async start(request, { taskName, signal } = {}) {
      const { operation, needsZone, variables } = checkRequest(request)
      const limited = firstTries(signal)
      const account = needsZone ? await withRetries(limited, () => api.ask(ACCOUNT_ZONE, {}, signal)) : null
      const input = variables(taskName ?? null, account?.user.timezone || 'UTC')
      // A start whose answer cannot be read may have started an export: it is not repeated.
      const { started } = await withRetries({ ...limited, odd: never }, () => api.ask(operation, input, signal))
      if (started !== null) return started.taskId
      throw new SlicegraphError(
        'UPSTREAM_NOT_FOUND',
        'the upstream does not have the project or dataset of this export.',
      )
    },
    task,
    async wait(taskId, { onProgress, signal } = {}) {
      for (;;) {
        const state = await withRetries(retries(signal), () => task(taskId, signal))
        onProgress?.(state)
        if (state.status !== 'IN_PROGRESS') return state
        await pause(pollMs, signal)
      }
    },
    read: (taskId, streamType, signal) => readStream(upstream, api, { taskId, streamType }, retries(signal)),
    size: (taskId, streamType, signal) => streamSize(api, { taskId, streamType }, retries(signal)),
    exportLabels: (projectId, ranges = {}, signal) =>
      readLabelExport(upstream, api, projectId, ranges, retries(signal), firstTries(signal)),
  }
}
