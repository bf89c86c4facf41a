import { extname } from 'node:path'
import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads'
import { FailureError } from '../../errors.ts'
import type { Export } from '../lists.ts'
import { prepareBatch } from '../prepare.ts'
import type { FinishedLoad, LoadBatch, LoadOptions, StoreWriter } from '../store.ts'

export type LoadCall =
  | { readonly method: 'open' | 'abandon' }
  | { readonly method: 'write'; readonly batchCount: number }
  | { readonly method: 'publish'; readonly finished: FinishedLoad }

export interface ThreadData {
  readonly path: string
  readonly options: LoadOptions
  /** Where prepared batches come in. */
  readonly batches: MessagePort
}

export type LoadAnswer =
  | { readonly value: unknown; readonly error?: undefined }
  | { readonly error: { readonly name: string; readonly message: string } }

/** Characters in one transaction: many enough for its commit to cost little, few enough for it to be short. */
const TRANSACTION_LENGTH = 2 * 1024 * 1024

/** A load that is written on a thread of its own, while the caller reads on. */
export async function openThreadedLoad(path: string, options: LoadOptions): Promise<StoreWriter> {
  const thread = startThread(path, options)
  let batchCount = 0
  let length = 0
  let writing: Promise<void> = Promise.resolve()

  /** One transaction is written while the next is gathered, no more. */
  async function flush(): Promise<void> {
    await writing
    if (batchCount === 0) return
    writing = thread.call<void>({ method: 'write', batchCount })
    // Whoever comes next is told; until then nobody listens.
    writing.catch(() => {})
    batchCount = 0
    length = 0
  }

  async function put(batch: LoadBatch): Promise<void> {
    thread.batches.postMessage(prepareBatch(batch))
    batchCount++
    length += lengthOf(batch)
    if (length >= TRANSACTION_LENGTH) await flush()
  }

  async function publish(finished: FinishedLoad): Promise<Export> {
    await flush()
    await writing
    return thread.close(thread.call<Export>({ method: 'publish', finished }))
  }

  async function abandon(): Promise<void> {
    await writing.catch(() => {})
    await thread.close(thread.call<void>({ method: 'abandon' }))
  }

  try {
    await thread.call({ method: 'open' })
  } catch (error) {
    await thread.close(Promise.resolve())
    throw error
  }
  return { put, publish, abandon }
}

/** Roughly, in characters: nearly all of a large record are its chunks. */
function lengthOf({ records, rejects }: LoadBatch): number {
  const chunks = records.flatMap(record => record.labels.flatMap(label => label.content.chunks))
  return (
    chunks.reduce((sum, { text }) => sum + text.length, 0) +
    rejects.reduce((sum, { bytes }) => sum + bytes.length, 0) +
    records.length * ROW_LENGTH
  )
}

/** What a record takes apart from its chunks. */
const ROW_LENGTH = 4096

/** For the thread's young objects: room for a few batches. Left alone it would take a hundred. */
const YOUNG_MB = 12

function startThread(path: string, options: LoadOptions) {
  // Run from the sources it is a .ts file, compiled a .js one.
  const script = new URL(`./load-thread${extname(import.meta.url)}`, import.meta.url)
  const { port1: batches, port2: received } = new MessageChannel()
  const worker = new Worker(script, {
    workerData: { path, options, batches: received } satisfies ThreadData,
    transferList: [received],
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
  })
  const ended = new Promise<never>((_, reject) => {
    worker.once('error', reject)
    worker.once('exit', () =>
      reject(new FailureError('The thread that writes the load has ended. Run the load again.')),
    )
  })
  ended.catch(() => {})
  return {
    batches,
    /** Calls are answered one at a time: the next is made when the one before has been. */
    async call<T>(message: LoadCall): Promise<T> {
      const answered = new Promise<LoadAnswer>(resolve => worker.once('message', resolve))
      worker.postMessage(message)
      const answer = await Promise.race([answered, ended])
      if (!answer.error) return answer.value as T
      const { name, message: reason } = answer.error
      throw name === 'FailureError' ? new FailureError(reason) : new Error(reason)
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
