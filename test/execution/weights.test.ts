import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import {
  type GraphQLInputObjectType,
  type GraphQLInputType,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isObjectType,
} from 'graphql'
import { OPERATORS } from '../../src/execution/filter-cost.ts'
import { FILTERS } from '../../src/execution/filter-weights.ts'
import { WEIGHTS } from '../../src/execution/weights.ts'
import { schema } from './estimate-text.ts'

const types = Object.values(schema.getTypeMap())
const outputs = types.filter(type => isObjectType(type) || isInterfaceType(type))

/** Every field with the weight that it has, which an interface may declare. */
const fields = outputs.flatMap(type =>
  Object.values(type.getFields()).map(field => ({
    name: `${type.name}.${field.name}`,
    field,
    list: isListType(getNullableType(field.type)),
    weight: [type, ...type.getInterfaces()].map(({ name }) => WEIGHTS[name]?.[field.name]).find(Boolean),
  })),
)

const wrong = (condition: (each: (typeof fields)[number]) => boolean) =>
  fields.filter(condition).map(({ name }) => name)

suite('weights of fields', () => {
  test('every list is declared, with a size', () => {
    const isSized = ({ weight }: (typeof fields)[number]) => weight?.size !== undefined || weight?.stats !== undefined
    assert.deepEqual(
      wrong(each => each.list && !isSized(each)),
      [],
    )
  })

  test('every field with arguments is declared', () => {
    const known = ['__Type', '__Field', '__Directive']
    assert.deepEqual(
      wrong(each => each.field.args.length > 0 && !each.weight && !known.includes(each.name.split('.')[0] ?? '')),
      [],
    )
  })

  test('connections have pages, and nothing else', () => {
    const isConnection = ({ field }: (typeof fields)[number]) => getNamedType(field.type).name.endsWith('Connection')
    assert.deepEqual(
      wrong(each => isConnection(each) !== (each.weight?.pages !== undefined)),
      [],
    )
  })

  test('lists of a connection have its page size, and no others', () => {
    const isOfPage = ({ name }: (typeof fields)[number]) => /Connection\.(nodes|edges)$/.test(name)
    assert.deepEqual(
      wrong(each => isOfPage(each) !== (each.weight?.size === 'page')),
      [],
    )
    assert.deepEqual(
      wrong(({ name, weight }) => /Connection\.totalCount$/.test(name) && weight?.scans !== 1),
      [],
    )
  })

  test('orders of lists have a sort', () => {
    const isSorted = ({ field }: (typeof fields)[number]) => field.args.some(({ name }) => name === 'orderBy')
    assert.deepEqual(
      wrong(each => isSorted(each) !== (each.weight?.pages?.sort !== undefined)),
      [],
    )
  })

  test('every aggregate is declared: it looks at all rows', () => {
    const isAggregate = (name: string) => /(Stats\.\w+(Count|Since)|NumberSummary\.\w+)$/.test(name)
    assert.deepEqual(
      wrong(({ name, weight }) => isAggregate(name) !== (weight?.scans !== undefined) && !/totalCount$/.test(name)),
      [],
    )
  })

  test('fields that may fetch share a weight', () => {
    const mayFetch =
      /^(Mask\.(?!url|sourceUrl|compositeUrl|colorRgb)\w+|MaskAnnotation\.boundingBox|Group\.(features(At)?|frames?)|Label\.annotations)$/
    assert.deepEqual(
      wrong(({ name, weight }) => mayFetch.test(name) && !((weight?.shared ?? 0) >= 400)),
      [],
    )
  })

  test('nothing is declared that the schema lacks', () => {
    const there = new Set(fields.map(({ name }) => name))
    const declared = Object.entries(WEIGHTS).flatMap(([type, own]) => Object.keys(own).map(name => `${type}.${name}`))
    assert.deepEqual(
      declared.filter(name => !there.has(name)),
      [],
    )
  })

  test('the sizes of introspection are those of the schema', () => {
    const mean = (counts: readonly number[]) => counts.reduce((sum, each) => sum + each, 0) / types.length
    const { size } = WEIGHTS.__Schema?.types ?? {}
    assert.ok(Number(size) >= types.length)
    const of = (field: string) => Number(WEIGHTS.__Type?.[field]?.size)
    const inputs = types.filter(isInputObjectType)
    assert.ok(of('fields') >= mean(outputs.map(type => Object.keys(type.getFields()).length)) * 0.9)
    assert.ok(of('inputFields') >= mean(inputs.map(type => Object.keys(type.getFields()).length)) * 0.9)
    assert.ok(of('enumValues') >= mean(types.filter(isEnumType).map(type => type.getValues().length)) * 0.9)
  })
})

suite('weights of filters', () => {
  const filters = new Map<string, GraphQLInputObjectType>()
  const follow = (type: GraphQLInputType) => {
    const named = getNamedType(type)
    if (!isInputObjectType(named) || filters.has(named.name)) return
    filters.set(named.name, named)
    for (const field of Object.values(named.getFields())) follow(field.type)
  }
  for (const { field } of fields) for (const { name, type } of field.args) if (name === 'filter') follow(type)

  test('every filter of related objects is declared', () => {
    const undeclared = [...filters.values()].flatMap(type =>
      Object.values(type.getFields())
        .filter(({ name, type: inner }) => {
          const named = getNamedType(inner)
          if (!isInputObjectType(named) || named === type || OPERATORS.has(named.name)) return false
          return FILTERS[type.name]?.[name]?.related === undefined
        })
        .map(({ name }) => `${type.name}.${name}`),
    )
    assert.deepEqual(undeclared, [])
  })

  test('the types that compare one value are known', () => {
    const compares = [...filters.values()].filter(type => 'eq' in type.getFields() || 'isNull' in type.getFields())
    assert.deepEqual(new Set(compares.map(({ name }) => name)), OPERATORS)
  })

  test('nothing is declared that the schema lacks', () => {
    const declared = Object.entries(FILTERS).flatMap(([type, own]) =>
      Object.keys(own).map(name => [type, name] as const),
    )
    assert.deepEqual(
      declared.filter(([type, name]) => !(name in (filters.get(type)?.getFields() ?? {}))),
      [],
    )
  })
})
