import { GraphQLScalarType } from 'graphql'
import { formatInstant, type Instant, parseInstant } from '../model/index.ts'

/** Instants, as whole microseconds. DateTime of graphql-scalars truncates microseconds and rejects plain dates. */
export const DateTime = new GraphQLScalarType<Instant, string>({
  name: 'DateTime',
  serialize: instant => formatInstant(Number(instant)),
  parseValue: parse,
})

const MILLISECONDS = /^-?\d+(\.\d+)?$/

function parse(value: unknown): Instant {
  if (typeof value === 'number') return fromMilliseconds(value)
  if (typeof value !== 'string') return reject()
  if (MILLISECONDS.test(value)) return fromMilliseconds(Number(value))
  return parseInstant(value) ?? reject()
}

function fromMilliseconds(milliseconds: number): Instant {
  const instant = Math.round(milliseconds * 1000)
  return Number.isSafeInteger(instant) ? instant : reject()
}

function reject(): never {
  throw new RangeError('Not an instant between 1684 and 2255.')
}
