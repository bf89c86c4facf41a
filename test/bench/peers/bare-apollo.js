import { ApolloServer } from '@apollo/server'
import { fastifyApolloHandler } from '@as-integrations/fastify'
import { fastify } from 'fastify'

/** The least that a start of Apollo Server in Fastify takes. Prints its URL when it answers. */
const apollo = new ApolloServer({ typeDefs: 'type Query { ready: Boolean }' })
await apollo.start()
const http = fastify()
http.post('/graphql', fastifyApolloHandler(apollo))
console.log(`${await http.listen({ host: '127.0.0.1', port: 0 })}/graphql`)
