import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import { FailureError } from '../../errors.ts'
import type { Export } from '../lists.ts'
import type { FinishedLoad, LoadOptions, StoreWriter } from '../store.ts'
import { type BatchMessage, encodeBatch } from './load-message.ts'

export type LoadCall =
  | { readonly method: 'open' | 'abandon' }
  | { readonly method: 'put'; readonly batch: BatchMessage }
  | { readonly method: 'publish'; readonly finished: FinishedLoad }

export type LoadAnswer =
  | { readonly value: unknown; readonly error?: undefined }
  | { readonly error: { readonly name: string; readonly message: string } }

/** A load that is written on a thread of its own, while the caller reads on. */
export async function openThreadedLoad(path: string, options: LoadOptions): Promise<StoreWriter> {
  // Run from the sources it is a .ts file, compiled a .js one.
  const script = new URL(`./load-thread${extname(import.meta.url)}`, import.meta.url)
  const worker = new Worker(script, { workerData: { path, options }, resourceLimits: { maxYoungGenerationSizeMb: 16 } })
  const ended = new Promise<never>((_, reject) => {
    worker.once('error', reject)
    worker.once('exit', () =>
      reject(new FailureError('The thread that writes the load has ended. Run the load again.')),
    )
  })
  // Nobody may be waiting when it ends.
  ended.catch(() => {})

  async function call<T>(message: LoadCall): Promise<T> {
    const answered = new Promise<LoadAnswer>(resolve => worker.once('message', resolve))
    worker.postMessage(message)
    const { error, ...rest } = await Promise.race([answered, ended])
    if (!error) return (rest as { readonly value: T }).value
    throw error.name === 'FailureError' ? new FailureError(error.message) : new Error(error.message)
  }

  async function closing<T>(answer: Promise<T>): Promise<T> {
    try {
      return await answer
    } finally {
      await worker.terminate()
    }
  }

  try {
    await call({ method: 'open' })
  } catch (error) {
    await worker.terminate()
    throw error
  }
  return {
    put: batch => call<void>({ method: 'put', batch: encodeBatch(batch) }),
    publish: finished => closing(call<Export>({ method: 'publish', finished })),
    abandon: () => closing(call<void>({ method: 'abandon' })),
  }
}
