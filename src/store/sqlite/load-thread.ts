import { parentPort, workerData } from 'node:worker_threads'
import type { LoadOptions, StoreWriter } from '../store.ts'
import { openForWriting } from './connection.ts'
import { type BatchMessage, decodeBatch } from './load-message.ts'
import { openSqliteLoad } from './loader.ts'
import type { LoadAnswer, LoadCall } from './threaded-load.ts'

/* The other end of threaded-load.ts: a load on a thread of its own, which does as it is called. */

const { path, options } = workerData as { readonly path: string; readonly options: LoadOptions }
const connection = openForWriting(path)
let writer: StoreWriter | null = null

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
    writer = await openSqliteLoad(connection, options)
    return null
  }
  if (!writer) throw new Error('The load is not open')
  if (call.method === 'put') return writer.put(decodeBatch(call.batch as BatchMessage))
  if (call.method === 'publish') return writer.publish(call.finished)
  return writer.abandon()
}
