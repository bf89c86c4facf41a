import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { measure, pathOf } from './child.ts'
import { type BenchSetting, storeUrl } from './setting.ts'

/** A store of so many data rows, each with a label of ten annotations. The export is never a file. */
export async function loadManyRows({ folder, progress }: BenchSetting, rows: number): Promise<string> {
  progress(`loading ${rows.toLocaleString('en-US')} data rows`)
  const path = join(folder, `rows-${rows}.db`)
  const generator = spawn(process.execPath, [pathOf('many-rows.ts'), String(rows)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await measure('../../src/cli.js', ['ingest', '-', '--store', storeUrl(path), '--quiet'], generator.stdout)
  return path
}
