import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { countLines, type FileCase, soundRow } from './file-case.ts'

/* Exports of both formats, made of the fixtures, with mistakes at random places. */

const FIXTURES = fileURLToPath(new URL('../fixtures/', import.meta.url))
const MOST_RECORDS = 5
const MOST_MISTAKES = 4

interface AnyRecord {
  readonly data_row?: object
  readonly ID?: string
}

const RECORDS: readonly AnyRecord[] = globSync('{wire,negative}/*.json', { cwd: FIXTURES })
  .sort()
  .flatMap(file => {
    try {
      return JSON.parse(readFileSync(FIXTURES + file, 'utf8'))
    } catch {
      return []
    }
  })

/** @param n names its ids: no other has them */
export function malformedExport(n: number, random: () => number): FileCase {
  const pick = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)] as T
  const sound = `malformed-${n}-sound`
  const count = 1 + Math.floor(random() * MOST_RECORDS)
  const texts = Array.from({ length: count }, (_, i) => JSON.stringify(withId(pick(RECORDS), `malformed-${n}-${i}`)))
  const container = pick(CONTAINERS)
  const mistakes = Array.from({ length: 1 + Math.floor(random() * MOST_MISTAKES) }, () => pick(MISTAKES))
  const wrong = mistakes.reduce<Buffer>(
    (bytes, make) => make(bytes, random),
    Buffer.from(texts.join(container.between)),
  )
  const plain = Buffer.concat([Buffer.from(container.before(soundRow(sound))), wrong, Buffer.from(container.after)])
  const pack = pick(PACKINGS)
  return {
    name: `malformed export ${n}: ${container.name}, ${mistakes.map(({ name }) => name).join(', ')}`,
    bytes: pack(plain, random),
    sound: pack === damaged ? [] : [sound],
    ids: null,
    records: container.name === 'lines' && pack !== damaged ? countLines(plain) : null,
  }
}

/** A fixture that is no record is one that is rejected. */
function withId(record: AnyRecord | null, id: string): unknown {
  if (typeof record?.data_row === 'object') return { ...record, data_row: { ...record.data_row, id } }
  return record?.ID === undefined ? record : { ...record, ID: `${id}-label`, 'DataRow ID': id }
}

interface Container {
  readonly name: string
  /** @param sound the first record, which shows the container */
  before(sound: string): string
  readonly between: string
  readonly after: string
}

const CONTAINERS: readonly Container[] = [
  { name: 'lines', before: sound => `${sound}\n`, between: '\n', after: '\n' },
  { name: 'lines', before: sound => `\ufeff${sound}\r\n`, between: '\r\n', after: '' },
  { name: 'array', before: sound => `[${sound},`, between: ',', after: ']' },
  { name: 'array', before: sound => `\n[\n${sound}\n,\n`, between: '\n,\n', after: '\n]\n' },
  {
    name: 'objects over lines',
    before: sound => `${JSON.stringify(JSON.parse(sound), null, 1)}\n`,
    between: '\n',
    after: '\n',
  },
]

type Mistake = (bytes: Buffer, random: () => number) => Buffer

const at = ({ length }: Buffer, random: () => number) => Math.floor(random() * (length + 1))

/** Two places, in their order, at most 200 bytes apart. */
function stretch(bytes: Buffer, random: () => number): readonly [number, number] {
  const start = at(bytes, random)
  return [start, Math.min(bytes.length, start + Math.floor(random() * 200))]
}

const put = (bytes: Buffer, place: number, text: string | Uint8Array) =>
  Buffer.concat([bytes.subarray(0, place), Buffer.from(text), bytes.subarray(place)])

const INSERTED: readonly (string | Uint8Array)[] = [
  ...[
    '"',
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '\\',
    '\\u00',
    '\n',
    '\r',
    '\0',
    '\u2028',
    '\ufeff',
    '//',
    '1e999',
    '-',
    'null',
  ],
  ...['[{"a":'.repeat(2000), '['.repeat(100_000), '{"__proto__":{"x":1}}', '9'.repeat(400), ' '.repeat(10_000)],
  ...[Buffer.from([0xff]), Buffer.from([0xc3]), Buffer.from([0xed, 0xa0, 0x80]), Buffer.alloc(1000)],
]

const VALUES = ['-1', '1e308', 'true', 'null', '""', '[]', '{}', '[[[]]]', '{"":{}}', '"\\ud800"', '"\\u0000"', '1.5']

const MISTAKES: readonly Mistake[] = [
  function flip(bytes, random) {
    const changed = Buffer.from(bytes)
    const place = at(bytes, random)
    if (place < changed.length) changed[place] = (changed[place] as number) ^ (1 << Math.floor(random() * 8))
    return changed
  },
  function remove(bytes, random) {
    const [start, end] = stretch(bytes, random)
    return Buffer.concat([bytes.subarray(0, start), bytes.subarray(end)])
  },
  function repeat(bytes, random) {
    const [start, end] = stretch(bytes, random)
    return put(bytes, start, bytes.subarray(start, end))
  },
  function move(bytes, random) {
    const [start, end] = stretch(bytes, random)
    const rest = Buffer.concat([bytes.subarray(0, start), bytes.subarray(end)])
    return put(rest, at(rest, random), bytes.subarray(start, end))
  },
  function cut(bytes, random) {
    return bytes.subarray(0, at(bytes, random))
  },
  function insert(bytes, random) {
    return put(bytes, at(bytes, random), INSERTED[Math.floor(random() * INSERTED.length)] ?? '')
  },
  function otherValue(bytes, random) {
    const places = [...bytes.toString('latin1').matchAll(/:("[^"]*"|-?[\d.]+|true|false|null)/g)]
    const found = places[Math.floor(random() * places.length)]
    if (!found) return bytes
    const start = found.index + 1
    const value = VALUES[Math.floor(random() * VALUES.length)] ?? ''
    return put(Buffer.concat([bytes.subarray(0, start), bytes.subarray(start + found[0].length - 1)]), start, value)
  },
  function otherKey(bytes, random) {
    const places = [...bytes.toString('latin1').matchAll(/"(\w+)":/g)]
    const [from, to] = [0, 1].map(() => places[Math.floor(random() * places.length)])
    if (!from || !to) return bytes
    return put(
      Buffer.concat([bytes.subarray(0, from.index), bytes.subarray(from.index + from[0].length)]),
      from.index,
      to[0],
    )
  },
]

type Packing = (bytes: Buffer, random: () => number) => Buffer

const asItIs: Packing = bytes => bytes

/** A compressed file with a bit or its end wrong: it cannot be read, or its records are those of other bytes. */
const damaged: Packing = (bytes, random) => {
  const packed = random() < 0.5 ? gzipSync(bytes) : zstdCompressSync(bytes)
  return random() < 0.5 ? packed.subarray(0, at(packed, random)) : (MISTAKES[0] as Mistake)(packed, random)
}

const PACKINGS: readonly Packing[] = [
  asItIs,
  asItIs,
  asItIs,
  asItIs,
  bytes => gzipSync(bytes),
  bytes => zstdCompressSync(bytes),
  damaged,
]
