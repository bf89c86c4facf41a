import { SlicegraphError } from '../../errors.ts'
import type { ExportRequest, UpstreamTask } from '../../model/index.ts'
import type { Upstream } from '../../upstream/index.ts'
import { createApi } from './call-api.ts'
import { checkRequest } from './export-input.ts'
import { type LabelRanges, readLabelExport } from './label-export.ts'
import { ACCOUNT_ZONE, CREATED_TASKS, USER } from './operations.ts'
import { noSuchTask, readStream, streamSize } from './read-stream.ts'
import { createPatience, isRateLimit, never, type PatienceOptions, patiently, pause } from './retry-policy.ts'
import { taskState } from './task-state.ts'

/** Runs exports at the vendor's. Whatever is asked for ends with the signal's reason when that aborts. */
export interface ExportClient {
  /**
   * Starts an export and answers with the vendor's id of its task. It is asked once: whether an export was started that
   * was not answered nobody can know. Too many requests are waited out for a minute and a half.
   * @throws SlicegraphError EXPORT_UNSUPPORTED, EXPORT_FAILED, BAD_USER_INPUT for what cannot be asked, UPSTREAM_*
   */
  start(
    request: ExportRequest,
    options?: { readonly taskName?: string; readonly signal?: AbortSignal },
  ): Promise<string>
  /** How a task is doing. @throws SlicegraphError UPSTREAM_NOT_FOUND also when another account made it; UPSTREAM_* */
  task(taskId: string, signal?: AbortSignal): Promise<UpstreamTask>
  /** Waits until a task ends, however it does, through outages. @throws SlicegraphError UPSTREAM_* when one is too long */
  wait(
    taskId: string,
    options?: { readonly onProgress?: (task: UpstreamTask) => void; readonly signal?: AbortSignal },
  ): Promise<UpstreamTask>
  /**
   * The bytes of a stream in order, as the vendor cut them; nothing at all where it is empty. Of a task that is
   * COMPLETE. Links that expire, cuts, rate limits and outages are healed. @throws SlicegraphError UPSTREAM_*
   */
  read(taskId: string, stream: 'RESULT' | 'ERRORS', signal?: AbortSignal): AsyncIterable<Uint8Array>
  /** How much `read` gives; null for nothing at all. @throws SlicegraphError UPSTREAM_* */
  size(
    taskId: string,
    stream: 'RESULT' | 'ERRORS',
    signal?: AbortSignal,
  ): Promise<{ readonly bytes: number; readonly lines: number } | null>
  /**
   * The page's older call: the bytes of a JSON array of v1 labels.
   * @throws SlicegraphError EXPORT_UNSUPPORTED where the vendor has closed it, EXPORT_FAILED, BAD_USER_INPUT, UPSTREAM_*
   */
  exportLabels(projectId: string, ranges?: LabelRanges, signal?: AbortSignal): AsyncIterable<Uint8Array>
}

export interface ExportClientOptions {
  /** The origin of `apiUrl` has to be one of its own, to get the key. */
  readonly upstream: Upstream
  /** The base, such as `https://api.labelbox.com`. */
  readonly apiUrl: string
  /** Between two looks at a task. Default 2 s, the least that the vendor's own client takes. */
  readonly pollMs?: number
  /** How long an outage may last in the midst of an export. Default 2 h. */
  readonly patienceMs?: number
}

const POLL_MS = 2_000
const PATIENCE_MS = 2 * 3_600_000

/** The vendor counts requests by the minute. */
const RATE_LIMIT_MS = 90_000

export function createExportClient(options: ExportClientOptions): ExportClient {
  const { upstream, apiUrl, pollMs = POLL_MS, patienceMs = PATIENCE_MS } = options
  const api = createApi(upstream, apiUrl)
  const patient = (signal: AbortSignal | undefined): PatienceOptions => ({ pollMs, patienceMs, signal })
  let userId: string | null = null

  async function accountZone(signal: AbortSignal | undefined): Promise<string> {
    const { user } = await api.ask(ACCOUNT_ZONE, {}, signal)
    return user.timezone || 'UTC'
  }

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
      const patience = { ...patient(signal), patienceMs: Math.min(patienceMs, RATE_LIMIT_MS), passing: isRateLimit }
      const zone = needsZone ? await patiently(createPatience(patience), () => accountZone(signal)) : 'UTC'
      const input = variables(taskName ?? null, zone)
      // A start whose answer cannot be read may have started an export: it is not asked again.
      const { started } = await patiently(createPatience({ ...patience, odd: never }), () =>
        api.ask(operation, input, signal),
      )
      if (started !== null) return started.taskId
      throw new SlicegraphError('UPSTREAM_NOT_FOUND', 'the upstream does not have what is to be exported.')
    },
    task,
    async wait(taskId, { onProgress, signal } = {}) {
      const patience = createPatience(patient(signal))
      for (;;) {
        const state = await patiently(patience, () => task(taskId, signal))
        onProgress?.(state)
        if (state.status !== 'IN_PROGRESS') return state
        await pause(pollMs, signal)
      }
    },
    read: (taskId, streamType, signal) => readStream(upstream, api, { taskId, streamType }, patient(signal)),
    size: (taskId, streamType, signal) => streamSize(api, { taskId, streamType }, patient(signal)),
    exportLabels: (projectId, ranges = {}, signal) =>
      readLabelExport(upstream, api, projectId, ranges, patient(signal)),
  }
}
