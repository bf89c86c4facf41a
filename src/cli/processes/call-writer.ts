import { fromSent } from '../../errors.ts'
import type { ExportRuns, LazyReads, PullRuns } from '../../ingest/index.ts'
import type { TaskStatus } from '../../model/index.ts'
import { type FromReader, fromOutcome, type Methods, type Outcome, type WriterCall } from './messages.ts'

/** Calls to the writer: everything of a gateway that fetches or writes. */
export interface Writer {
  readonly lazy: Pick<LazyReads, 'ensureFrames' | 'masks'>
  readonly runs: Pick<ExportRuns, 'start' | 'follow'>
  readonly pulls: Pick<PullRuns, 'start' | 'follow'>
  /** Takes the writer's answer to a call. */
  settle(id: number, outcome: Outcome<unknown>): void
}

export function createWriter(send: (message: FromReader) => void): Writer {
  const calls = new Map<number, PromiseWithResolvers<unknown>>()
  let lastId = 0

  async function call<M extends keyof Methods>(
    request: WriterCall<M>,
    signal?: AbortSignal,
  ): Promise<Methods[M]['output']> {
    signal?.throwIfAborted()
    const id = ++lastId
    const called = Promise.withResolvers<unknown>()
    calls.set(id, called)
    const leave = () => {
      send({ type: 'cancel', id })
      called.reject(signal?.reason)
    }
    signal?.addEventListener('abort', leave, { once: true })
    try {
      send({ type: 'call', id, ...request } as FromReader)
      return (await called.promise) as Methods[M]['output']
    } finally {
      signal?.removeEventListener('abort', leave)
      calls.delete(id)
    }
  }

  return {
    lazy: {
      async ensureFrames({ version }, wanted, { signal } = {}) {
        const outcomes = await call({ method: 'ensureFrames', input: { version, wanted } }, signal)
        return outcomes.map(fromOutcome)
      },
      async masks({ version }, wanted, { signal } = {}) {
        const outcomes = await call({ method: 'masks', input: { version, wanted } }, signal)
        return outcomes.map(fromOutcome)
      },
    },
    runs: {
      start: input => call({ method: 'startExport', input }),
      follow: (taskId, signal) => following(last => call({ method: 'nextState', input: { taskId, last } }, signal)),
    },
    pulls: {
      start: input => call({ method: 'startPull', input }),
      follow: (taskId, signal) => following(last => call({ method: 'nextPullState', input: { taskId, last } }, signal)),
    },
    settle(id, { value, error }) {
      if (error) calls.get(id)?.reject(fromSent(error))
      else calls.get(id)?.resolve(value)
    },
  }
}

/** The states of a task, each asked for with the one before. */
async function* following<Task extends { readonly status: TaskStatus }>(
  next: (last: string) => Promise<Task | null>,
): AsyncGenerator<Task, void, undefined> {
  for (let last = ''; ; ) {
    const task = await next(last)
    if (!task) return
    yield task
    if (task.status !== 'IN_PROGRESS') return
    last = JSON.stringify(task)
  }
}
