import { SlicegraphError } from '../errors.ts'

/** Writes the result of a command to stdout. */
export function answer(text: string): void {
  process.stdout.write(`${text}\n`)
}

/** Writes notes and errors to stderr. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`)
}

/** Keeps a reader that stops early (`| head`) from failing the command. */
export function ignoreBrokenPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') return
      const reason = error.code === 'ENOSPC' ? 'the disk is full' : `the system says ${error.code}`
      throw new SlicegraphError('OUTPUT_FAILED', `The output could not be written: ${reason}.`)
    })
  }
}

/** Resolves when all output has left the process. */
export async function flushOutput(): Promise<void> {
  const streams = [process.stdout, process.stderr].filter(stream => stream.writable)
  await Promise.all(streams.map(stream => new Promise<void>(resolve => stream.write('', () => resolve()))))
}
