import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { it } from 'node:test'
import { buildSchema, type GraphQLResolveInfo, graphql } from 'graphql'
import { selectedFields } from '../../src/resolvers/selected-fields.ts'

const schema = buildSchema(readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'))

const cases: { name: string; query: string; variables?: Record<string, unknown>; fields: string[] }[] = [
  {
    name: 'fields are named by their fields, those of a summary with it',
    query: '{ labelStats { labelCount secondsToCreate { median p95 } } }',
    fields: ['labelCount', 'secondsToCreate.median', 'secondsToCreate.p95'],
  },
  {
    name: 'dimensions are named too, since the store passes over them',
    query: '{ labelStats { createdBy period project { id } secondsToCreate { count } } }',
    fields: ['createdBy', 'period', 'project.id', 'secondsToCreate.count'],
  },
  {
    name: 'aliases and repeated fields are seen through',
    query: '{ labelStats { n: labelCount } labelStats { m: labelCount skippedCount } }',
    fields: ['labelCount', 'skippedCount'],
  },
  {
    name: 'fragments are looked into',
    query: `{ labelStats { ... { labelCount } ... on LabelStats { skippedCount } ...More } }
      fragment More on LabelStats { consensusScore { ...Mean } }
      fragment Mean on NumberSummary { mean }`,
    fields: ['labelCount', 'skippedCount', 'consensusScore.mean'],
  },
  {
    name: '@skip and @include decide',
    query: `query ($yes: Boolean!, $no: Boolean = false) {
      labelStats {
        labelCount @skip(if: $yes) dataRowCount @skip(if: $no) skippedCount @include(if: $no)
        reworkedCount @include(if: true) ... @include(if: $yes) { annotationCount } ...Off @skip(if: true)
      }
    }
    fragment Off on LabelStats { remoteGroupCount }`,
    variables: { yes: true },
    fields: ['dataRowCount', 'reworkedCount', 'annotationCount'],
  },
]

for (const { name, query, variables, fields } of cases)
  it(name, async () => {
    let seen: ReadonlySet<string> = new Set()
    const rootValue = {
      labelStats(_args: unknown, _context: unknown, info: GraphQLResolveInfo) {
        seen = selectedFields(info)
        return []
      },
    }
    const { errors } = await graphql({ schema, source: query, rootValue, variableValues: variables ?? {} })
    assert.equal(errors, undefined)
    assert.deepEqual([...seen], fields)
  })
