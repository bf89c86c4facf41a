import { MARKER, v1Record, v2Row } from './records.ts'

/** One record of an input: what it is and what has to become of it. */
export interface Fault {
  /** The fault or oddity of the input. */
  readonly name: string
  readonly bytes: Buffer
  /** The id of the data row that it becomes; or where its fault is found: a path that the reported one begins with. */
  readonly outcome: { readonly storedAs: string } | { readonly path: string }
}

/** A file that is not as it should be: records, and what stands between them. */
export interface MalformedInput {
  readonly name: string
  readonly pieces: readonly (Fault | string | Uint8Array)[]
}

let goodOnes = 0

/** A sound row, each time another. */
export function goodRow(): Fault {
  const id = `good-${goodOnes++}`
  return { name: 'a good row', bytes: Buffer.from(JSON.stringify(v2Row(id))), outcome: { storedAs: id } }
}

export function goodV1Record(): Fault {
  const id = `good-${goodOnes++}`
  return { name: 'a good v1 record', bytes: Buffer.from(JSON.stringify(v1Record(id))), outcome: { storedAs: id } }
}

/** A record that is rejected for what stands at `path`, or inside it. */
export function rejected(name: string, text: string | Uint8Array, path = '$'): Fault {
  return { name, bytes: Buffer.from(text), outcome: { path } }
}

/** A record that looks wrong and is not. */
export function stored(name: string, text: string | Uint8Array, storedAs: string): Fault {
  return { name, bytes: Buffer.from(text), outcome: { storedAs } }
}

/** The faults line by line, a good record before and after each. */
export function lines(name: string, faults: readonly Fault[]): MalformedInput {
  return { name, pieces: [goodRow(), '\n', ...faults.flatMap(fault => [fault, '\n', goodV1Record(), '\n'])] }
}

/** The faults as elements of an array, a good record before and after each. */
export function array(name: string, faults: readonly Fault[]): MalformedInput {
  return { name, pieces: ['[', goodRow(), ...faults.flatMap(fault => [',\n', fault, ',', goodV1Record()]), ']\n'] }
}

export const isFault = (piece: MalformedInput['pieces'][number]): piece is Fault =>
  typeof piece === 'object' && 'outcome' in piece

let edited = 0

/** A sound v2 row, made wrong at `path` by raw JSON text in place of the value there; without text the key goes. */
export function v2With(path: string, text?: string, at = path): Fault {
  return rejected(describe(path, text), edit(v2Row(`v2-${edited++}`), path, text), at)
}

export function v1With(path: string, text?: string, at = path): Fault {
  return rejected(describe(path, text), edit(v1Record(`v1-${edited++}`), path, text), at)
}

/** The same for what is odd and yet has to be stored. */
export function v2Keeps(name: string, path: string, text?: string): Fault {
  const id = `v2-${edited++}`
  return stored(name, edit(v2Row(id), path, text), id)
}

export function v1Keeps(name: string, path: string, text?: string): Fault {
  const id = `v1-${edited++}`
  return stored(name, edit(v1Record(id), path, text), id)
}

/** The same fault under another name. */
export const named = (name: string, fault: Fault): Fault => ({ ...fault, name })

const describe = (path: string, text: string | undefined) =>
  text === undefined ? `${path} is missing` : `${path} is ${text.length > 40 ? `${text.slice(0, 40)}…` : text}`

const HERE = '@HERE@'

type Node = Record<string, unknown>

function edit(record: object, path: string, text: string | undefined): string {
  const keys = [...path.matchAll(/\.([^.[\]]+)|\[(\d+)\]|\["([^"]+)"\]/g)].map(([, a, b, c]) => a ?? b ?? c ?? '')
  const last = keys.pop()
  if (last === undefined) return text ?? ''
  let node = record as Node
  for (const key of keys) {
    if (typeof node[key] !== 'object') throw new Error(`${path} is not in the record`)
    node = node[key] as Node
  }
  if (text === undefined) delete node[last]
  else node[last] = HERE
  const json = JSON.stringify(record)
  if (!json.includes(MARKER) && !text?.includes(MARKER)) throw new Error(`${path} leaves no marker in the record`)
  return text === undefined ? json : json.replace(`"${HERE}"`, () => text)
}
