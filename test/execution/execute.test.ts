import assert from 'node:assert/strict'
import { it } from 'node:test'
import * as fc from 'fast-check'
import { type ExecutionResult, execute, type GraphQLError, parse, validate } from 'graphql'
import { createExecute, type Execute } from '../../src/execution/index.ts'
import { createSchema } from '../../src/server/schema.ts'
import { arbitraryDocument, type Pool } from '../support/arbitrary-document.ts'
import { openGraph } from '../support/graph.ts'

const schema = createSchema()
/** One that no execution has changed. */
const plainSchema = createSchema()

it('compiled and sliced documents answer as graphql-js does, byte for byte, with errors in the order of the document', async context => {
  await using graph = await openGraph(['test/fixtures/samples'])
  const pool = await poolOf(graph.execute)
  const compiled = createExecute({ schema })
  const executeExpensive = createExecute({ schema })
  const sliced: Execute = (operation, contextOfCheap) =>
    executeExpensive(operation, { ...contextOfCheap, cost: 10_000 })
  let compared = 0
  let failing = 0
  await fc.assert(
    fc.asyncProperty(arbitraryDocument(schema, pool), async ({ document: source, variables }) => {
      const document = parse(source)
      // A literal that its scalar refuses.
      if (validate(schema, document).length > 0) return
      const operation = { document, operationName: undefined, variables }
      const expected = await execute({
        schema: plainSchema,
        document,
        variableValues: variables,
        contextValue: await graph.context(),
      })
      const text = textOf({ ...expected, errors: expected.errors?.toSorted(byPlace) })
      // On a clock so fast that every turn is over at once.
      let time = 0
      const clock = context.mock.method(performance, 'now', () => {
        time += 100
        return time
      })
      assert.deepEqual(nullsOf(await sliced(operation, await graph.context())), nullsOf(expected))
      clock.mock.restore()
      // The second time they are compiled, the third time rows of lists are kept.
      await compiled(operation, await graph.context())
      for (let time = 2; time <= 3; time++) assert.equal(textOf(await compiled(operation, await graph.context())), text)
      assert.deepEqual(nullsOf(await sliced(operation, await graph.context())), nullsOf(expected))
      compared++
      if (expected.errors) failing++
    }),
    { numRuns: 5000 },
  )
  // A run of a few cases, such as of a counterexample, may have none.
  if (compared >= 1000)
    assert.ok(failing > compared / 50 && failing < compared / 2, `${failing} of ${compared} have errors`)
})

it('a variable that is null where null is an error is one each time', async () => {
  await using graph = await openGraph(['test/fixtures/samples'])
  const execute = createExecute({ schema })
  const field = 'labels(first: 1, orderBy: [{ field: CREATED_AT, direction: $d }]) { nodes { id } }'
  const document = parse(`query ($d: OrderDirection) { ${field} }`)
  const ask = async (variables: Readonly<Record<string, unknown>>) =>
    textOf(await execute({ document, operationName: undefined, variables }, await graph.context()))
  const first = await ask({ d: null })
  assert.match(first, /orderBy/)
  for (let time = 0; time < 3; time++) {
    assert.match(await ask({}), /"nodes":\[\{"id"/)
    assert.equal(await ask({ d: null }), first)
  }
})

/** By position in the document, then by index in each list. graphql-js has them in the order in which reads failed. */
function byPlace(a: GraphQLError, b: GraphQLError): number {
  const indexes = ({ path = [] }: GraphQLError) => path.filter(key => typeof key === 'number')
  const place = (error: GraphQLError) => [error.positions?.[0] ?? 0, ...indexes(error)]
  const [one, other] = [place(a), place(b)]
  const differs = one.findIndex((value, index) => value !== other[index])
  return differs < 0 ? 0 : (one[differs] ?? 0) - (other[differs] ?? 0)
}

/**
 * The data as it is sent, with the places that errors made null. Of several errors that make one place null, the first
 * is reported, and slices change which one that is.
 */
function nullsOf({ data, errors = [] }: ExecutionResult) {
  const plain: unknown = JSON.parse(JSON.stringify(data ?? null))
  const places = errors.map(error => {
    const path = error.path ?? []
    let value: unknown = plain
    const at = path.findIndex(key => {
      const isNull = value === null
      value = isNull ? null : (value as Record<string | number, unknown>)[key]
      return isNull
    })
    const own = at < 0 ? [error.toJSON(), error.originalError?.message] : []
    return JSON.stringify([at < 0 ? path : path.slice(0, at), ...own])
  })
  return { data: JSON.stringify(data), places: [...new Set(places)].sort() }
}

/** The answer as it is sent, with errors before they are given codes. */
function textOf({ data, errors }: { readonly data?: unknown; readonly errors?: readonly GraphQLError[] | undefined }) {
  return JSON.stringify({ errors: errors?.map(error => [error.toJSON(), error.originalError?.message]), data })
}

/** Ids and texts of which about half occur in the graph. */
async function poolOf(ask: (query: string) => Promise<ExecutionResult>): Promise<Pool> {
  // Frames that are known by URL only cannot be fetched.
  const { data } = await ask(`{
    dataRows { nodes { id globalKey projects { id project { id name } } workflowEvents { id createdBy } labels { id createdBy
      groups { id name features { id } frames(first: 2) { nodes { id } } } annotations(first: 9) { nodes { id name } } } } }
    exports { nodes { id } } }`)
  const ids = new Set<string>()
  const texts = new Set<string>()
  const walk = (value: unknown, key: string): void => {
    if (typeof value === 'string') (key === 'id' ? ids : texts).add(value)
    else if (typeof value === 'object' && value !== null)
      for (const [name, part] of Object.entries(value)) walk(part, Array.isArray(value) ? key : name)
  }
  walk(data, '')
  return { ids: [...ids, 'nothing', 'group:nothing:Axial'], texts: [...texts, '', 'nothing', 'Axial'] }
}
