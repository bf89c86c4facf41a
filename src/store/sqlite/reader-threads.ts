import { fromSent, type SentError, SlicegraphError } from '../../errors.ts'
import { inTurns } from '../../model/index.ts'
import { startThread } from '../../start-thread.ts'
import type { compile } from '../sql.ts'

/** A scan as it goes to a thread. */
export interface ScanCall extends ReturnType<typeof compile> {
  /** Told apart by it when it is interrupted: 1 and up. */
  readonly no: number
  /** The version that the statement reads. */
  readonly version: number
}

export interface ScanAnswer {
  readonly columns?: Columns
  readonly error?: SentError
}

/**
 * Rows by column: the fastest to hand over. 1,000 rows of 6 columns take this thread 0.4 ms, against 0.9 ms as arrays
 * and 2.2 ms as objects.
 */
interface Columns {
  readonly names: readonly string[]
  /** The values of each column. */
  readonly values: readonly (readonly unknown[])[]
  readonly rowCount: number
  /** How often the statement asked whether to go on. */
  readonly questions: number
}

export interface ReaderThreadData {
  readonly path: string
  /** One Int32: the number of the scan to be interrupted. */
  readonly interrupted: SharedArrayBuffer
}

interface Scan {
  readonly call: ScanCall
  readonly signal: AbortSignal | undefined
  readonly result: PromiseWithResolvers<Columns>
  readonly abort: () => void
}

const THREADS = 2
/** Scans that wait for a thread. With more, a new one would wait longer than a query may take. */
export const MAX_WAITING_SCANS = 256
/** Size of a thread's young generation: it makes nothing but rows. */
const YOUNG_MB = 8

/**
 * Runs statements on two threads, each with a connection of its own that only reads. A thread is started when there is
 * first something to run on it. Since rows carry their versions, scans of one snapshot need no common transaction.
 */
export function createReaderThreads(path: string) {
  const threads = new Set<ReturnType<typeof startReader>>()
  const waiting = new Set<Scan>()
  let closed = false
  let count = 0

  function startNext(): void {
    for (const scan of waiting) {
      let thread = [...threads].find(each => each.running === null)
      if (!thread && threads.size >= THREADS) return
      if (!thread) {
        const started = startReader(path, startNext, () => {
          threads.delete(started)
          startNext()
        })
        threads.add(started)
        thread = started
      }
      waiting.delete(scan)
      thread.run(scan)
    }
  }

  return {
    /**
     * Rejects with the signal's reason as soon as it is aborted: a waiting scan never starts, a running one ends at the
     * next row that asks. SQLite does not ask while it sorts.
     * @throws SlicegraphError OVERLOADED when too many scans wait, when the version is no longer there as the scan starts,
     * and when the store is closed
     */
    async run<Row>(statement: Omit<ScanCall, 'no'>, signal?: AbortSignal): Promise<{ rows: Row[]; questions: number }> {
      signal?.throwIfAborted()
      if (closed) throw closedMeanwhile()
      if (waiting.size >= MAX_WAITING_SCANS)
        throw new SlicegraphError('OVERLOADED', 'Too many queries that scan the store are waiting. Retry in a moment.')
      const result = Promise.withResolvers<Columns>()
      const abort = () => {
        waiting.delete(scan)
        for (const thread of threads) if (thread.running === scan) thread.interrupt()
        result.reject(signal?.reason)
      }
      count = (count % MAX_INT32) + 1
      const scan: Scan = { call: { ...statement, no: count }, signal, result, abort }
      signal?.addEventListener('abort', abort)
      waiting.add(scan)
      startNext()
      try {
        const columns = await result.promise
        return { rows: await inTurns(toRows<Row>(columns), signal), questions: columns.questions }
      } finally {
        signal?.removeEventListener('abort', abort)
      }
    },

    async close(): Promise<void> {
      closed = true
      for (const scan of waiting) scan.result.reject(closedMeanwhile())
      waiting.clear()
      await Promise.all([...threads].map(thread => thread.close()))
    },
  }
}

const MAX_INT32 = 2 ** 31 - 1

const closedMeanwhile = () => new SlicegraphError('OVERLOADED', 'The gateway is shutting down. Retry in a moment.')

function startReader(path: string, onIdle: () => void, onEnd: () => void) {
  const interrupted = new SharedArrayBuffer(4)
  const worker = startThread('./reader-thread', import.meta.url, {
    workerData: { path, interrupted } satisfies ReaderThreadData,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
  })
  const ended = Promise.withResolvers<void>()
  let running: Scan | null = null
  let isClosing = false

  function finish(settle: (result: Scan['result']) => void): void {
    if (running) settle(running.result)
    running = null
    // A process may end while a thread is idle, but not before one that is closing has.
    if (!isClosing) worker.unref()
  }

  worker.on('message', ({ columns, error }: ScanAnswer) => {
    finish(result => {
      if (columns) result.resolve(columns)
      else if (error) result.reject(fromSent(error))
    })
    onIdle()
  })
  worker.on('error', error => finish(result => result.reject(error)))
  worker.on('exit', () => {
    finish(result => result.reject(new Error('The thread of a scan ended.')))
    ended.resolve()
    onEnd()
  })

  const interrupt = () => Atomics.store(new Int32Array(interrupted), 0, running?.call.no ?? 0)
  return {
    get running() {
      return running
    },
    interrupt,
    run(scan: Scan): void {
      running = scan
      worker.ref()
      worker.postMessage(scan.call)
    },
    /** Ends once SQLite has let go of the file. */
    async close(): Promise<void> {
      isClosing = true
      worker.ref()
      interrupt()
      running?.result.reject(closedMeanwhile())
      worker.postMessage('close')
      await ended.promise
    },
  }
}

/** Pauses after each row. */
function* toRows<Row>({ names, values, rowCount }: Columns): Generator<undefined, Row[]> {
  const rows: Row[] = []
  for (let i = 0; i < rowCount; i++) {
    const row: Record<string, unknown> = {}
    for (let j = 0; j < names.length; j++) row[names[j] as string] = values[j]?.[i]
    rows.push(row as Row)
    yield
  }
  return rows
}
