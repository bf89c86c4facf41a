import { Agent, request } from 'node:http'
import { json } from 'node:stream/consumers'

/** Clients of one connection each, which stays open. */
export interface Client {
  /** The data of the answer. Rejects if the connection is cut. */
  ask<Data>(query: string): Promise<Data>
  close(): void
}

/** Opens connections in turn, so that the processes of a gateway get equal shares of them. */
export async function openClients(url: string, count: number): Promise<readonly Client[]> {
  const clients: Client[] = []
  for (let i = 0; i < count; i++) {
    const client = createClient(url)
    await client.ask('{ __typename }')
    clients.push(client)
  }
  return clients
}

/** Asks over connections that stay open until the gateway closes them. A new connection that fails ends a client. */
export async function askUntilClosed(url: string, count: number) {
  const clients = await openClients(url, count)
  const counts = { answered: 0, lost: 0 }
  const asked = clients.map(async client => {
    for (;;) {
      const failure = await client.ask('{ dataRows { totalCount } }').then(
        () => null,
        (error: { reused?: boolean }) => error,
      )
      if (failure?.reused === false) break
      counts[failure === null ? 'answered' : 'lost'] += 1
    }
    client.close()
  })
  return { counts, ended: Promise.all(asked) }
}

function createClient(url: string): Client {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  return {
    async ask<Data>(query: string) {
      const { promise, resolve, reject } = Promise.withResolvers<Data>()
      const headers = { 'content-type': 'application/json' }
      const sent = request(url, { method: 'POST', agent, headers }, response => {
        json(response).then(answer => {
          const { data, errors } = answer as { data: Data; errors?: unknown }
          if (errors === undefined) resolve(data)
          else reject(new Error(JSON.stringify(errors)))
        }, reject)
      })
      // Whether the connection had answered before.
      sent.on('error', error => reject(Object.assign(error, { reused: sent.reusedSocket })))
      sent.end(JSON.stringify({ query }))
      return promise
    },
    close: () => agent.destroy(),
  }
}
