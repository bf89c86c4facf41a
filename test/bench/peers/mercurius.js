import { fastify } from 'fastify'
import mercurius from 'mercurius'
import { createPeerSchema } from './schema.js'

/** Mercurius with graphql-jit: `mercurius.js BYTES`. Prints its URL when it answers. */
const http = fastify()
await http.register(mercurius, { schema: createPeerSchema(Number(process.argv[2])), jit: 1 })
console.log(`${await http.listen({ host: '127.0.0.1', port: 0 })}/graphql`)
