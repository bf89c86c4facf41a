import { ApolloServer } from '@apollo/server'
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled'
import { fastifyApolloHandler } from '@as-integrations/fastify'
import { fastify } from 'fastify'
import { createPeerSchema } from './schema.js'

/** Apollo Server in Fastify, as slicegraph uses both: `apollo.js BYTES`. Prints its URL when it answers. */
const apollo = new ApolloServer({
  schema: createPeerSchema(Number(process.argv[2])),
  plugins: [ApolloServerPluginCacheControlDisabled()],
})
await apollo.start()
const http = fastify()
http.post('/graphql', fastifyApolloHandler(apollo))
console.log(`${await http.listen({ host: '127.0.0.1', port: 0 })}/graphql`)
