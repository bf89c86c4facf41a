import cluster from 'node:cluster'
import { cacheParts } from '../../config/index.ts'
import { describeFault, EXIT, toSent } from '../../errors.ts'
import { createSharedLazyReads } from '../../ingest/index.ts'
import { type MediaCache, openMediaCache } from '../../media/index.ts'
import { createLogger, createServer } from '../../server/index.ts'
import { type Finding, mediaFolderOf, openStore, type Store } from '../../store/index.ts'
import { listenForStop } from '../stop.ts'
import { ignoreBrokenPipes } from '../terminal.ts'
import { createWriter, type Writer } from './call-writer.ts'
import type { FromReader, ReaderStart, ToReader } from './messages.ts'

/** Serves the store that the writer names, until the writer or a signal ends it. Resolves to the exit code. */
export async function answerRequests(): Promise<number> {
  ignoreBrokenPipes()
  const stop = listenForStop()
  const writer = createWriter(message => void send(message))
  const damage = createDamageInbox()
  const started = Promise.withResolvers<ReaderStart>()
  const stopped = Promise.withResolvers<number | null>()
  void stop.requested.then(() => stopped.resolve(stop.isGraceful ? null : 0))
  process.on('message', (message: ToReader) => {
    if (message.type === 'start') started.resolve(message)
    else if (message.type === 'damage') damage.take(message.findings)
    else if (message.type === 'stop') stopped.resolve(message.graceMs)
    else writer.settle(message.id, message)
  })
  const start = await started.promise
  const logger = createLogger(start.settings.logLevel).child({ pid: process.pid })
  // Node ends this process right after it.
  cluster.worker?.once('disconnect', () => logger.fatal('the writer process ended, so this process ends too'))
  process.once('uncaughtException', error => {
    logger.fatal({ fault: describeFault(error) }, 'this process ends after an unexpected error')
    process.exit(EXIT.failed)
  })
  try {
    damage.take(start.findings)
    await serve(start, writer, damage, logger, stopped.promise)
    return EXIT.done
  } catch (error) {
    await send({ type: 'failed', error: toSent(error) })
    return EXIT.failed
  }
}

/** Findings of the writer, which may come before the store is open. */
function createDamageInbox() {
  let newest: readonly Finding[] | null = null
  let store: Store | null = null
  return {
    take(findings: readonly Finding[] | null): void {
      newest = findings ?? newest
      if (newest) store?.opening.take(newest)
    },
    deliverTo(opened: Store): void {
      store = opened
      if (newest) store.opening.take(newest)
    },
  }
}

/** Resolves when the message has left this process. The writer may have ended: then this process ends at once. */
function send(message: FromReader): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  process.send?.(message, undefined, {}, () => resolve())
  return promise
}

async function serve(
  { settings, demo }: ReaderStart,
  writer: Writer,
  damage: ReturnType<typeof createDamageInbox>,
  logger: ReturnType<typeof createLogger>,
  /** With the time of the grace period. Null: that of the settings. */
  stopped: Promise<number | null>,
): Promise<void> {
  await using opened = new AsyncDisposableStack()
  const kept = cacheParts(settings.cache)
  const store = await openStore(settings.store, { keptBytes: kept.rows, isCheckedElsewhere: true })
  damage.deliverTo(store)
  opened.defer(() => store.close())
  const media = createMediaReads(settings.store)
  opened.defer(media.close)
  const lazy = createSharedLazyReads(writer.lazy, { media })
  opened.defer(lazy.close)
  const server = await createServer({
    store,
    lazy,
    runs: writer.runs,
    pulls: writer.pulls,
    config: settings,
    logger,
    demo,
    keptBytes: kept.answers,
  })
  opened.defer(() => server.close())
  await send({ type: 'ready', url: server.url })
  const graceMs = await stopped
  await server.close({ graceMs: graceMs ?? settings.drain })
}

/** The cache is opened for the first image, since that scans its folder. */
function createMediaReads(storeUrl: string) {
  let opened: Promise<MediaCache> | undefined
  return {
    async get(digest: string) {
      opened ??= openMediaCache(mediaFolderOf(storeUrl))
      return (await opened).get(digest)
    },
    close: async () => (await opened)?.close(),
  }
}
