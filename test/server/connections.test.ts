import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { suite, test } from 'node:test'
import { limitConnections } from '../../src/server/connections.ts'
import { startGateway } from './start-gateway.ts'

test('connections beyond the limit are closed at once, and the others are answered', async () => {
  const gateway = await startGateway({ empty: true, maxConnections: 2 })
  const { hostname, port } = new URL(gateway.url)
  const open = async () => {
    const socket = connect(Number(port), hostname)
    await once(socket, 'connect')
    return socket
  }
  const first = await open()
  const second = await open()
  const third = await open()
  third.resume()
  await once(third, 'close')
  for (const socket of [first, second]) {
    socket.write('GET /healthz HTTP/1.1\r\nhost: localhost\r\n\r\n')
    const [answer] = await once(socket, 'data')
    assert.match(String(answer), /^HTTP\/1\.1 200 /)
    socket.destroy()
  }
  assert.ok(!gateway.log.some(({ level }) => Number(level) >= 50))
  await gateway.close()
})

suite('the limits of a connection', () => {
  const REQUEST = 'GET / HTTP/1.1\r\nhost: localhost\r\n\r\n'

  async function listen(limits: Parameters<typeof limitConnections>[1], answer: RequestListener) {
    const server = createServer(answer)
    limitConnections(server, limits)
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return {
      server,
      async open() {
        const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
        socket.on('error', () => {})
        await once(socket, 'connect')
        return socket
      },
      close: () => server.close().closeAllConnections(),
    }
  }

  test('a client that reads nothing of its answer is cut, and one whose answer takes long is not', async () => {
    const waiting: (() => void)[] = []
    const { open, close } = await listen({ stalledMs: 50 }, ({ url }, response) => {
      if (url === '/large') response.end(Buffer.alloc(50_000_000))
      else waiting.push(() => response.end('done'))
    })
    const slow = await open()
    slow.write(REQUEST)
    const answer = once(slow, 'data')
    const stalled = await open()
    stalled.pause()
    stalled.write(REQUEST.replace('/', '/large'))
    // Cut by the server: a client that reads on finds the end of what the system had taken.
    await new Promise(resolve => setTimeout(resolve, 300))
    let received = 0
    stalled.on('data', chunk => {
      received += chunk.length
    })
    await once(stalled.resume(), 'close')
    assert.ok(received < 50_000_000)
    for (const finish of waiting) finish()
    assert.match(String(await answer), /done$/)
    close()
  })

  test('a client that sends many requests ahead of their answers is cut', async () => {
    let asked = 0
    const { open, close } = await listen({ mostUnanswered: 4 }, (_request, response) => {
      if (!response.destroyed) asked++
    })
    const socket = await open()
    socket.write(REQUEST.repeat(50))
    await once(socket, 'close')
    assert.equal(asked, 4)
    close()
  })

  test('when nearly all connections are open, those without a request make room', async () => {
    const { server, open, close } = await listen({}, (_request, response) => response.end('done'))
    server.maxConnections = 10
    const idle = await Promise.all(Array.from({ length: 8 }, open))
    for (const socket of idle) {
      socket.write(REQUEST)
      await once(socket, 'data')
    }
    const next = await open()
    await Promise.all(idle.map(socket => socket.closed || once(socket, 'close')))
    next.write(REQUEST)
    assert.match(String(await once(next, 'data')), /done$/)
    close()
  })
})
