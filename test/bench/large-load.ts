import { spawn } from 'node:child_process'
import { statfs } from 'node:fs/promises'
import { measure, pathOf } from './child.ts'
import type { Figure } from './figure.ts'
import { PEAK_MEGABYTES_TARGET, storeBytes, storeSizeFigure } from './loading.ts'
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
  const generator = spawn(process.execPath, [pathOf('generate.ts'), String(bytes)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const args = ['ingest', '-', '--store', storeUrl(storePath), '--quiet']
  const cost = await measure('../../src/cli.ts', args, generator.stdout)
  return [
    {
      name: `load of ${size}, peak memory`,
      measured: cost.peakBytes / 1e6,
      unit: 'MB',
      target: PEAK_MEGABYTES_TARGET,
      better: 'less',
      note: `${(bytes / 1e6 / cost.seconds).toFixed(1)} MB/s beside its generator`,
    },
    storeSizeFigure(`store / export of ${size}`, await storeBytes(storePath), bytes),
  ]
}

const toGigabytes = (bytes: number) => Number((bytes / 1e9).toPrecision(2))
