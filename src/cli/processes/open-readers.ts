import cluster, { type Worker } from 'node:cluster'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { SETTINGS } from '../../config/index.ts'
import { fromSent, SlicegraphError } from '../../errors.ts'
import type { Finding, Store } from '../../store/index.ts'
import type { Services } from '../services.ts'
import { type Answers, answerCalls, createAnswers, send } from './answer-calls.ts'
import type { FromReader, ReaderStart } from './messages.ts'

interface ReadersOptions extends Omit<ReaderStart, 'findings'>, Pick<Services, 'lazy' | 'runs' | 'pulls'> {
  readonly store: Store
  readonly logger: Log
  /** Aborted when the gateway stops: then readers that end are not replaced. */
  readonly signal: AbortSignal
}

interface Log {
  error(fields: object, text: string): void
}

interface Readers {
  readonly url: string
  /** Of damage of the store. */
  tell(findings: readonly Finding[]): void
  /** Lets all finish their requests, and resolves when they have ended. */
  close(times?: { readonly graceMs: number }): Promise<void>
}

/** A process that answers requests. */
interface Reader {
  readonly pid: number | undefined
  /** Its URL, once it answers. */
  readonly ready: Promise<string>
  /** Resolves when it has ended. */
  readonly ended: Promise<Ending>
  stop(graceMs: number): void
  tell(findings: readonly Finding[]): void
}

interface Ending {
  readonly pid: number | undefined
  readonly exit: number | string
  readonly reason?: string
  readonly lived: number
}

const ENTRY = fileURLToPath(new URL('reader.js', import.meta.url))

/**
 * Starts processes that share an address and answer requests from the store. This process writes: loads, fetches, export
 * tasks. A process that ends is replaced; its requests fail, and no others. Resolves when all of them answer.
 * @throws SlicegraphError if one of them cannot start
 */
export async function openReaders({ settings, demo, logger, signal, ...sources }: ReadersOptions): Promise<Readers> {
  cluster.setupPrimary({ exec: ENTRY, args: [], serialization: 'advanced' })
  const answers = createAnswers(sources)
  const closed = new AbortController()
  const closing = AbortSignal.any([signal, closed.signal])
  const running = new Set<Reader>()
  let { port } = settings
  let url: string | null = null

  function start(): Reader {
    // With port 0, Node gives all of them the same port, and picks another one once none of them listens.
    if (url !== null && running.size === 0) port = Number(new URL(url).port)
    const reader = startReader(
      { settings: { ...settings, port }, demo, findings: sources.store.opening.findings },
      answers,
    )
    running.add(reader)
    void reader.ended.then(() => running.delete(reader))
    // No client asks at another port: a reader that got one is stopped, and another takes its place.
    void reader.ready.then(
      at => {
        if (url !== null && at !== url) reader.stop(0)
      },
      () => {},
    )
    return reader
  }

  /** Replaces a reader whenever it ends, later each time if it does not live long. */
  async function keep(first: Reader): Promise<void> {
    let failures = 0
    for (let reader = first; ; reader = start()) {
      const { lived, ...ending } = await reader.ended
      if (closing.aborted) return
      failures = lived < STABLE_MS ? failures + 1 : 1
      const nextTryMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (failures - 1))
      logger.error({ ...ending, nextTryMs }, 'a process that answers requests ended and will be replaced')
      await pause(nextTryMs, undefined, { signal: closing }).catch(() => {})
      if (closing.aborted) return
    }
  }
  const first = Array.from({ length: settings.processes }, start)
  let kept: Promise<unknown> = Promise.all(first.map(({ ended }) => ended))

  async function close({ graceMs } = { graceMs: 0 }): Promise<void> {
    closed.abort()
    for (const reader of running) reader.stop(graceMs)
    await kept
  }
  try {
    const urls = await Promise.all(first.map(({ ready }) => ready))
    url = urls[0] ?? ''
    kept = Promise.all(first.map(keep))
    return {
      url,
      tell(findings) {
        for (const reader of running) reader.tell(findings)
      },
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

const FIRST_WAIT_MS = 100
const LONGEST_WAIT_MS = 30_000
const STABLE_MS = 60_000
/** After the grace period. Longer than a reader lets its requests run. */
const KILL_AFTER_MS = 15_000

function startReader(start: ReaderStart, answers: Answers): Reader {
  // Only this process sends requests to Labelbox.
  const worker = cluster.fork({ [SETTINGS.apiKey.env]: undefined })
  const { pid } = worker.process
  const startedAt = performance.now()
  const ready = Promise.withResolvers<string>()
  let failure: Error | null = null
  worker.on('message', (message: FromReader) => {
    if (message.type === 'ready') ready.resolve(message.url)
    if (message.type === 'failed') failure = fromSent(message.error)
  })
  // It has ended, which is seen below.
  worker.on('error', () => {})
  const abortCalls = answerCalls(worker, answers)
  send(worker, { type: 'start', ...start })
  const ended = endingOf(worker).then(exit => {
    abortCalls()
    ready.reject(failure ?? endedEarly(exit))
    const reason = failure instanceof SlicegraphError ? failure.message : undefined
    return { pid, exit, lived: performance.now() - startedAt, ...(reason !== undefined && { reason }) }
  })
  return {
    pid,
    ready: ready.promise,
    ended,
    tell: findings => send(worker, { type: 'damage', findings }),
    stop(graceMs) {
      send(worker, { type: 'stop', graceMs })
      const timer = setTimeout(() => worker.process.kill('SIGKILL'), graceMs + KILL_AFTER_MS)
      void ended.then(() => clearTimeout(timer))
    },
  }
}

/** Resolves to the exit code or the signal. */
async function endingOf(worker: Worker): Promise<number | string> {
  const [code, signal] = (await once(worker.process, 'exit')) as [number | null, string | null]
  return signal ?? code ?? 0
}

function endedEarly(exit: number | string): SlicegraphError {
  const reason = typeof exit === 'string' ? `the signal ${exit}` : `exit code ${exit}`
  return new SlicegraphError(
    'PROCESS_ENDED',
    `A process that answers requests ended with ${reason} before it was ready. Its log lines above say why; if there are none, it may have run out of memory: start fewer with --processes.`,
  )
}
