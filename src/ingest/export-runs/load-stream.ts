import { setTimeout as pause } from 'node:timers/promises'
import { SlicegraphError } from '../../errors.ts'
import { RAW_CONTAINERS } from '../../labelbox/index.ts'
import type { Instant } from '../../model/index.ts'
import { Meter } from '../../source/index.ts'
import type { FinishedLoad, PublishedExport, Store, StoreWriter } from '../../store/index.ts'
import { abandonLoad } from '../abandon-load.ts'
import { batchesOf } from '../batches.ts'
import { createIdCounter } from '../id-counter.ts'

interface StreamLoad {
  readonly store: Store
  readonly bytes: AsyncIterable<Uint8Array>
  /** Total number of bytes; absent if unknown. */
  readonly size?: number
  readonly source: string
  /** Start of the task at Labelbox; absent without a task. */
  readonly startedAt?: Instant
  readonly signal: AbortSignal
  /** Called after each batch. */
  readonly note: (loaded: Loaded) => Promise<void>
  /** Adds to the published load once all of it has been read. */
  readonly finish?: (loaded: Loaded) => Pick<FinishedLoad, 'task' | 'wholeOf'>
}

interface Loaded {
  readonly byteCount: number
  readonly dataRowCount: number
  readonly rejectedCount: number
}

/** Loads an export as it arrives, as one Export, without a copy of the whole. */
export async function loadStream(load: StreamLoad): Promise<PublishedExport> {
  const { bytes, source, signal, note, finish } = load
  const rows = createIdCounter().beginFile()
  const meter = new Meter()
  const loaded = { byteCount: 0, dataRowCount: 0, rejectedCount: 0 }
  const writer = await openLoadInTurn(load)
  try {
    for await (const batch of batchesOf(meter.count(bytes), signal)) {
      await writer.put(batch)
      for (const { dataRow } of batch.records) loaded.dataRowCount += rows.add(dataRow.id)
      loaded.rejectedCount += batch.rejects.length
      loaded.byteCount = meter.byteCount
      await note(loaded)
    }
    signal.throwIfAborted()
    const { byteCount } = meter
    return await writer.publish({ source, digest: meter.digest(), byteCount, ...finish?.(loaded) })
  } catch (error) {
    return abandonLoad(writer, source, error, signal)
  }
}

const LOOK_EVERY_MS = 500

/** From here on a load runs on its own thread, so that queries are answered meanwhile. */
const LARGE_BYTES = 1024 * 1024

/** Waits until no other load runs. */
async function openLoadInTurn({
  store,
  source,
  size = Number.POSITIVE_INFINITY,
  startedAt,
  signal,
}: StreamLoad): Promise<StoreWriter> {
  const options = {
    holder: `loading ${source}`,
    large: size >= LARGE_BYTES,
    rawContainers: RAW_CONTAINERS,
    ...(startedAt !== undefined && { startedAt }),
  }
  for (;;) {
    signal.throwIfAborted()
    try {
      return await store.openLoad(options)
    } catch (error) {
      if (!(error instanceof SlicegraphError && error.traits.retry === 'later')) throw error
    }
    await pause(LOOK_EVERY_MS, undefined, { signal })
  }
}
