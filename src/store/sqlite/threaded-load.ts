import { setFlagsFromString } from 'node:v8'
import { MessageChannel, type MessagePort } from 'node:worker_threads'
import { fromSent, type SentError, SlicegraphError } from '../../errors.ts'
import { startThread } from '../../start-thread.ts'
import type { PublishedExport } from '../entities/index.ts'
import type { FinishedLoad, LoadBatch, LoadOptions, StoreWriter } from '../loads.ts'
import { buffersOf } from '../packs.ts'
import { type PackTexts, type PreparedBatch, prepareBatch } from '../prepare.ts'
import { isBusy, openForWriting } from './connection.ts'
import { acquireLease } from './lease.ts'

export type LoadCall =
  | { readonly method: 'open' | 'abandon' }
  /** The packs of each batch that is written. */
  | { readonly method: 'write'; readonly packs: readonly PackTexts[] }
  | { readonly method: 'publish'; readonly finished: FinishedLoad }

export interface ThreadData {
  readonly path: string
  readonly options: LoadOptions
  /** Of the lease; null: the thread takes it. */
  readonly token: string | null
  /** Where prepared batches come in. They wait until they are written: only then do they become objects again. */
  readonly batches: MessagePort
}

export interface LoadAnswer {
  readonly value?: unknown
  readonly error?: SentError
}

/** Characters in one transaction: enough for the commit to cost little, few enough for it to be short. */
const TRANSACTION_LENGTH = 2 * 1024 * 1024

/** Transactions that may wait for the thread, so that it has work while this thread reads on. */
const MOST_AHEAD = 4

/** A load that is written on a thread of its own, while the caller reads on. */
export async function openThreadedLoad(path: string, options: LoadOptions): Promise<StoreWriter> {
  const token = acquireLeaseAtOnce(path, options.holder)
  const thread = startLoadThread(path, options, token)
  /** Transactions that have not been answered yet, by age. */
  const writing: Promise<void>[] = []
  /** Of the batches that no transaction has begun with. */
  let packs: PackTexts[] = []
  let length = 0

  /** @throws what an earlier transaction failed with. */
  async function flush(): Promise<void> {
    if (packs.length > 0) {
      // The texts are the thread's from now on.
      const given = packs.flat().flatMap(buffersOf)
      const written = thread.call<void>({ method: 'write', packs }, given)
      // A later call awaits it and rejects. Until then this keeps the rejection from counting as unhandled.
      written.catch(() => {})
      writing.push(written)
      packs = []
      length = 0
    }
    while (writing.length > MOST_AHEAD) await writing.shift()
  }

  async function put(batch: LoadBatch): Promise<void> {
    const prepared = prepareBatch(batch)
    thread.batches.postMessage(prepared.batch)
    packs.push(prepared.packs)
    length += lengthOf(prepared.packs, prepared.batch)
    if (length >= TRANSACTION_LENGTH) await flush()
  }

  async function publish(finished: FinishedLoad): Promise<PublishedExport> {
    await flush()
    await Promise.all(writing)
    return thread.close(thread.call<PublishedExport>({ method: 'publish', finished }))
  }

  async function abandon(): Promise<void> {
    await Promise.allSettled(writing)
    await thread.close(thread.call<void>({ method: 'abandon' }))
  }

  const opened = thread.call<void>({ method: 'open' })
  if (token !== null) {
    // The thread takes as long to start as reading some megabytes. Meanwhile this one reads on, as if it were writing.
    opened.catch(() => {})
    writing.push(opened)
  } else
    try {
      await opened
    } catch (error) {
      await thread.close(Promise.resolve())
      throw error
    }
  return { put, publish, abandon }
}

/**
 * The token of the lease; null if another writer has the lock, for which the thread can wait without stopping this one.
 * @throws SlicegraphError LOAD_RUNNING
 */
function acquireLeaseAtOnce(path: string, holder: string): string | null {
  const connection = openForWriting(path, { timeoutMs: 0 })
  try {
    return acquireLease(connection, holder)
  } catch (error) {
    if (isBusy(error)) return null
    throw error
  } finally {
    connection.close()
  }
}

/** Roughly, in characters: nearly all of a large record are its chunks. */
function lengthOf(packs: PackTexts, { records, rejects }: PreparedBatch): number {
  return (
    packs.reduce((sum, text) => sum + ('plain' in text ? text.plain : text.stored).length, 0) +
    rejects.reduce((sum, { bytes }) => sum + bytes.length, 0) +
    records.length * ROW_LENGTH
  )
}

/** The size of a record apart from its chunks. */
const ROW_LENGTH = 4096

/**
 * Size of each of the three parts of the thread's young generation: a few batches. With the default it would hold a
 * hundred. It has this size from the start: it would begin at 1 MB and, since the heap of a load may not grow, stay there.
 */
const YOUNG_PART_MB = 8

function startLoadThread(path: string, options: LoadOptions, token: string | null) {
  setFlagsFromString(`--min-semi-space-size=${YOUNG_PART_MB}`)
  const { port1: batches, port2: received } = new MessageChannel()
  const worker = startThread('./load-thread', import.meta.url, {
    workerData: { path, options, token, batches: received } satisfies ThreadData,
    transferList: [received],
    resourceLimits: { maxYoungGenerationSizeMb: 3 * YOUNG_PART_MB },
  })
  const waiting: PromiseWithResolvers<unknown>[] = []
  let ended: unknown = null
  const end = (error: unknown) => {
    ended ??= error
    for (const call of waiting.splice(0)) call.reject(ended)
  }
  worker.on('error', end)
  worker.on('exit', () => end(new SlicegraphError('LOAD_ENDED', 'The writing thread ended. Run the load again.')))
  // The thread answers calls in their order.
  worker.on('message', ({ value, error }: LoadAnswer) => {
    const call = waiting.shift()
    if (!error) call?.resolve(value)
    else call?.reject(fromSent(error))
  })
  return {
    batches,
    call<T>(message: LoadCall, given: readonly ArrayBuffer[] = []): Promise<T> {
      if (ended) return Promise.reject(ended)
      const call = Promise.withResolvers<unknown>()
      waiting.push(call)
      worker.postMessage(message, given)
      return call.promise as Promise<T>
    },
    /** Ends the thread once the last answer is there. */
    async close<T>(last: Promise<T>): Promise<T> {
      try {
        return await last
      } finally {
        batches.close()
        await worker.terminate()
      }
    },
  }
}
