/** To stdout: the answer of the command, for people and programs to read on. */
export function answer(text: string): void {
  process.stdout.write(`${text}\n`)
}

/** To stderr: what a person wants to know beside the answer. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`)
}

/** Whoever reads our output may stop reading (`| head`); that is no reason to fail. */
export function ignoreBrokenPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error
    })
  }
}

/** Resolves when everything written has left the process, so that it may end. */
export async function flushOutput(): Promise<void> {
  const streams = [process.stdout, process.stderr].filter(stream => stream.writable)
  await Promise.all(streams.map(stream => new Promise<void>(resolve => stream.write('', () => resolve()))))
}
