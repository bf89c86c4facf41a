import * as fc from 'fast-check'
import { type ExecutionResult, type GraphQLSchema, parse, validate } from 'graphql'
import { arbitraryDocument, type Pool } from './arbitrary-document.ts'

/* Queries of the whole schema whose arguments are taken from what a store holds. */

/** The data of an answer as plain objects. */
export const plain = ({ data }: ExecutionResult) => JSON.parse(JSON.stringify(data ?? null)) as unknown

/** Ids and texts of an answer, and some that are no part of it. */
export function poolOf(answer: unknown, others: Partial<Pool> = {}): Pool {
  const ids = new Set<string>(others.ids)
  const texts = new Set<string>(others.texts)
  const collect = (value: unknown, key = ''): void => {
    if (typeof value === 'string') (/(^id|Id|ID)$/.test(key) ? ids : texts).add(value)
    else if (typeof value === 'object' && value !== null)
      for (const [name, each] of Object.entries(value)) collect(each, Array.isArray(value) ? key : name)
  }
  collect(answer)
  return { ids: [...ids], texts: [...texts] }
}

/** Asks a number of queries, without those that a scalar of the schema refuses. */
export async function askGenerated(
  schema: GraphQLSchema,
  pool: Pool,
  queries: number,
  ask: (document: string, variables: Record<string, unknown>) => Promise<void>,
): Promise<void> {
  const property = fc.asyncProperty(arbitraryDocument(schema, pool), async ({ document, variables }) => {
    if (validate(schema, parse(document)).length === 0) await ask(document, { ...variables })
  })
  await fc.assert(property, { numRuns: queries })
}
