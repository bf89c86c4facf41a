import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { after, before, suite, test } from 'node:test'
import type { Store } from '../../src/store/index.ts'
import { type Gateway, startGateway, withSnapshots } from './start-gateway.ts'

suite('the limits of WebSockets', () => {
  /** Until then subscriptions do not begin. */
  const gate = Promise.withResolvers<void>()
  let gateway: Gateway
  before(async () => {
    const wrap = (store: Store) =>
      withSnapshots(store, async asked => {
        await gate.promise
        return store.openSnapshot(asked)
      })
    gateway = await startGateway({ empty: true, wrap })
  })
  after(() => gateway.close())

  async function open() {
    const socket = new WebSocket(`${gateway.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws')
    const messages: { type: string; id?: string; payload?: unknown }[] = []
    socket.addEventListener('message', ({ data }) => messages.push(JSON.parse(String(data))))
    const closed = once(socket, 'close').then(([event]) => (event as CloseEvent).code)
    await once(socket, 'open')
    return { socket, messages, closed, send: (message: object) => socket.send(JSON.stringify(message)) }
  }
  type Opened = Awaited<ReturnType<typeof open>>

  async function received({ socket, messages }: Opened, type: string): Promise<(typeof messages)[number]> {
    for (;;) {
      const found = messages.find(message => message.type === type)
      if (found) return found
      await once(socket, 'message')
    }
  }

  test('a client that pings all the time is closed', async () => {
    const client = await open()
    client.send({ type: 'connection_init' })
    await received(client, 'connection_ack')
    for (let i = 0; i < 100; i++) client.send({ type: 'ping' })
    assert.equal(await client.closed, 4429)
  })

  test('a client that does not say who it is is closed', async () => {
    assert.equal(await (await open()).closed, 4408)
  })

  test('a WebSocket has 20 subscriptions at most at a time', async () => {
    const client = await open()
    client.send({ type: 'connection_init' })
    await received(client, 'connection_ack')
    const query = 'subscription { exportTask(id: "task:none") { id } }'
    for (let i = 0; i <= 20; i++) client.send({ type: 'subscribe', id: String(i), payload: { query } })
    const { id, payload } = await received(client, 'error')
    assert.equal(id, '20')
    const [error] = payload as { message: string; extensions: object }[]
    assert.deepEqual(error?.extensions, { code: 'RATE_LIMITED' })
    assert.match(error?.message ?? '', /at most|20 subscriptions at a time/)
    client.socket.close()
    await client.closed
    gate.resolve()
  })

  test('a principal has 200 connections at most, and another one when one is closed', async () => {
    const clients: Opened[] = []
    for (let i = 0; i < 200; i++) {
      const client = await open()
      // At once: who waits for others may be closed for it.
      client.send({ type: 'connection_init' })
      clients.push(client)
    }
    for (const client of clients) await received(client, 'connection_ack')
    const refused = await open()
    refused.send({ type: 'connection_init' })
    assert.equal(await refused.closed, 4429)
    clients[0]?.socket.close()
    await clients[0]?.closed
    for (;;) {
      // The gateway may learn of the end a little later.
      const next = await open()
      next.send({ type: 'connection_init' })
      const isTaken = await Promise.race([
        received(next, 'connection_ack').then(() => true),
        next.closed.then(() => false),
      ])
      if (isTaken) break
    }
    for (const { socket } of clients) socket.close()
    await Promise.all(clients.map(({ closed }) => closed))
    assert.ok(!gateway.log.some(({ level }) => Number(level) >= 50))
  })

  test('a client that reads none of its messages is cut', async () => {
    const { hostname, port } = new URL(gateway.url)
    const socket = connect(Number(port), hostname)
    let isCut = false
    for (const event of ['error', 'close'])
      socket.on(event, () => {
        isCut = true
      })
    const offer = [
      'GET /graphql HTTP/1.1',
      `host: ${hostname}`,
      'connection: upgrade',
      'upgrade: websocket',
      'sec-websocket-version: 13',
      'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==',
      'sec-websocket-protocol: graphql-transport-ws',
    ]
    socket.write(`${offer.join('\r\n')}\r\n\r\n`)
    await once(socket, 'data')
    socket.pause()
    const send = (message: object) => {
      const text = Buffer.from(JSON.stringify(message))
      // Text in one frame, with a length of 64 bits and a mask of zeros.
      const head = Buffer.alloc(14)
      head.set([0x81, 0xff])
      head.writeBigUInt64BE(BigInt(text.length), 2)
      return new Promise(resolve => socket.write(Buffer.concat([head, text]), resolve))
    }
    await send({ type: 'connection_init' })
    // Each is answered by an error with its id.
    const id = 'x'.repeat(200_000)
    for (let i = 0; !isCut; i++) await send({ type: 'subscribe', id: `${i}${id}`, payload: { query: 'no document' } })
    assert.ok(!gateway.log.some(({ level }) => Number(level) >= 50))
  })
})
