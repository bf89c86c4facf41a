import { readSdl } from '../server/index.ts'
import { EXIT, type Invocation } from './invocation.ts'
import { answer } from './terminal.ts'

/** Prints the schema as it is written. */
export async function schema({ flags }: Invocation): Promise<number> {
  const sdl = readSdl()
  answer(flags.json ? JSON.stringify({ sdl }) : sdl.trimEnd())
  return EXIT.done
}
