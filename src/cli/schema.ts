import { EXIT } from '../errors.ts'
import { readSdl } from '../server/index.ts'
import type { Invocation } from './invocation.ts'
import { answer } from './terminal.ts'

/** Prints the text of schema.graphql. */
export async function schema({ flags }: Invocation): Promise<number> {
  const sdl = readSdl()
  answer(flags.json ? JSON.stringify({ sdl }) : sdl.trimEnd())
  return EXIT.done
}
