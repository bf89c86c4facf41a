import { randomUUID } from 'node:crypto'
import { SlicegraphError } from '../errors.ts'
import { formatId, type PullInput, type PullTask } from '../model/index.ts'
import { EVERYTHING, type PullChange, type RunningPull, type Store } from '../store/index.ts'
import type { LazyReads } from './lazy/lazy-reads.ts'
import { type PullProgress, pull } from './pull.ts'
import { createPullErrors } from './pull-errors.ts'
import { createTaskRuns } from './task-runs.ts'

/** Pulls that this process runs. */
export interface PullRuns {
  /**
   * Starts a pull and returns its task at once, or returns the task that already runs with the same input.
   * @throws SlicegraphError BAD_USER_INPUT for invalid input; RATE_LIMITED when as many pulls run as may
   */
  start(input: PullInput): Promise<PullTask>
  /** Yields the task now and after every change, until it has ended; yields nothing for an unknown id. */
  follow(taskId: string, signal?: AbortSignal): AsyncGenerator<PullTask, void, undefined>
  /** Continues the pulls of processes that died. */
  resume(): Promise<void>
  /** Stops the pulls of this process; the next process that resumes continues them. */
  close(): Promise<void>
}

interface PullRunsOptions {
  readonly store: Store
  readonly lazy: LazyReads
  readonly onFault?: ((error: unknown) => void) | undefined
}

/** Pulls of this process at one moment. They share the requests that may be under way. */
const MOST_RUNNING = 4

export function createPullRuns({ store, lazy, onFault }: PullRunsOptions): PullRuns {
  /** Inputs of pulls that run or are about to. */
  const inputs = new Set<string>()
  const tasks = createTaskRuns<PullTask, RunningPull, PullChange>({
    async read(id) {
      const reader = await store.openSnapshot({ scope: EVERYTHING })
      return (await reader.nodes('pullTask', [id]))[0] ?? null
    },
    update: (id, change) => store.pulls.update(id, change),
    perform: (task, { note, signal }) => perform(task, note, signal),
    internalCode: 'INTERNAL_SERVER_ERROR',
    onFault,
  })

  function run(task: RunningPull): void {
    const key = JSON.stringify(task.input)
    inputs.add(key)
    tasks.run(task, () => inputs.delete(key))
  }

  /** Goes on where another process stopped, as nothing that the store has is fetched again. */
  async function perform(
    { input, progress, fetchedCount }: RunningPull,
    note: (change: PullChange) => Promise<void>,
    signal: AbortSignal,
  ): Promise<void> {
    const { projectId, ...wanted } = input
    const errors = createPullErrors()
    const state = createProgress(input, progress, input.again ? 0 : fetchedCount)
    const changes = () => ({ ...state.now(), failedCount: errors.count(), errors: errors.list() })
    const { stopped } = await pull({
      ...{ store, lazy, signal, ...wanted },
      scope: projectId === null ? EVERYTHING : { projects: [projectId] },
      onFailures: errors.add,
      async onProgress(reached) {
        state.note(reached)
        await note(changes())
      },
    })
    const ended = errors.count() === 0 ? 'COMPLETE' : stopped ? 'FAILED' : 'COMPLETE_WITH_ERRORS'
    await note({
      ...changes(),
      ...{ status: ended, finishedAt: Date.now() * 1000 },
      ...(stopped ? { errors: errors.listOfStopped() } : { progress: 1 }),
    })
  }

  return {
    async start({ projectId, frames, masks, again }) {
      const input = { projectId, frames, masks, again }
      await checkInput(store, input)
      await tasks.recordFailures()
      const key = JSON.stringify(input)
      const isFirst = !inputs.has(key)
      if (isFirst && inputs.size >= MOST_RUNNING)
        throw new SlicegraphError(
          'RATE_LIMITED',
          `${MOST_RUNNING} pulls are running, which is the limit. Wait until one has ended.`,
        )
      inputs.add(key)
      const begun = await store.pulls
        .begin({ id: formatId('pull', randomUUID()), input, startedAt: Date.now() * 1000 })
        .finally(() => isFirst && inputs.delete(key))
      if (begun.isNew) run(begun.pull)
      const task = await tasks.read(begun.pull.id)
      if (!task) throw new SlicegraphError('NOT_FOUND', 'The task no longer exists.')
      return task
    },
    follow: tasks.follow,
    async resume() {
      for (const task of await store.pulls.takeOver()) run(task)
    },
    close: tasks.close,
  }
}

async function checkInput(store: Store, { projectId, frames, masks }: PullInput): Promise<void> {
  if (store.damage) throw store.damage
  if (!frames && !masks)
    throw new SlicegraphError('BAD_USER_INPUT', 'input.frames or input.masks must be true: else nothing is fetched.')
  if (projectId === null) return
  const reader = await store.openSnapshot({ scope: EVERYTHING })
  const [found] = await reader.nodes('project', [projectId])
  if (!found) throw new SlicegraphError('BAD_USER_INPUT', 'input.projectId: the store has no project with this id.')
}

/** Counts over both stages. Progress does not fall when another process goes on. */
function createProgress({ frames, masks }: PullInput, from: number, fetchedBefore: number) {
  const stages = [...(frames ? ['frames'] : []), ...(masks ? ['masks'] : [])]
  const fetched = new Map<string, number>()
  let progress = from
  return {
    note({ stage, looked, total, fetched: fetchedNow }: PullProgress): void {
      fetched.set(stage, fetchedNow)
      const part = total === 0 ? 1 : looked / total
      progress = Math.max(progress, Math.min(1, (stages.indexOf(stage) + part) / stages.length))
    },
    now: () => ({ progress, fetchedCount: [...fetched.values()].reduce((sum, each) => sum + each, fetchedBefore) }),
  }
}
