import { GraphQLError, GraphQLScalarType, Kind } from 'graphql'
import { formatInstant, type Instant, parseInstant } from '../model/index.ts'

/** Instants: inside whole microseconds, outside as the schema says. graphql-scalars' cuts microseconds and refuses plain dates. */
export const DateTime = new GraphQLScalarType<Instant, string>({
  name: 'DateTime',
  serialize: instant => formatInstant(Number(instant)),
  parseValue: parse,
  parseLiteral(node) {
    if (node.kind === Kind.STRING || node.kind === Kind.INT || node.kind === Kind.FLOAT) return parse(node.value)
    return refuse()
  },
})

const MILLISECONDS = /^-?\d+(\.\d+)?$/

function parse(value: unknown): Instant {
  if (typeof value === 'number') return fromMilliseconds(value)
  if (typeof value !== 'string') return refuse()
  if (MILLISECONDS.test(value)) return fromMilliseconds(Number(value))
  return parseInstant(value) ?? refuse()
}

function fromMilliseconds(milliseconds: number): Instant {
  const instant = Math.round(milliseconds * 1000)
  return Number.isSafeInteger(instant) ? instant : refuse()
}

function refuse(): never {
  throw new GraphQLError(
    'DateTime takes RFC 3339, a date, YYYY-MM-DD hh:mm:ss (UTC) or epoch milliseconds, between 1684 and 2255.',
    { extensions: { code: 'BAD_USER_INPUT' } },
  )
}
