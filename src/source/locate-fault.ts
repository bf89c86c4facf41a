/**
 * Where and why a text is not JSON, without quoting it. Slow and only for texts that JSON.parse has refused:
 * its message has the place only sometimes, and never the path.
 */
export function locateFault(text: string): { readonly fault: string; readonly path: string } {
  const walk = new Walk(text)
  return { fault: walk.findFault(), path: walk.path() }
}

/** A level that is open: its key (null before the first), or the index of its element. */
type Level = { key: string | null } | { index: number }

type Expected = 'a value' | 'a value or ]' | 'a key' | 'a key or }' | ':' | ', or }' | ', or ]' | 'nothing more'

class Walk {
  readonly #text: string
  readonly #levels: Level[] = []
  #at = 0
  #expected: Expected = 'a value'

  constructor(text: string) {
    this.#text = text
  }

  findFault(): string {
    for (;;) {
      this.#at = endOf(SPACE, this.#text, this.#at)
      if (this.#at === this.#text.length) return `not JSON: it ends where ${this.#expected} should come`
      const from = this.#at
      const fault = this.#token(this.#text[from] ?? '')
      if (fault !== null) return `not JSON: ${fault} at character ${from + 1} of the record`
    }
  }

  path(): string {
    let path = '$'
    for (const level of this.#levels.slice(0, PATH_LEVELS)) {
      if ('index' in level) path += `[${level.index}]`
      else if (level.key !== null) path += `.${level.key.slice(0, KEY_LENGTH)}`
    }
    return this.#levels.length > PATH_LEVELS ? `${path}…` : path
  }

  /** Takes one token; answers what is wrong with it. */
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
    return `${this.#expected} should come`
  }

  #value(first: string): string | null {
    if (first === '{') return this.#open({ key: null }, 'a key or }')
    if (first === '[') return this.#open({ index: 0 }, 'a value or ]')
    if (first === '"') return this.#string() ?? this.#take(0, this.#afterValue())
    const end = endOf(SCALAR, this.#text, this.#at)
    return end === this.#at ? `${this.#expected} should come` : this.#take(end - this.#at, this.#afterValue())
  }

  #key(level: Level | undefined): string | null {
    const from = this.#at
    const fault = this.#string()
    if (fault !== null) return fault
    if (level !== undefined && 'key' in level) level.key = JSON.parse(this.#text.slice(from, this.#at))
    return this.#take(0, ':')
  }

  /** Passes over a string. */
  #string(): string | null {
    let at = this.#at + 1
    for (;;) {
      at = endOf(PLAIN, this.#text, at)
      if (at === this.#text.length) return 'a string has no end, which begins'
      if (this.#text[at] === '"') break
      const end = endOf(ESCAPE, this.#text, at)
      if (end === at) return this.#text[at] === '\\' ? BAD_ESCAPE : RAW_CONTROL
      at = end
    }
    this.#at = at + 1
    return null
  }

  #open(level: Level, expected: Expected): null {
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

const PATH_LEVELS = 32
const KEY_LENGTH = 64

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
