import type { ExportRuns, LazyReads } from '../ingest/index.ts'

/** Everything that sends requests to Labelbox. */
export interface Services {
  readonly lazy: LazyReads
  readonly runs: ExportRuns
  close(): Promise<void>
}

/** Opens the services on first use: a gateway that does not load them at its start is ready a quarter sooner. */
export function deferred(open: () => Promise<Services>): Services {
  let opened: Promise<Services> | undefined
  const services = () => {
    opened ??= open()
    return opened
  }
  return {
    lazy: {
      ensureFrames: async (...asked) => (await services()).lazy.ensureFrames(...asked),
      masks: async (...asked) => (await services()).lazy.masks(...asked),
      maskBytes: async mask => (await services()).lazy.maskBytes(mask),
      draw: async mask => (await services()).lazy.draw(mask),
    },
    runs: {
      start: async input => (await services()).runs.start(input),
      async *follow(...asked) {
        yield* (await services()).runs.follow(...asked)
      },
      resume: async () => (await services()).runs.resume(),
      close: async () => (await opened)?.runs.close(),
    },
    close: async () => (await opened)?.close(),
  }
}
