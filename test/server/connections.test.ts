import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { test } from 'node:test'
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
