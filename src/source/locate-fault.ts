import { formatJsonPath } from './json-path.ts'
import { MAX_SPLIT_DEPTH } from './raw-record.ts'

/**
 * Finds where and why a text is not JSON that can be kept; null if it can. Never quotes the content. Slow, and only for
 * texts that JSON.parse rejected or may have changed: its message has the place only sometimes, and never the path.
 * @param depth Number of levels around the text.
 */
export function locateFault(text: string, depth: number): { readonly fault: string; readonly path: string } | null {
  const walk = new Walk(text, MAX_SPLIT_DEPTH - depth)
  const fault = walk.findFault()
  return fault === null ? null : { fault, path: walk.path() }
}

/** A level that is open: its keys and the last of them (null before the first), or the index of its element. */
type Level = { key: string | null; readonly seen: Set<string> } | { index: number }

type Expected = 'a value' | 'a value or ]' | 'a key' | 'a key or }' | ':' | ', or }' | ', or ]' | 'nothing more'

class Walk {
  readonly #text: string
  readonly #deepest: number
  readonly #levels: Level[] = []
  #at = 0
  #expected: Expected = 'a value'
  /** Reason why the last token cannot be kept, although it is JSON. */
  #loss: string | null = null

  constructor(text: string, deepest: number) {
    this.#text = text
    this.#deepest = deepest
  }

  findFault(): string | null {
    for (;;) {
      this.#at = endOf(SPACE, this.#text, this.#at)
      const from = this.#at
      if (from === this.#text.length) {
        if (this.#expected === 'nothing more') return null
        return `not JSON: it ends where ${this.#expected} should come`
      }
      const fault = this.#token(this.#text[from] ?? '')
      if (fault !== null) return `not JSON: ${fault}`
      if (this.#loss !== null) return this.#loss
    }
  }

  path(): string {
    return formatJsonPath(this.#levels.flatMap(level => ('index' in level ? level.index : (level.key ?? []))))
  }

  /** Takes one token; returns its fault, or null. */
  #token(first: string): string | null {
    const level = this.#levels.at(-1)
    if (this.#expected === ':' && first === ':') return this.#take(1, 'a value')
    if (this.#expected === 'a key or }' && first === '}') return this.#close()
    if (this.#expected === ', or }' && first === '}') return this.#close()
    if ((this.#expected === 'a value or ]' || this.#expected === ', or ]') && first === ']') return this.#close()
    if (first === ',' && level !== undefined && this.#expected.startsWith(',')) {
      if ('index' in level) level.index++
      return this.#take(1, 'index' in level ? 'a value' : 'a key')
    }
    if (this.#expected.startsWith('a key') && first === '"') return this.#key(level)
    if (this.#expected.startsWith('a value')) return this.#value(first)
    return `${this.#expected} should come here`
  }

  #value(first: string): string | null {
    if (first === '{') return this.#open({ key: null, seen: new Set() }, 'a key or }')
    if (first === '[') return this.#open({ index: 0 }, 'a value or ]')
    if (first === '"') return this.#string() ?? this.#take(0, this.#afterValue())
    const end = endOf(SCALAR, this.#text, this.#at)
    if (end === this.#at) return `${this.#expected} should come here`
    this.#loss = lossOf(this.#text.slice(this.#at, end))
    return this.#take(end - this.#at, this.#afterValue())
  }

  #key(level: Level | undefined): string | null {
    const from = this.#at
    const fault = this.#string()
    if (fault !== null) return fault
    if (level !== undefined && 'key' in level) {
      const key: string = JSON.parse(this.#text.slice(from, this.#at))
      if (level.seen.has(key)) this.#loss = 'the key stands twice in its object'
      level.seen.add(key)
      level.key = key
    }
    return this.#take(0, ':')
  }

  /** Passes over a string. */
  #string(): string | null {
    let at = this.#at + 1
    for (;;) {
      at = endOf(PLAIN, this.#text, at)
      if (at === this.#text.length) return 'a string has no end'
      if (this.#text[at] === '"') break
      const end = endOf(ESCAPE, this.#text, at)
      if (end === at) return this.#text[at] === '\\' ? BAD_ESCAPE : RAW_CONTROL
      at = end
    }
    this.#at = at + 1
    return null
  }

  #open(level: Level, expected: Expected): null {
    if (this.#levels.length >= this.#deepest) this.#loss = `nested deeper than ${MAX_SPLIT_DEPTH} levels`
    this.#levels.push(level)
    return this.#take(1, expected)
  }

  #close(): null {
    this.#levels.pop()
    return this.#take(1, this.#afterValue())
  }

  #afterValue(): Expected {
    const level = this.#levels.at(-1)
    if (level === undefined) return 'nothing more'
    return 'index' in level ? ', or ]' : ', or }'
  }

  #take(length: number, expected: Expected): null {
    this.#at += length
    this.#expected = expected
    return null
  }
}

/** A number with a fraction or an exponent is the nearest double; one in digits alone has to come out as it was written. */
function lossOf(scalar: string): string | null {
  const value = Number(scalar)
  if (Math.abs(value) === Number.POSITIVE_INFINITY) return 'a number too large to be held'
  if (!/^-?\d+$/.test(scalar) || Number.isSafeInteger(value)) return null
  const digits = value.toExponential().replace(/^-|\.|e.*$/g, '')
  return scalar.replace(/^-|0+$/g, '') === digits ? null : 'a whole number that cannot be held exactly'
}

const BAD_ESCAPE = 'an escape that JSON does not know is in the string'
const RAW_CONTROL = 'a control character that is not escaped is in the string'

const SPACE = /[ \t\r\n]*/y
/** From the space on, the quote and the backslash left out. */
const PLAIN = /[ !#-[\]-\uffff]*/y
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y
const SCALAR = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-])/y

function endOf(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from
  return pattern.test(text) ? pattern.lastIndex : from
}
