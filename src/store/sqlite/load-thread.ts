import { type MessagePort, parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads'
import type { PackTexts, PreparedBatch } from '../prepare.ts'
import { openForWriting } from './connection.ts'
import { openSqliteLoad, type SqliteLoad } from './loader.ts'
import type { LoadAnswer, LoadCall, ThreadData } from './threaded-load.ts'

/* The other end of threaded-load.ts: a load on a thread of its own, which does as it is called. */

const { path, options, packs, batches } = workerData as ThreadData
const connection = openForWriting(path)
let load: SqliteLoad | null = null

parentPort?.on('message', async (call: LoadCall) => {
  parentPort?.postMessage(await answer(call))
})

async function answer(call: LoadCall): Promise<LoadAnswer> {
  try {
    return { value: await perform(call) }
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error))
    return { error: { name, message } }
  }
}

async function perform(call: LoadCall): Promise<unknown> {
  if (call.method === 'open') {
    load = await openSqliteLoad(connection, options)
    return null
  }
  if (!load) throw new Error('The load is not open')
  if (call.method === 'write') {
    const { batchCount } = call
    return load.write(received<PackTexts>(packs, batchCount), received<PreparedBatch>(batches, batchCount))
  }
  if (call.method === 'publish') return load.publish(call.finished)
  return load.abandon()
}

/** What waits at a port, where it is bytes: batches become objects one by one, as they are taken. */
function* received<T>(port: MessagePort, count: number): Iterable<T> {
  for (let i = 0; i < count; i++) {
    const waiting = receiveMessageOnPort(port)
    if (!waiting) throw new Error('A batch of the load is missing')
    yield waiting.message as T
  }
}
