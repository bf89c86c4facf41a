import assert from 'node:assert/strict'
import { test } from 'node:test'
import { execute as executeByGraphql, getOperationAST, parse } from 'graphql'
import { compilable } from '../../src/execution/compiled-document.ts'
import { createExecute } from '../../src/execution/index.ts'
import { createSchema } from '../../src/server/schema.ts'
import { openGraph } from '../support/graph.ts'

const schema = createSchema()

interface Case {
  readonly document: string
  readonly operationName?: string
  readonly variables?: Readonly<Record<string, unknown>>
}

const CASES: Readonly<Record<string, Case>> = {
  'a switch of another operation of the document': {
    document: 'query A { __typename } query B($s: Boolean!) { __typename @skip(if: $s) }',
    operationName: 'A',
  },
  'a switch in a fragment that another operation uses': {
    document:
      'query A { __typename } query B($s: Boolean!) { ...F } fragment F on Query { a: __typename @include(if: $s) }',
    operationName: 'A',
  },
  'a switch that is null': {
    document: 'query ($s: Boolean = true) { dataRows { nodes { id @skip(if: $s) __typename } } }',
    variables: { s: null },
  },
  'the key __proto__': { document: '{ labels { nodes { __proto__: dataRow { globalKey } id } } }' },
}

for (const [what, { document: source, operationName, variables = {} }] of Object.entries(CASES))
  test(`${what} is answered as by graphql-js each time`, async () => {
    await using graph = await openGraph(['test/fixtures/samples'])
    const execute = createExecute({ schema })
    const document = parse(source)
    const args = { schema, document, variableValues: variables, ...(operationName && { operationName }) }
    const expected = await executeByGraphql({ ...args, contextValue: await graph.context() })
    for (let time = 1; time <= 3; time++) {
      const answer = await execute({ document, operationName, variables }, await graph.context())
      assert.equal(JSON.stringify(answer.data), JSON.stringify(expected.data))
      assert.deepEqual(answer.errors?.map(String), expected.errors?.map(String))
    }
  })

test('a document of very many fields, those of fragments at each spread, is not compiled', () => {
  const compiled = (source: string) => {
    const document = parse(source)
    const operation = getOperationAST(document)
    return operation && compilable(document, operation, {})
  }
  const spreads = (count: number) => Array.from({ length: count }, (_, i) => `a${i}: projects { ...F }`).join(' ')
  const ofFields = (count: number) => `{ ${spreads(count / 3)} } fragment F on ProjectConnection { nodes { id } }`
  assert.ok(compiled(ofFields(300)))
  assert.equal(compiled(ofFields(303)), null)
})
