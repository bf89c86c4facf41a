import { createHash, createHmac } from 'node:crypto'

type Random = () => number

/** Changes of a log by someone who has the file, and neither key nor store. Each gives another text. */
export const TAMPERINGS: Readonly<Record<string, (text: string, random: Random) => string>> = {
  'a bit': (text, random) => {
    const bytes = Buffer.from(text)
    const at = below(random, bytes.length)
    bytes[at] = (bytes[at] ?? 0) ^ (1 << below(random, 7))
    return bytes.toString('latin1')
  },
  'a value': (text, random) =>
    changeLine(text, random, line => line.replace(/"rows":\d+/, `"rows":${below(random, 9) + 10}`)),
  'a value, with the hash of everybody': (text, random) =>
    changeLine(text, random, line =>
      reseal(line.replace('"open"', '"other"'), part => createHash('sha256').update(part).digest('hex')),
    ),
  'a line taken out': (text, random) => splice(text, random, (lines, at) => void lines.splice(at, 1)),
  'a line twice': (text, random) => splice(text, random, (lines, at) => void lines.splice(at, 0, lines[at] ?? '')),
  'two lines exchanged': (text, random) =>
    splice(text, random, (lines, at) => void lines.splice(at - 1, 2, lines[at] ?? '', lines[at - 1] ?? '')),
  'a line put in': (text, random) =>
    splice(text, random, (lines, at) => void lines.splice(at, 0, '{"n":1,"hash":"00"}')),
  'an empty line': (text, random) => splice(text, random, (lines, at) => void lines.splice(at, 0, '')),
  'the tail cut at a line': (text, random) => splice(text, random, (lines, at) => void lines.splice(at)),
  'the tail cut anywhere': (text, random) => text.slice(0, below(random, text.length)),
  'the head cut': (text, random) => splice(text, random, (lines, at) => void lines.splice(0, at)),
  'all hashes computed again with another key': (text, random) =>
    splice(text, random, (lines, at) => {
      lines.splice(at, 1)
      let before = ''
      for (const [index, line] of lines.entries()) {
        lines[index] = reseal(line, part =>
          createHmac('sha256', 'guess'.repeat(10)).update(`${before}\n${part}`).digest('hex'),
        )
        before = /"hash":"(\w+)"/.exec(lines[index] ?? '')?.[1] ?? ''
      }
    }),
  'lines behind the end': text => `${text}{"n":9,"time":"now"}\n`,
}

const changeLine = (text: string, random: Random, change: (line: string) => string) =>
  splice(text, random, (lines, at) => {
    lines[at] = change(lines[at] ?? '')
  })

/** Changes the lines at one that is not the header. */
function splice(text: string, random: Random, change: (lines: string[], at: number) => void): string {
  const lines = text.trimEnd().split('\n')
  change(lines, 1 + below(random, lines.length - 1))
  return lines.map(line => `${line}\n`).join('')
}

function reseal(line: string, hash: (text: string) => string): string {
  const text = line.replace(/,"hash":"\w+"\}$/, '}')
  return `${text.slice(0, -1)},"hash":"${hash(text)}"}`
}

const below = (random: Random, most: number) => Math.floor(random() * most)
