import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { getIntrospectionQuery } from 'graphql'
import { ask, type Gateway, startGateway } from './start-gateway.ts'

/** `{ __schema { types { fields { type { ofType { ofType … } } } } } }`, this many fields deep. */
function nested(depth: number): string {
  const inner = depth - 4
  return `{ __schema { types { fields { type { ${'ofType { '.repeat(inner - 1)} name ${'} '.repeat(inner - 1)} } } } } }`
}

/** Each fragment spreads the next one twice: the number of fields doubles with every step. */
function doubling(steps: number): string {
  const fragments = Array.from({ length: steps }, (_, i) => `fragment F${i} on Query { ...F${i + 1} ...F${i + 1} }`)
  return `{ ...F0 } ${fragments.join(' ')} fragment F${steps} on Query { __typename }`
}

suite('limits', () => {
  let gateway: Gateway
  before(async () => {
    gateway = await startGateway({ empty: true })
  })
  after(() => gateway.close())

  const rejected = async (query: string, code: string, message: RegExp) => {
    const { data, errors } = await ask(gateway, query)
    assert.equal(data, null)
    assert.equal(errors[0]?.extensions.code, code)
    assert.match(errors[0]?.message ?? '', message)
  }

  test('a document may have 5,000 tokens', async () => {
    await rejected(`{ ${'a '.repeat(5_000)}}`, 'GRAPHQL_PARSE_FAILED', /5000 tokens/)
  })

  test('fields of a fragment count at each spread', async () => {
    await rejected(doubling(30), 'GRAPHQL_VALIDATION_FAILED', /too many selections/)
  })

  test('fields nest at most 30 deep', async () => {
    assert.deepEqual((await ask(gateway, nested(30))).errors, [])
    await rejected(nested(31), 'GRAPHQL_VALIDATION_FAILED', /at most 30 deep/)
  })

  test('depth counts through fragments', async () => {
    const type = (depth: number) => `${'ofType { '.repeat(depth)} name ${'} '.repeat(depth)}`
    const query = `{ __schema { types { fields { type { ...A } } } } }
      fragment A on __Type { ${'ofType { '.repeat(13)} ...B ${'} '.repeat(13)} } fragment B on __Type { ${type(13)} }`
    await rejected(query, 'GRAPHQL_VALIDATION_FAILED', /at most 30 deep/)
  })

  test('fragments that spread themselves are an error', async () => {
    await rejected(
      '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }',
      'GRAPHQL_VALIDATION_FAILED',
      /within itself/,
    )
  })

  test('the full introspection query is within the limits', async () => {
    const { errors } = await ask(gateway, getIntrospectionQuery({ inputValueDeprecation: true, oneOf: true }))
    assert.deepEqual(errors, [])
  })
})
