import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import type { Sent } from './overload.ts'

/**
 * Sends so many requests a second for so many seconds, whether or not earlier ones are answered, as many people do. Takes
 * the URL, the rate, the seconds, the size of the page that is asked for, a number for the first document and the number of
 * connections, and prints what came of each request as JSON. What finds no free connection is not sent.
 */
const [url = '', rate = '1', seconds = '1', size = '1', firstNumber = '0', connections = '1'] = process.argv.slice(2)
const { hostname, port } = new URL(url)
const TICK_MS = 4
const ANSWERS_MS = 15_000
/** Opened at once. More would fill the queue of the listening socket. */
const OPENED_AT_ONCE = 50

const free: Socket[] = []
const sent: Sent[] = []
let open = 0
let number = Number(firstNumber)

/** Each document is another one, so that nothing of it is known. */
function requestOf(n: number): string {
  const body = JSON.stringify({
    query: `query Q${n} { p${n}: labels(first: ${size}) { nodes { id createdAt createdBy groups { id name frameCount } } } }`,
  })
  return `POST /graphql HTTP/1.1\r\nhost: ${hostname}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`
}

async function ask(socket: Socket): Promise<void> {
  const started = performance.now()
  open++
  try {
    const status = await answerOf(socket, requestOf(number))
    sent.push({ status, ms: performance.now() - started, at: started - began })
    free.push(socket)
  } catch {
    sent.push({ status: 0, ms: performance.now() - started, at: started - began })
  }
  open--
}

function answerOf(socket: Socket, request: string): Promise<number> {
  return new Promise((resolve, reject) => {
    let head = ''
    let missing = -1
    const read = (chunk: Buffer) => {
      if (missing < 0) {
        head += chunk.toString('latin1')
        const end = head.indexOf('\r\n\r\n')
        if (end < 0) return
        missing = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1]) - (head.length - end - 4)
      } else missing -= chunk.length
      if (missing > 0) return
      socket.removeAllListeners()
      resolve(Number(head.slice(9, 12)))
    }
    const fail = () => reject(new Error('The connection was closed.'))
    socket.on('data', read).once('error', fail).once('close', fail)
    socket.write(request)
  })
}

for (let opened = 0; opened < Number(connections); ) {
  const sockets = Array.from({ length: Math.min(OPENED_AT_ONCE, Number(connections) - opened) }, () =>
    connect({ host: hostname, port: Number(port), noDelay: true }),
  )
  await Promise.all(sockets.map(socket => once(socket, 'connect')))
  free.push(...sockets)
  opened += sockets.length
}
const began = performance.now()
const over = Promise.withResolvers<void>()
const timer = setInterval(() => {
  const passed = (performance.now() - began) / 1000
  const due = Math.min(passed, Number(seconds)) * Number(rate)
  for (; number - Number(firstNumber) < due; number++) {
    const socket = free.pop()
    if (socket) void ask(socket)
  }
  if (passed < Number(seconds)) return
  clearInterval(timer)
  over.resolve()
}, TICK_MS)
await over.promise
const late = performance.now() + ANSWERS_MS
while (open > 0 && performance.now() < late) await new Promise(resolve => setTimeout(resolve, TICK_MS))
process.stdout.write(JSON.stringify(sent), () => process.exit())
