import { readFile } from 'node:fs/promises'
import type { Invocation } from './invocation.ts'
import { EXIT } from './invocation.ts'
import { answer } from './terminal.ts'

/** Prints the schema as it is written, so that nothing of the server has to be loaded for it. */
export async function schema({ flags }: Invocation): Promise<number> {
  const sdl = await readFile(new URL('../../schema.graphql', import.meta.url), 'utf8')
  answer(flags.json ? JSON.stringify({ sdl }) : sdl.trimEnd())
  return EXIT.done
}
