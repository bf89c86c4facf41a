import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads'
import { toSent } from '../../errors.ts'
import type { PreparedBatch } from '../prepare.ts'
import { openForWriting } from './connection.ts'
import { openSqliteLoad } from './loader.ts'
import type { LoadAnswer, LoadCall, ThreadData } from './threaded-load.ts'

/* The thread of threaded-load.ts: runs the calls of one load in their order. */

const { path, options, token, batches } = workerData as ThreadData
const opening = openSqliteLoad(openForWriting(path), options, token)
// The first call awaits it and answers with what it failed with.
opening.catch(() => {})

parentPort?.on('message', async (call: LoadCall) => {
  parentPort?.postMessage(await answer(call))
})

async function answer(call: LoadCall): Promise<LoadAnswer> {
  try {
    return { value: await perform(call) }
  } catch (error) {
    return { error: toSent(error) }
  }
}

async function perform(call: LoadCall): Promise<unknown> {
  const load = await opening
  if (call.method === 'open') return null
  if (call.method === 'write') {
    let packed = call.packs.map(load.pack)
    while (packed.length > 0) {
      leaveLock()
      packed = packed.slice(load.write(packed, nextBatch))
      lockLeft = performance.now()
    }
    return null
  }
  if (call.method === 'publish') return load.publish(call.finished)
  return load.abandon()
}

const nextBatch = () => receiveMessageOnPort(batches)?.message as PreparedBatch | undefined

/**
 * How long the write lock stays free, and after how long at the latest. SQLite does not notify a writer that waits for
 * it: the writer looks every 25 ms at first, later every 100. A load that is never idle would keep it out for seconds.
 */
const LEFT_MS = 26
const KEPT_MS = 200
const never = new Int32Array(new SharedArrayBuffer(4))
/** The end of the last time that the lock was free for long enough. */
let leftUntil = 0
/** The end of the last transaction. */
let lockLeft = 0

function leaveLock(): void {
  const now = performance.now()
  const rest = lockLeft + LEFT_MS - now
  if (rest <= 0) leftUntil = now
  else if (now - leftUntil > KEPT_MS) {
    Atomics.wait(never, 0, 0, rest)
    leftUntil = performance.now()
  }
}
