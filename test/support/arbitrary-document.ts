import * as fc from 'fast-check'
import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql'
import { createRandom } from '../safety/random.ts'

/** A query with its variables. */
export interface Asked {
  readonly document: string
  readonly variables: Readonly<Record<string, unknown>>
}

/** Values of arguments, by type and by name: some that occur, some that do not, some that are errors when they are used. */
export interface Pool {
  readonly ids: readonly string[]
  readonly texts: readonly string[]
}

/**
 * Queries of the whole schema: fragments, aliases, directives, abstract types, arguments as literals and as variables,
 * valid ones and such that fail in the middle of an answer. All but a few are valid against the schema.
 */
export function arbitraryDocument(schema: GraphQLSchema, pool: Pool): fc.Arbitrary<Asked> {
  return fc.integer().map(seed => new DocumentWriter(schema, pool, createRandom(seed)).write())
}

const DEPTH = 5
/** Arguments that are errors with most values, or beside others. */
const OFTEN_AN_ERROR = new Set(['after', 'before', 'last'])

class DocumentWriter {
  readonly #schema: GraphQLSchema
  readonly #pool: Pool
  readonly #random: () => number
  readonly #declared: string[] = []
  readonly #variables: Record<string, unknown> = {}
  readonly #fragments: string[] = []
  #count = 0

  constructor(schema: GraphQLSchema, pool: Pool, random: () => number) {
    this.#schema = schema
    this.#pool = pool
    this.#random = random
  }

  write(): Asked {
    const selections = this.#selections(this.#schema.getQueryType() as GraphQLNamedType, DEPTH)
    const declared = this.#declared.length > 0 ? `(${this.#declared.join(', ')})` : ''
    return { document: [`query Q${declared} ${selections}`, ...this.#fragments].join('\n'), variables: this.#variables }
  }

  #chance(of: number): boolean {
    return this.#random() < of
  }

  #pick<T>(of: readonly T[]): T {
    return of[Math.floor(this.#random() * of.length)] as T
  }

  #selections(type: GraphQLNamedType, depth: number): string {
    const parts: string[] = []
    const count = 1 + Math.floor(this.#random() * 4)
    for (let i = 0; i < count; i++) parts.push(this.#selection(type, depth))
    return `{ ${parts.join(' ')} }`
  }

  #selection(type: GraphQLNamedType, depth: number): string {
    if (this.#chance(0.08)) return `__typename${this.#directive()}`
    if (isInterfaceType(type) && this.#chance(0.5)) {
      const other = this.#pick(this.#schema.getPossibleTypes(type))
      return this.#fragment(other, depth)
    }
    if (this.#chance(0.1)) return this.#fragment(type, depth)
    if (!isObjectType(type) && !isInterfaceType(type)) return '__typename'
    const fields = Object.values(type.getFields()).filter(field => depth > 0 || isLeafType(getNamedType(field.type)))
    return fields.length === 0 ? '__typename' : this.#field(this.#pick(fields), depth)
  }

  #fragment(type: GraphQLNamedType, depth: number): string {
    const selections = this.#selections(type, depth)
    if (this.#chance(0.5)) return `... on ${type.name}${this.#directive()} ${selections}`
    const name = `F${this.#count++}`
    this.#fragments.push(`fragment ${name} on ${type.name} ${selections}`)
    return `...${name}${this.#directive()}`
  }

  /** Every field has an alias of its own, so that no two of them conflict; now and then one field stands twice. */
  #field(field: GraphQLField<unknown, unknown>, depth: number): string {
    const named = getNamedType(field.type)
    const given = field.args.flatMap(argument => this.#argument(argument))
    const text = `${field.name}${given.length > 0 ? `(${given.join(', ')})` : ''}${this.#directive()}`
    const name = this.#chance(0.5) && given.length === 0 && field.args.length === 0 ? '' : `a${this.#count++}: `
    const whole = `${name}${text}${isLeafType(named) ? '' : ` ${this.#selections(named, depth - 1)}`}`
    return this.#chance(0.05) ? `${whole} ${whole}` : whole
  }

  #directive(): string {
    if (!this.#chance(0.1)) return ''
    const name = this.#pick(['skip', 'include'])
    if (this.#chance(0.5)) return ` @${name}(if: ${this.#chance(0.5)})`
    return ` @${name}(if: ${this.#declare('Boolean!', this.#chance(0.5))})`
  }

  #argument(argument: GraphQLArgument): string[] {
    const required = isNonNullType(argument.type) && argument.defaultValue === undefined
    if (!required && this.#chance(OFTEN_AN_ERROR.has(argument.name) ? 0.95 : 0.6)) return []
    const value = this.#value(argument.type, argument.name, 3)
    const type = String(argument.type)
    if (this.#chance(0.5)) return [`${argument.name}: ${this.#declare(type, value)}`]
    // A variable that is declared and not given: the default, or an error where the argument is required.
    if (!required && !isNonNullType(argument.type) && this.#chance(0.1))
      return [`${argument.name}: ${this.#declare(type, undefined)}`]
    return [`${argument.name}: ${this.#literal(value, argument.type)}`]
  }

  #declare(type: string, value: unknown): string {
    const name = `v${this.#count++}`
    this.#declared.push(`$${name}: ${type}`)
    if (value !== undefined) this.#variables[name] = value
    return `$${name}`
  }

  #value(type: GraphQLInputType, name: string, depth: number): unknown {
    if (!isNonNullType(type) && this.#chance(0.05)) return null
    const bare = getNullableType(type)
    if (isListType(bare)) {
      const values = Array.from({ length: Math.floor(this.#random() * 3) }, () => this.#value(bare.ofType, name, depth))
      // A single value stands for a list of it.
      return values.length === 1 && this.#chance(0.3) && !isListType(getNullableType(bare.ofType)) && values[0] !== null
        ? values[0]
        : values
    }
    if (isEnumType(bare)) return this.#pick(bare.getValues()).name
    if (isInputObjectType(bare)) {
      const fields = Object.values(bare.getFields())
      const wanted = bare.isOneOf
        ? [this.#pick(fields)]
        : fields.filter(field => isNonNullType(field.type) || (depth > 0 && this.#chance(1.5 / fields.length)))
      return Object.fromEntries(
        wanted.map(field => {
          const own = bare.isOneOf ? nonNull(field.type) : field.type
          return [field.name, this.#value(own, field.name, depth - 1) ?? this.#value(own, field.name, depth - 1)]
        }),
      )
    }
    return this.#scalar(String(bare), name)
  }

  #scalar(type: string, name: string): unknown {
    switch (type) {
      case 'Boolean':
        return this.#chance(0.5)
      case 'Int':
        if (name === 'first' || name === 'last')
          return this.#chance(0.04) ? this.#pick([1001, -1]) : this.#pick([0, 1, 2, 3])
        return this.#pick([0, 1, 2, 5, 17])
      case 'Float':
        return this.#pick([0, 0.5, 100, 1e6])
      case 'SafeInt':
        return this.#pick([0, 1, 2 ** 40])
      case 'DateTime':
        return this.#pick(['2024-05-01T10:00:00Z', '2024-05-01', 1714557600000])
      case 'TimeZone':
        return this.#chance(0.1) ? 'Nowhere/Atall' : this.#pick(['UTC', 'Europe/Berlin'])
      case 'ID':
        return this.#pick(this.#pool.ids)
      default:
        return this.#pick(this.#pool.texts)
    }
  }

  #literal(value: unknown, type: GraphQLInputType): string {
    if (value === null) return 'null'
    const bare = getNullableType(type)
    if (isListType(bare)) {
      if (!Array.isArray(value)) return this.#literal(value, bare.ofType)
      return `[${value.map(each => this.#literal(each, bare.ofType)).join(', ')}]`
    }
    if (isEnumType(bare)) return String(value)
    if (isInputObjectType(bare)) {
      const fields = bare.getFields()
      const parts = Object.entries(value as object).map(
        ([name, each]) => `${name}: ${this.#literal(each, (fields[name] as { type: GraphQLInputType }).type)}`,
      )
      return `{ ${parts.join(', ')} }`
    }
    return JSON.stringify(value)
  }
}

const nonNull = (type: GraphQLInputType): GraphQLInputType => getNullableType(type) as GraphQLInputType
