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
