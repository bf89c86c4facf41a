import { connect } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'

/** Waits of a client that asks for little, in milliseconds. */
export interface Waits {
  readonly longestMs: number
  readonly count: number
  /** Of the request that is not answered yet. */
  readonly waitingMs: number
}

const EVERY_MS = 10

/**
 * Asks the server for one thing all the time, 10 ms after each answer, in a thread of its own: what the thread of the
 * caller does is not counted.
 */
export function startBystander(url: string, body: string) {
  const worker = new Worker(new URL(import.meta.url), { workerData: { url, body } })
  return {
    /** The waits since the last call, one that still goes on among them. */
    take(): Promise<Waits> {
      return new Promise(resolve => {
        worker.once('message', resolve)
        worker.postMessage('take')
      })
    },
    async [Symbol.asyncDispose]() {
      await worker.terminate()
    },
  }
}

if (!isMainThread && parentPort !== null && workerData?.body !== undefined) {
  const { hostname, port, pathname } = new URL(workerData.url)
  const request = `POST ${pathname} HTTP/1.1\r\nhost: ${hostname}:${port}\r\ncontent-type: application/json\r\ncontent-length: ${workerData.body.length}\r\n\r\n${workerData.body}`
  let [longestMs, count, sent] = [0, 0, 0]
  const note = (now: number) => {
    if (sent > 0) longestMs = Math.max(longestMs, now - sent)
  }
  parentPort.on('message', () => {
    const now = performance.now()
    note(now)
    parentPort?.postMessage({ longestMs, count, waitingMs: sent > 0 ? now - sent : 0 } satisfies Waits)
    longestMs = count = 0
  })
  for (;;) {
    // A new connection where the server died and another took its place.
    await askOverOneConnection().catch(() => pause(EVERY_MS))
    sent = 0
  }

  async function askOverOneConnection(): Promise<never> {
    const socket = connect({ host: hostname, port: Number(port), noDelay: true })
    let failed = (_: Error) => {}
    let answered = () => {}
    socket.on('data', () => answered())
    socket.on('error', error => failed(error))
    socket.on('close', () => failed(new Error('The connection was closed.')))
    for (;;) {
      await new Promise<void>((resolve, reject) => {
        answered = resolve
        failed = reject
        sent = performance.now()
        socket.write(request)
      })
      note(performance.now())
      sent = 0
      count += 1
      await pause(EVERY_MS)
    }
  }
}
