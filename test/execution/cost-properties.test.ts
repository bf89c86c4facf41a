import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import * as fc from 'fast-check'
import {
  FieldsOnCorrectTypeRule,
  KnownArgumentNamesRule,
  NoFragmentCyclesRule,
  PossibleFragmentSpreadsRule,
  parse,
  print,
  type SelectionSetNode,
  validate,
  visit,
} from 'graphql'
import { arbitraryDocument, arbitraryVariables } from './arbitrary-document.ts'
import { estimateText, schema } from './estimate-text.ts'
import { naiveCost } from './naive-cost.ts'

suite('the cost of any document', () => {
  test('is what the rule gives without memory', () => {
    fc.assert(
      fc.property(arbitraryDocument, arbitraryVariables, (query, variables) => {
        assert.equal(estimateText(query, variables).cost, naiveCost(query, variables))
      }),
      { numRuns: 500 },
    )
  })

  test('does not fall when a field is added', () => {
    fc.assert(
      fc.property(arbitraryDocument, arbitraryVariables, fc.nat(1_000), (query, variables, place) => {
        const fewer = withoutSelection(query, place)
        assert.ok(estimateText(fewer, variables).cost <= estimateText(query, variables).cost, fewer)
      }),
      { numRuns: 500 },
    )
  })

  test('does not fall when a page grows', () => {
    fc.assert(
      fc.property(
        arbitraryDocument,
        arbitraryVariables,
        fc.nat(500),
        fc.nat(500),
        (query, variables, more, further) => {
          const larger = { ...variables, first: variables.first + more, last: variables.last + further }
          assert.ok(estimateText(query, variables).cost <= estimateText(query, larger).cost)
        },
      ),
      { numRuns: 500 },
    )
  })

  test('is found for documents with fields and fragments of the schema', () => {
    const queries = fc.sample(arbitraryDocument, { numRuns: 200, seed: 1 })
    const rules = [FieldsOnCorrectTypeRule, KnownArgumentNamesRule, PossibleFragmentSpreadsRule, NoFragmentCyclesRule]
    for (const query of queries) assert.deepEqual(validate(schema, parse(query), rules), [])
    assert.ok(queries.filter(query => query.includes('fragment')).length > 50)
  })
})

/** The document without one of its selections, where others remain beside it. */
function withoutSelection(query: string, place: number): string {
  const sets: SelectionSetNode[] = []
  const document = parse(query)
  visit(document, { SelectionSet: set => void (set.selections.length > 1 && sets.push(set)) })
  const chosen = sets[place % sets.length]
  return print(
    visit(document, {
      SelectionSet: set =>
        set === chosen ? { ...set, selections: set.selections.toSpliced(place % set.selections.length, 1) } : undefined,
    }),
  )
}
