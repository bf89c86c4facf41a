import type { Worker } from 'node:worker_threads'
import { fromSent, type SentError, SlicegraphError } from '../../errors.ts'
import { inTurns, joined } from '../../model/index.ts'
import { startThread } from '../../start-thread.ts'
import { badResponse } from '../../upstream/index.ts'
import type { Task, TaskResult } from './thread-tasks.ts'

export type TaskAnswer<K extends keyof TaskResult = keyof TaskResult> =
  | { readonly value: TaskResult[K] }
  | { readonly error: SentError }

interface Thread {
  /**
   * Runs a task. Its bytes are copied when it is sent, or moved if nothing else needs them.
   * @throws what the task fails with; the signal's reason; UPSTREAM_BAD_RESPONSE if the thread dies.
   */
  run<K extends keyof TaskResult>(task: Task<K>, signal?: AbortSignal): Promise<TaskResult[K]>
  /** Stops the thread. What it has not finished is rejected. */
  close(): Promise<void>
}

/** How a thread is to be run. */
interface ThreadOptions {
  /** Tasks that are sent at a time. They are answered together, and lost together if the thread dies. */
  readonly ahead: number
  readonly heapMb: number
  /** How long it stays without a task. Its heap does not shrink by itself. */
  readonly idleMs?: number
}

interface Waiting {
  readonly task: Task
  readonly answer: PromiseWithResolvers<unknown>
}

/** A thread that runs tasks in their order. It starts with the first one, and again after it died or was idle. */
export function createThread({ ahead, heapMb, idleMs = 30_000 }: ThreadOptions): Thread {
  const waiting = new Set<Waiting>()
  const sent: Waiting[] = []
  let worker: Worker | null = null
  let idle: NodeJS.Timeout | undefined
  let closed: Error | null = null
  let isCopying = false

  function start(): Worker {
    const started = startThread('./run-tasks', import.meta.url, {
      resourceLimits: { maxOldGenerationSizeMb: heapMb, maxYoungGenerationSizeMb: YOUNG_MB },
    })
    let reason: unknown
    started.on('message', settle)
    started.on('error', error => {
      reason = error
    })
    started.on('exit', () => {
      if (worker !== started) return
      worker = null
      for (const { answer } of sent.splice(0)) answer.reject(deathOf(reason))
      pump()
    })
    return started
  }

  /** Answers come in the order of the tasks. */
  function settle(answers: readonly TaskAnswer[]): void {
    for (const [index, { answer }] of sent.splice(0, answers.length).entries()) {
      const told = answers[index] as TaskAnswer
      if ('value' in told) answer.resolve(told.value)
      else answer.reject(fromSent(told.error))
    }
    pump()
  }

  /** Sends the tasks of a turn in one message: waking a thread costs as much as measuring a small mask does. */
  function pump(): void {
    const next = closed || isCopying ? [] : [...waiting].slice(0, ahead - sent.length)
    if (next.length > 0) {
      for (const entry of next) waiting.delete(entry)
      sent.push(...next)
      void send(next)
    }
    clearTimeout(idle)
    if (sent.length > 0) worker?.ref()
    else if (worker) {
      // An idle thread does not keep the process alive.
      worker.unref()
      idle = setTimeout(stop, idleMs).unref()
    }
  }

  async function send(entries: readonly Waiting[]): Promise<void> {
    try {
      worker ??= start()
      let tasks: readonly Task[]
      if (entries.some(({ task }) => isLong(task))) {
        isCopying = true
        tasks = await Promise.all(entries.map(({ task }) => copyInTurns(task))).finally(() => {
          isCopying = false
        })
      } else tasks = entries.map(({ task }) => asSent(task))
      // Meanwhile it may have died or been closed, which rejected them.
      if (entries.every(entry => sent.includes(entry))) worker?.postMessage(tasks, tasks.flatMap(buffersOf))
    } catch (error) {
      // The system gave no thread.
      for (const { answer } of sent.splice(0)) answer.reject(deathOf(error))
    }
    // Those that came while it was copied.
    if (waiting.size > 0) pump()
  }

  async function stop(): Promise<void> {
    const stopped = worker
    worker = null
    clearTimeout(idle)
    await stopped?.terminate()
  }

  return {
    async run<K extends keyof TaskResult>(task: Task<K>, signal?: AbortSignal): Promise<TaskResult[K]> {
      signal?.throwIfAborted()
      if (closed) throw closed
      const answer = Promise.withResolvers<unknown>()
      const entry: Waiting = { task: task as Task, answer }
      const leave = () => {
        waiting.delete(entry)
        answer.reject(signal?.reason)
      }
      signal?.addEventListener('abort', leave, { once: true })
      waiting.add(entry)
      if (waiting.size === 1) setImmediate(pump)
      try {
        return (await answer.promise) as TaskResult[K]
      } finally {
        signal?.removeEventListener('abort', leave)
      }
    },
    async close() {
      closed = new SlicegraphError('UPSTREAM_UNAVAILABLE', 'slicegraph is stopping; ask again once it runs.')
      for (const { answer } of [...waiting, ...sent.splice(0)]) answer.reject(closed)
      waiting.clear()
      await stop()
    },
  }
}

/** Size of a thread's young generation. The default would let garbage grow to several times as much. */
const YOUNG_MB = 16

/** Bytes that are a part of a larger buffer, or that others use, are copied. */
function asSent(task: Task): Task {
  return isCopied(task) ? { ...task, bytes: Uint8Array.from(task.bytes) } : task
}

async function copyInTurns(task: Task): Promise<Task> {
  return isCopied(task) ? { ...task, bytes: await inTurns(joined([task.bytes], task.bytes.length)) } : task
}

function isCopied(task: Task): task is Extract<Task, { bytes: Uint8Array }> {
  if (!('bytes' in task)) return false
  const { buffer, byteLength } = task.bytes
  return task.kind !== 'frames' || !(buffer instanceof ArrayBuffer) || buffer.byteLength !== byteLength
}

/** Whether its bytes take long to copy. */
const isLong = (task: Task) => isCopied(task) && task.bytes.length > LONG_BYTES
const LONG_BYTES = 2 ** 20

const buffersOf = (task: Task) => ('bytes' in task ? [task.bytes.buffer as ArrayBuffer] : [])

function deathOf(reason: unknown): Error {
  const isFull = reason instanceof Error && 'code' in reason && reason.code === 'ERR_WORKER_OUT_OF_MEMORY'
  if (isFull) return new SlicegraphError('UPSTREAM_TOO_LARGE', 'decoding it takes more memory than a thread may have.')
  return badResponse('the thread that decoded it ended. Query it again.')
}
