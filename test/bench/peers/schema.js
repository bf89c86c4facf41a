import { readFileSync } from 'node:fs'
import { buildSchema } from 'graphql'
import { createResolvers, dateTime, readPlainObjects } from './plain-objects.js'

/** The operations' part of the schema over a bench export of so many bytes. */
export function createPeerSchema(bytes) {
  const schema = buildSchema(readFileSync(new URL('schema.graphql', import.meta.url), 'utf8'))
  Object.assign(schema.getType('DateTime'), dateTime)
  for (const [type, fields] of Object.entries(createResolvers(readPlainObjects(bytes))))
    for (const [name, resolve] of Object.entries(fields)) schema.getType(type).getFields()[name].resolve = resolve
  // graphql-jit calls it where graphql-js would read `__typename` by itself.
  schema.getType('Annotation').resolveType = ({ __typename }) => __typename
  return schema
}
