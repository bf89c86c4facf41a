import { GraphQLScalarType } from 'graphql'
import { formatInstant, type Instant, parseInstant } from '../model/index.ts'

/** Instants, as whole microseconds. DateTime of graphql-scalars cuts microseconds and refuses plain dates. */
export const DateTime = new GraphQLScalarType<Instant, string>({
  name: 'DateTime',
  serialize: instant => formatInstant(Number(instant)),
  parseValue: parse,
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
  throw new RangeError('This is no instant between 1684 and 2255.')
}
