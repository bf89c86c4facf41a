import { createWriteStream } from 'node:fs'
import { rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { benchExport } from './bench-export.ts'
import { type Cost, measure } from './child.ts'
import { type Figure, median } from './figure.ts'
import { measureReload } from './reload.ts'
import { type BenchSetting, storeUrl } from './setting.ts'

const LOAD_RATIO = { target: 0.5, floor: 0.45 }
const PROCESSOR_RATIO_TARGET = 3.2
const PEAK_MEGABYTES_TARGET = 300
const STORE_RATIO_TARGET = 0.6

/** One run of each program, without its start. */
interface Run {
  readonly loop: Cost
  readonly split: Cost
  readonly ingest: Cost
}

/** The export of the run, loaded without measuring. */
export async function loadExport(
  { folder, exportBytes, progress }: Pick<BenchSetting, 'folder' | 'exportBytes' | 'progress'>,
  storePath: string,
): Promise<void> {
  progress('loading the export')
  const path = join(folder, 'bench.ndjson')
  await pipeline(Readable.from(benchExport(exportBytes)), createWriteStream(path))
  await measureIngest(path, storePath)
  await rm(path)
}

/** The load against its anchors, all of one export. Leaves the last store at `storePath`. */
export async function measureLoading(setting: BenchSetting, storePath: string): Promise<Figure[]> {
  const whole = join(setting.folder, 'bench.ndjson')
  const one = join(setting.folder, 'one.ndjson')
  setting.progress('writing the export')
  await pipeline(Readable.from(benchExport(setting.exportBytes)), createWriteStream(whole))
  await pipeline(Readable.from(benchExport(1)), createWriteStream(one))

  // Once before counting: compiled code is kept from run to run, and the file is in memory then.
  await measureRun(one, one, storePath)
  const runs: Run[] = []
  for (let i = 1; i <= setting.runs; i++) {
    setting.progress(`loading, run ${i} of ${setting.runs}`)
    runs.push(await measureRun(whole, one, storePath))
  }
  const { size } = await stat(whole)
  const stored = await storeBytes(storePath)
  const reload = await measureReload(whole, storePath)
  await rm(whole)
  return [...figuresOf(runs, size, stored), reload]
}

async function measureRun(whole: string, one: string, storePath: string): Promise<Run> {
  const loop = await beyondStart(path => measure('parse-loop.ts', [path]), whole, one)
  const split = await beyondStart(path => measure('split-and-parse.ts', [path]), whole, one)
  const ingest = await beyondStart(path => measureIngest(path, storePath), whole, one)
  return { loop, split, ingest }
}

/** Less the cost of starting, which is that of an export of one row. */
async function beyondStart(run: (path: string) => Promise<Cost>, whole: string, one: string): Promise<Cost> {
  const start = await run(one)
  const all = await run(whole)
  return {
    seconds: all.seconds - start.seconds,
    processorSeconds: all.processorSeconds - start.processorSeconds,
    peakBytes: all.peakBytes,
  }
}

async function measureIngest(exportPath: string, storePath: string): Promise<Cost> {
  await removeStore(storePath)
  return measure('../../src/cli.js', ['ingest', exportPath, '--store', storeUrl(storePath), '--quiet'])
}

export async function removeStore(path: string): Promise<void> {
  for (const file of storeFiles(path)) await rm(file, { force: true })
}

/** The database and its log. */
export async function storeBytes(path: string): Promise<number> {
  const sizes = storeFiles(path).map(file =>
    stat(file).then(
      ({ size }) => size,
      () => 0,
    ),
  )
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
}

const storeFiles = (path: string) => [path, `${path}-wal`, `${path}-shm`]

function figuresOf(runs: readonly Run[], exportBytes: number, stored: number): Figure[] {
  const middle = (pick: (run: Run) => number) => median(runs.map(pick))
  const rate = (pick: (run: Run) => Cost) => `${(exportBytes / 1e6 / middle(run => pick(run).seconds)).toFixed(1)} MB/s`
  const processor = (pick: (run: Run) => Cost) => `${middle(run => pick(run).processorSeconds).toFixed(1)} s`
  return [
    {
      name: 'load / bare parse loop',
      measured: middle(run => run.loop.seconds / run.ingest.seconds),
      unit: '',
      ...LOAD_RATIO,
      better: 'more',
      anchor: rate(run => run.loop),
      note: `${rate(run => run.ingest)}, ${(exportBytes / 1e6).toFixed(0)} MB`,
    },
    {
      name: 'load / bare parse loop, by processor time',
      measured: middle(run => run.ingest.processorSeconds / run.loop.processorSeconds),
      unit: '',
      target: PROCESSOR_RATIO_TARGET,
      better: 'less',
      anchor: processor(run => run.loop),
      note: processor(run => run.ingest),
    },
    {
      name: 'load / own split and parse',
      measured: middle(run => run.split.seconds / run.ingest.seconds),
      unit: '',
      target: null,
      better: 'more',
      anchor: rate(run => run.split),
      note: '',
    },
    peakFigure('load, peak memory', Math.max(...runs.map(run => run.ingest.peakBytes)), 'the most of all runs'),
    storeSizeFigure('store / export', stored, exportBytes),
  ]
}

export function peakFigure(name: string, peakBytes: number, note: string): Figure {
  return { name, measured: peakBytes / 1e6, unit: 'MB', target: PEAK_MEGABYTES_TARGET, better: 'less', note }
}

export function storeSizeFigure(name: string, stored: number, exportBytes: number): Figure {
  return {
    name,
    measured: stored / exportBytes,
    unit: '',
    target: STORE_RATIO_TARGET,
    better: 'less',
    note: `${(stored / 1e6).toFixed(0)} MB, the write-ahead log among it`,
  }
}
