import { createServer } from 'node:net'
import { isMainThread } from 'node:worker_threads'
import { watchStalls } from './watch-stalls.ts'

/*
 * Loaded into a server before its program (`--import`): each connection to the socket that BENCH_STALLS names is told how
 * long the event loop of the main thread stood still at most since the connection before.
 */

const path = process.env.BENCH_STALLS

if (isMainThread && path !== undefined) {
  const stalls = watchStalls()
  const server = createServer(socket => {
    socket.on('error', () => {})
    socket.end(JSON.stringify(stalls.take()))
  })
  // A process that this one starts inherits the setting, and the socket is taken.
  server.on('error', () => {})
  server.listen(path).unref()
}
