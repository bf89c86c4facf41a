import { once } from 'node:events'
import { connect } from 'node:net'

/** Sends bytes as they are, and reads the answer until the connection ends or becomes a WebSocket. */
export async function exchange(url: string, bytes: string | Buffer): Promise<string> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  socket.write(bytes)
  let answer = ''
  socket.on('data', chunk => {
    answer += chunk
    if (answer.startsWith('HTTP/1.1 101')) socket.destroy()
  })
  // A connection that is cut gives what has arrived.
  socket.on('error', () => {})
  await once(socket, 'close')
  return answer
}

/** NaN where there is no answer. */
export const statusOf = (answer: string): number => Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1])
