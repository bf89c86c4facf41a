import { copyFile, open, readFile, stat } from 'node:fs/promises'
import { SlicegraphError } from '../../src/errors.ts'
import { openGraph } from '../support/graph.ts'

/* A store with one bit of its file changed answers as before, or with STORE_CORRUPT. */

const QUESTIONS = await Promise.all(
  ['../samples/everything.graphql', 'questions.graphql'].map(file => readFile(new URL(file, import.meta.url), 'utf8')),
)

interface Answer {
  readonly data: unknown
  readonly codes: readonly unknown[]
}

/** `same`: all answers are right. `errors`: all values are right, some are STORE_CORRUPT. `wrong`: anything else. */
export interface Outcome {
  readonly kind: 'same' | 'errors' | 'refused' | 'wrong'
  readonly text: string
}

/** The answers of a sound store. @throws Error when one of them has an error */
export async function answersOf(storePath: string): Promise<readonly Answer[]> {
  await using graph = await openGraph([], { storePath })
  const answers: Answer[] = []
  for (const question of QUESTIONS) {
    const { data, errors = [] } = await graph.execute(question, { first: 40 })
    const codes = errors.map(({ originalError, message }) =>
      originalError instanceof SlicegraphError ? originalError.code : message,
    )
    answers.push({ data: JSON.parse(JSON.stringify(data ?? null)), codes })
  }
  return answers
}

/** Copies the store with one bit changed. Resolves to the place of that bit. */
export async function copyWithFlip(source: string, target: string, random: () => number): Promise<string> {
  await copyFile(source, target)
  const position = Math.floor(random() * (await stat(source)).size)
  const bit = Math.floor(random() * 8)
  await using file = await open(target, 'r+')
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, position)
  await file.write(Buffer.of((buffer[0] ?? 0) ^ (1 << bit)), 0, 1, position)
  return `byte ${position}, bit ${bit}`
}

export async function outcomeOf(storePath: string, sound: readonly Answer[]): Promise<Outcome> {
  try {
    return judge(sound, await answersOf(storePath))
  } catch (error) {
    // The store was not opened.
    if (error instanceof SlicegraphError) return { kind: 'refused', text: error.code }
    return { kind: 'wrong', text: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}

function judge(sound: readonly Answer[], found: readonly Answer[]): Outcome {
  const odd = found.flatMap(({ codes }) => codes).find(code => code !== 'STORE_CORRUPT')
  if (odd !== undefined) return { kind: 'wrong', text: `an error ${odd}` }
  for (const [index, { data, codes }] of found.entries()) {
    const difference = differenceOf(sound[index]?.data, data, codes.length > 0, '')
    if (difference !== null) return { kind: 'wrong', text: difference }
  }
  return { kind: found.some(({ codes }) => codes.length > 0) ? 'errors' : 'same', text: '' }
}

/** The path of a value that is another one. With an error, null is none. */
function differenceOf(sound: unknown, found: unknown, hasErrors: boolean, path: string): string | null {
  if (found === null && sound !== null) return hasErrors ? null : `${path} is null without an error`
  if (typeof sound !== 'object' || sound === null || typeof found !== 'object' || found === null)
    return sound === found ? null : `${path} is another value`
  for (const key of new Set([...Object.keys(sound), ...Object.keys(found)])) {
    const [one, other] = [sound, found].map(each => (each as Readonly<Record<string, unknown>>)[key])
    const difference = differenceOf(one, other, hasErrors, `${path}.${key}`)
    if (difference !== null) return difference
  }
  return null
}
