import { createServer } from 'node:net'
import { isMainThread } from 'node:worker_threads'

/*
 * Loaded into a server before its program (`--import`): each connection to the socket that BENCH_STALLS names is told how
 * long the event loop of the main thread stood still at most since the connection before, by the clock and by the
 * processor time of that thread, which other work on the machine does not lengthen.
 */

const EVERY_MS = 1
const path = process.env.BENCH_STALLS

if (isMainThread && path !== undefined) {
  const processorMs = () => {
    const { user, system } = process.threadCpuUsage()
    return (user + system) / 1000
  }
  let [longestMs, longestProcessorMs] = [0, 0]
  let [turnedAt, usedThen] = [performance.now(), processorMs()]
  const turn = () => {
    const [now, used] = [performance.now(), processorMs()]
    longestMs = Math.max(longestMs, now - turnedAt - EVERY_MS)
    longestProcessorMs = Math.max(longestProcessorMs, used - usedThen)
    turnedAt = now
    usedThen = used
  }
  setInterval(turn, EVERY_MS).unref()
  const server = createServer(socket => {
    turn()
    socket.on('error', () => {})
    socket.end(JSON.stringify({ longestMs, longestProcessorMs }))
    longestMs = longestProcessorMs = 0
  })
  // A process that this one starts inherits the setting, and the socket is taken.
  server.on('error', () => {})
  server.listen(path).unref()
}
