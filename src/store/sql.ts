/** A value that goes to the database beside the statement's text. */
type Parameter = string | number | Uint8Array | null

/** A piece of SQL with its parameters; pieces hold others. */
export class Sql {
  readonly texts: readonly string[]
  readonly values: readonly (Sql | Parameter)[]

  constructor(texts: readonly string[], values: readonly (Sql | Parameter)[]) {
    this.texts = texts
    this.values = values
  }
}

/** Template tag: a value is a parameter, or a piece of SQL that is put in its place. */
export function sql(texts: TemplateStringsArray, ...values: readonly (Sql | Parameter)[]): Sql {
  return new Sql(texts, values)
}

/** SQL text as it is, never of a client or an export. */
export const raw = (text: string): Sql => new Sql([text], [])

/** A number written into the text, where a statement is the same each time or the database takes no parameter. */
export const literal = (value: number): Sql => raw(String(value))

/** A name that keeps its capitals. */
export const quoted = (name: string): Sql => raw(`"${name}"`)

const COMMA = raw(', ')

export function join(pieces: readonly (Sql | Parameter)[], separator: Sql = COMMA): Sql {
  const values = pieces.flatMap((piece, index) => (index === 0 ? [piece] : [separator, piece]))
  return new Sql(Array(values.length + 1).fill(''), values)
}

/** @param placeholder writes the nth parameter, counted from 1. */
export function compile(piece: Sql, placeholder: (n: number) => string) {
  const parameters: Parameter[] = []
  let text = ''
  function add({ texts, values }: Sql): void {
    text += texts[0]
    for (let i = 0; i < values.length; i++) {
      const value = values[i] as Sql | Parameter
      if (value instanceof Sql) add(value)
      else text += placeholder(parameters.push(value))
      text += texts[i + 1]
    }
  }
  add(piece)
  return { text, parameters }
}
