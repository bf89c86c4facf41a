import { extname } from 'node:path'
import { Worker, type WorkerOptions } from 'node:worker_threads'

/**
 * Starts a thread from compiled code that is kept, as the process does.
 * @param script the file beside the caller, without its ending
 * @param caller `import.meta.url` of the caller: run from the sources, scripts are .ts files, compiled .js ones
 */
export function startThread(script: string, caller: string, options: WorkerOptions): Worker {
  const { href } = new URL(`${script}${extname(caller)}`, caller)
  return new Worker(new URL('./thread.js', import.meta.url), { ...options, argv: [href] })
}
