import { type Fault, goodRow, goodV1Record, lines, type MalformedInput, rejected, stored } from './input.ts'
import { MARKER } from './records.ts'

/** Records and files that end too early: after every token, and in the middle of one. */
export function truncated(): MalformedInput[] {
  return [
    lines('a v2 row cut short, on a line of its own', cutsOf('v2 row', ROW)),
    lines('a v1 record cut short, on a line of its own', cutsOf('v1 record', RECORD)),
    lines('a row cut inside a token', insideTokens()),
    ...cutsOf('v2 row', ROW).map(fault => ({
      name: `NDJSON that ends early: ${fault.name}`,
      pieces: [goodRow(), '\n', fault],
    })),
    ...cutsOf('v1 record', RECORD).map(({ name, bytes }) => ({
      name: `an array that ends early: ${name}`,
      pieces: ['[', goodV1Record(), ',\n', rejected(name, bytes)],
    })),
    ...cutsOf('v2 row', ROW).map(({ name, bytes }) => ({
      name: `a single object that ends early: ${name}`,
      pieces: [rejected(name, bytes)],
    })),
    ...pretty(),
    ...arrays(),
  ]
}

const ROW = `{"data_row":{"id":"r","external_id":"${MARKER}"},"projects":{"P":{"labels":[{"id":"l","annotations":{}}]}}}`
const RECORD = `{"ID":"l","Labeled Data":"${MARKER}","Label":{"objects":[{"featureId":"f","point":{"x":1,"y":-2.5}}]}}`

/** The text cut after each of its tokens but the last; the fault is in the innermost thing that is still open. */
function cutsOf(form: string, text: string): Fault[] {
  const open: { path: string; key: string; isList: boolean }[] = []
  const cuts: Fault[] = []
  for (const { 0: token, index } of text.matchAll(/"[^"]*"|[{}[\],:]|[^{}[\],:"]+/g)) {
    const level = open.at(-1)
    if (token === '{' || token === '[') {
      const path = level ? `${level.path}${level.isList ? '[0]' : level.key}` : '$'
      open.push({ path, key: '', isList: token === '[' })
    } else if (token === '}' || token === ']') open.pop()
    else if (level && /^"\w+"$/.test(token) && text[index + token.length] === ':') level.key = `.${token.slice(1, -1)}`
    const end = index + token.length
    if (end < text.length)
      cuts.push(rejected(`${form} cut at ${end}, after ${token}`, text.slice(0, end), open.at(-1)?.path))
  }
  return cuts
}

function insideTokens(): Fault[] {
  const start = `{"data_row":{"id":"r","external_id":"${MARKER}`
  const cuts = {
    'in a string': start,
    'in an escape': `${start}\\`,
    'in a Unicode escape': `${start}\\u00`,
    'in a key': '{"data_ro',
    'in a literal': `${start}","x":tru`,
    'in a number, after its point': `${start}","x":1.`,
    'in a number, after its exponent': `${start}","x":1e`,
    'after a minus': `${start}","x":-`,
  }
  return [
    ...Object.entries(cuts).map(([name, text]) => rejected(name, text, name === 'in a key' ? '$' : '$.data_row')),
    rejected('in a character of three bytes', Buffer.from(`${start}€`).subarray(0, -1)),
  ]
}

/** One row written over several lines, cut at the end of each. */
function pretty(): MalformedInput[] {
  const rows = JSON.stringify(JSON.parse(ROW), null, 2).split('\n')
  return rows.slice(1, -1).map((_, index) => {
    const text = rows.slice(0, index + 2).join('\n')
    return {
      name: `an object over many lines that ends after line ${index + 2}`,
      pieces: [rejected('its beginning', text)],
    }
  })
}

function arrays(): MalformedInput[] {
  const missing = rejected('the end of the array is missing', '')
  return [
    { name: 'an array that is only opened', pieces: ['[', missing] },
    { name: 'an array that ends after an element', pieces: ['[', goodRow(), missing] },
    { name: 'an array that ends after an element and a line feed', pieces: ['[', goodRow(), '\n', missing] },
    { name: 'an array that ends after a comma', pieces: ['[', goodRow(), ',', missing] },
    { name: 'an array that ends in a number', pieces: ['[', goodRow(), ',', rejected('a number', '17')] },
    {
      name: 'an array that ends after two elements',
      pieces: ['[', goodRow(), ',', stored('a small row', ROW, 'r'), missing],
    },
    { name: 'NDJSON whose last line has no end', pieces: [goodRow(), '\n', goodV1Record()] },
  ]
}
