import { startThread } from '../../start-thread.ts'
import type { CheckProgress, Finding } from '../check-report.ts'
import type { CheckAnswer, CheckCall } from './check-thread.ts'

interface CheckOptions extends Omit<CheckCall, 'path'> {
  readonly onProgress?: ((progress: CheckProgress) => void) | undefined
  readonly signal?: AbortSignal | undefined
}

/** Checks the store in a thread of its own. Aborted, it rejects with the signal's reason. */
export function checkInThread(
  path: string,
  { onProgress, signal, ...options }: CheckOptions,
): Promise<readonly Finding[]> {
  signal?.throwIfAborted()
  const worker = startThread('./check-thread', import.meta.url, {
    workerData: { path, ...options } satisfies CheckCall,
  })
  const { promise, resolve, reject } = Promise.withResolvers<readonly Finding[]>()
  const stop = () => {
    reject(signal?.reason)
    void worker.terminate()
  }
  signal?.addEventListener('abort', stop, { once: true })
  worker.on('message', ({ progress, findings }: CheckAnswer) => {
    if (progress) onProgress?.(progress)
    if (findings) resolve(findings)
  })
  worker.on('error', reject)
  worker.on('exit', () => reject(new Error('The check of the store ended without a result.')))
  return promise.finally(() => signal?.removeEventListener('abort', stop))
}
