import { spawn } from 'node:child_process'
import { statfs } from 'node:fs/promises'
import { type Cost, measure, pathOf } from './child.ts'
import type { Figure } from './figure.ts'
import { peakFigure, removeStore, storeBytes, storeSizeFigure } from './loading.ts'
import { type BenchSetting, storeUrl } from './setting.ts'

/** Disk space for the store, as a multiple of the size of the export. */
const ROOM = 1.2

/** Whether the large load can be measured here; if not, why. */
export async function reasonToSkip({ folder, largeBytes }: BenchSetting): Promise<string | null> {
  if (largeBytes === null) return 'left out (--no-large)'
  const { bavail, bsize } = await statfs(folder)
  const free = bavail * bsize
  if (free >= largeBytes * ROOM) return null
  return `left out: it needs ${toGigabytes(largeBytes * ROOM)} GB in ${folder}, and ${toGigabytes(free)} GB are free`
}

/** An export that is generated while it is loaded. Its store is left at `storePath`. */
export async function measureLargeLoad(setting: BenchSetting, bytes: number, storePath: string): Promise<Figure[]> {
  const size = `${toGigabytes(bytes)} GB`
  setting.progress(`loading ${size} through stdin`)
  const cost = await loadGenerated([bytes], storePath)
  const rate = `${(bytes / 1e6 / cost.seconds).toFixed(1)} MB/s beside its generator`
  return [
    peakFigure(`load of ${size}, peak memory`, cost.peakBytes, rate),
    storeSizeFigure(`store / export of ${size}`, await storeBytes(storePath), bytes),
  ]
}

/** A record of 100 MB, and a line that is over the limit of a record, each in the middle of ordinary ones. */
export async function measureLargeRecords(setting: BenchSetting, storePath: string): Promise<Figure[]> {
  const ordinary = setting.quick ? 2e6 : 54e6
  const record = setting.quick ? 20e6 : 100e6
  const line = setting.quick ? 300e6 : 2 ** 30
  setting.progress('loading a large record')
  const loaded = await loadGenerated([ordinary, record], storePath)
  setting.progress('loading a line that is too long')
  const refused = await loadGenerated([ordinary, line], storePath, REJECTED)
  await removeStore(storePath)
  return [
    peakFigure(
      `load with a record of ${record / 1e6} MB, peak memory`,
      loaded.peakBytes,
      `${loaded.seconds.toFixed(1)} s`,
    ),
    peakFigure(
      `load with a line of ${toGigabytes(line)} GB, peak memory`,
      refused.peakBytes,
      `rejected, ${refused.seconds.toFixed(1)} s`,
    ),
  ]
}

/** The exit code of a load that rejected a record. */
const REJECTED = 3

/** @param sizes the arguments of `generate.ts` */
async function loadGenerated(sizes: readonly number[], storePath: string, exitCode = 0): Promise<Cost> {
  await removeStore(storePath)
  const generator = spawn(process.execPath, [pathOf('generate.ts'), ...sizes.map(String)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const args = ['ingest', '-', '--store', storeUrl(storePath), '--quiet']
  return measure('../../src/cli.js', args, generator.stdout, exitCode)
}

const toGigabytes = (bytes: number) => Number((bytes / 1e9).toPrecision(2))
