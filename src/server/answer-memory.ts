import type { OutgoingHttpHeaders } from 'node:http'
import { KeptMemory } from '../store/index.ts'
import type { Audited } from './audit.ts'
import { type Coding, compress } from './content-coding.ts'

/** A whole answer as it is sent. */
export interface KeptAnswer {
  readonly headers: OutgoingHttpHeaders
  /** A short one is text: it is sent with the headers in one write, and needs no memory of its own. */
  readonly plain: string | Buffer
  /** A promise while it is being compressed. */
  readonly compressed: Map<Coding, Buffer | Promise<Buffer>>
  readonly etag: string | null
  /** Estimated cost of its operation, which each who asks is charged. */
  readonly cost: number
  /** For the audit log. */
  readonly audited: Audited | undefined
  /** Milliseconds since 1970, from which on the answer is another one. Null: it stays. */
  readonly until: number | null
}

export interface AnswerKey {
  readonly version: string
  /** Everything else that the answer depends on. */
  readonly name: string
}

/** Measured: what an answer takes beside its body and key, and a compressed form beside its bytes. */
const BYTES_OF_ANSWER = 1500
const BYTES_OF_BUFFER = 200

/** Answers by version and name, each with its compressed forms. */
export function createAnswerMemory(bytes: number) {
  const kept = new KeptMemory(bytes)
  const tableOf = (version: string) => kept.ofVersion(version).table<string, KeptAnswer>('answer')

  function keep(key: AnswerKey, answer: KeptAnswer): void {
    tableOf(key.version).set(key.name, answer, memoryOf(key, answer))
  }

  return {
    get({ version, name }: AnswerKey): KeptAnswer | undefined {
      const found = tableOf(version).get(name)
      return found && (found.until ?? Number.POSITIVE_INFINITY) > Date.now() ? found : undefined
    },
    keep,

    /** Keeps an answer that is asked for a second time. One that is asked for only once displaces no other. */
    keepSecond(key: AnswerKey, answer: KeptAnswer): void {
      tableOf(key.version).setSecond(key.name, answer, () => memoryOf(key, answer))
    },

    /** The body in a coding. It is compressed once, however many ask for it. */
    bodyIn(coding: Coding, answer: KeptAnswer, key: AnswerKey | null): Buffer | Promise<Buffer> {
      const { plain, compressed } = answer
      const known = compressed.get(coding)
      if (known) return known
      const made = compress(plain, coding).then(
        coded => {
          compressed.set(coding, coded)
          if (key && tableOf(key.version).get(key.name) === answer) keep(key, answer)
          return coded
        },
        error => {
          compressed.delete(coding)
          throw error
        },
      )
      compressed.set(coding, made)
      return made
    },
  }
}

/** The memory of an answer with its compressed forms. */
function memoryOf({ name }: AnswerKey, { plain, compressed }: KeptAnswer): number {
  let size = name.length + Buffer.byteLength(plain) + BYTES_OF_ANSWER
  for (const coded of compressed.values()) size += 'length' in coded ? coded.length + BYTES_OF_BUFFER : 0
  return size
}
