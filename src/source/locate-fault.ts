import { formatJsonPath } from './json-path.ts'
import { MAX_DEPTH } from './raw-record.ts'

/**
 * Finds where and why a text is not JSON that can be kept; null if it can. Never quotes the content. Slow, and only for
 * texts that JSON.parse rejected or may have changed: its message has the place only sometimes, and never the path.
 * @param depth Number of levels around the text.
 */
export function locateFault(text: string, depth: number): { readonly fault: string; readonly path: string } | null {
  const path: (string | number)[] = []
  try {
    walk(text, depth, path)
    return null
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    return { fault: error.message, path: formatJsonPath(path) }
  }
}

class Fault extends Error {}

const misplaced = (expected: string) => new Fault(`not JSON: ${expected} should come here`)

/**
 * Reads a text up to its first fault, which is thrown. Recursive, since the depth is limited.
 * @param path Gets the keys and indexes that lead to the value begun last.
 */
function walk(text: string, depth: number, path: (string | number)[]): void {
  let at = 0
  value(next('a value'), 'a value', depth)
  match(SPACE)
  if (at < text.length) throw misplaced('nothing more')

  function value(first: string, expected: string, level: number): void {
    if (first === '"') string()
    else if (first === '{') object(level)
    else if (first === '[') list(level)
    else scalar(expected)
  }

  function scalar(expected: string): void {
    at--
    const written = match(SCALAR)
    if (written === '') throw misplaced(expected)
    const loss = lossOf(written)
    if (loss !== null) throw new Fault(loss)
  }

  function object(level: number): void {
    const place = path.length
    const seen = new Set<string>()
    checkDepth(level)
    for (let expected = 'a key or }', first = '"}'; next(expected, first) === '"'; expected = 'a key', first = '"') {
      const from = at - 1
      string()
      const key: string = JSON.parse(text.slice(from, at))
      path[place] = key
      if (seen.has(key)) throw new Fault('the key stands twice in its object')
      seen.add(key)
      next(':', ':')
      value(next('a value'), 'a value', level + 1)
      if (next(', or }', ',}') === '}') break
    }
    path.length = place
  }

  function list(level: number): void {
    const place = path.length
    checkDepth(level)
    for (let expected = 'a value or ]', index = 0; ; expected = 'a value', index++) {
      path[place] = index
      const first = next(expected)
      if (first === ']' && index === 0) break
      value(first, expected, level + 1)
      if (next(', or ]', ',]') === ']') break
    }
    path.length = place
  }

  /** Passes over a string whose opening quote was taken. */
  function string(): void {
    do match(PLAIN)
    while (match(ESCAPE) !== '')
    if (at === text.length) throw new Fault('not JSON: a string has no end')
    if (text[at] === '\\') throw new Fault('not JSON: an escape that JSON does not know is in the string')
    if (text[at] !== '"') throw new Fault('not JSON: a control character that is not escaped is in the string')
    at++
  }

  /** Passes over the next character that is not whitespace: one of `allowed`, or any if that is absent. */
  function next(expected: string, allowed?: string): string {
    match(SPACE)
    const first = text[at]
    if (first === undefined) throw new Fault(`not JSON: it ends where ${expected} should come`)
    if (allowed?.includes(first) === false) throw misplaced(expected)
    at++
    return first
  }

  /** Passes over what the pattern matches here, and returns it; it may be nothing. */
  function match(pattern: RegExp): string {
    const from = at
    pattern.lastIndex = at
    if (pattern.test(text)) at = pattern.lastIndex
    return text.slice(from, at)
  }
}

function checkDepth(level: number): void {
  if (level === MAX_DEPTH) throw new Fault(`nested deeper than ${MAX_DEPTH} levels`)
}

/** A number with a fraction or an exponent is the nearest double; one in digits alone has to come out as it was written. */
function lossOf(scalar: string): string | null {
  const value = Number(scalar)
  if (Math.abs(value) === Number.POSITIVE_INFINITY) return 'a number too large to be held'
  if (!/^-?\d+$/.test(scalar) || Number.isSafeInteger(value)) return null
  const digits = value.toExponential().replace(/^-|\.|e.*$/g, '')
  return scalar.replace(/^-|0+$/g, '') === digits ? null : 'a whole number that cannot be held exactly'
}

const SPACE = /[ \t\r\n]*/y
/** From the space on, the quote and the backslash left out. */
const PLAIN = /[ !#-[\]-\uffff]*/y
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y
const SCALAR = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-])/y
