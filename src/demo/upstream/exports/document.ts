import type { Json, JsonObject } from '../../../model/index.ts'
import { CodedError } from './coded-error.ts'

/** A request's only operation, with the variables put in. */
export interface Operation {
  /** '' where the document gives none. */
  readonly name: string
  readonly kind: 'query' | 'mutation'
  readonly fields: readonly Field[]
}

export interface Field {
  /** What it is called in the answer. */
  readonly alias: string
  readonly name: string
  readonly args: JsonObject
  /** Null where nothing is selected. */
  readonly fields: readonly Field[] | null
}

const TOKEN = /"(?:\\.|[^"\\\n])*"|[_A-Za-z]\w*|-?\d+(?:\.\d+)?|[{}()[\]:$!=]/y
const IGNORED = /(?:[\s,\uFEFF]|#[^\n]*)*/y

/**
 * Reads as much of GraphQL as clients of the vendor send: one operation without fragments and directives.
 * @throws CodedError GRAPHQL_PARSE_FAILED, and GRAPHQL_VALIDATION_FAILED for variables that are missing.
 */
export function parseDocument(document: string, variables: JsonObject): Operation {
  const tokens = tokensOf(document)
  let at = 0
  const declared = new Set<string>()

  const is = (token: string) => tokens[at] === token
  function next(): string {
    const token = tokens[at]
    if (token === undefined) throw syntaxError()
    at += 1
    return token
  }
  function expect(token: string): void {
    if (next() !== token) throw syntaxError()
  }
  function name(): string {
    const token = next()
    if (!/^\w/.test(token)) throw syntaxError()
    return token
  }

  function declarations(): void {
    while (!is(')')) {
      expect('$')
      const variable = name()
      declared.add(variable)
      expect(':')
      type()
      if (is('!') && next() && (variables[variable] ?? null) === null)
        throw invalid(`Variable "$${variable}" of a required type was not provided.`)
    }
  }
  function type(): void {
    if (!is('[')) return void name()
    next()
    type()
    if (is('!')) next()
    expect(']')
  }

  function selection(): Field[] {
    expect('{')
    const fields: Field[] = []
    while (!is('}')) fields.push(field())
    expect('}')
    if (fields.length === 0) throw syntaxError()
    return fields
  }
  function field(): Field {
    const alias = name()
    const called = is(':') && next() ? name() : alias
    return { alias, name: called, args: is('(') ? object('(', ')') : {}, fields: is('{') ? selection() : null }
  }
  function object(open: string, close: string): JsonObject {
    expect(open)
    const entries: [string, Json][] = []
    while (!is(close)) {
      const key = name()
      expect(':')
      entries.push([key, value()])
    }
    expect(close)
    return Object.fromEntries(entries)
  }
  function value(): Json {
    if (is('{')) return object('{', '}')
    const token = next()
    if (token === '$') return variableOf(name())
    if (token === '[') {
      const list: Json[] = []
      while (!is(']')) list.push(value())
      next()
      return list
    }
    if (/^[-\d"]/.test(token) || ['true', 'false', 'null'].includes(token)) return JSON.parse(token) as Json
    if (/^\w/.test(token)) return token
    throw syntaxError()
  }
  function variableOf(variable: string): Json {
    if (!declared.has(variable)) throw invalid(`Variable "$${variable}" is not defined.`)
    return variables[variable] ?? null
  }

  const kind = is('{') ? 'query' : next()
  if (kind !== 'query' && kind !== 'mutation') throw syntaxError()
  const called = is('{') || is('(') ? '' : name()
  if (is('(')) {
    next()
    declarations()
    expect(')')
  }
  const fields = selection()
  if (at < tokens.length) throw syntaxError()
  return { name: called, kind, fields }
}

export const invalid = (message: string) => new CodedError('GRAPHQL_VALIDATION_FAILED', message)

const syntaxError = () => new CodedError('GRAPHQL_PARSE_FAILED', 'Syntax Error.')

function tokensOf(document: string): string[] {
  const tokens: string[] = []
  for (let at = skip(document, 0); at < document.length; at = skip(document, TOKEN.lastIndex)) {
    TOKEN.lastIndex = at
    const match = TOKEN.exec(document)
    if (!match) throw syntaxError()
    tokens.push(match[0])
  }
  return tokens
}

function skip(document: string, from: number): number {
  IGNORED.lastIndex = from
  IGNORED.exec(document)
  return IGNORED.lastIndex
}
