import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { type Figure, formatTable, isMet } from './figure.ts'
import { measureLargeLoad, reasonToSkip } from './large-load.ts'
import { measureLoading } from './loading.ts'
import { measureMasks } from './masks.ts'
import { measureOutages } from './outage.ts'
import { measureReady } from './ready.ts'
import { measureRequests } from './requests.ts'
import type { BenchSetting } from './setting.ts'

/*
 * npm run bench [-- --no-large] [--json] [--runs N] [--rounds N] [--seconds N] [--megabytes N] [--large-gigabytes N]
 * Every figure comes from this one run, each beside its anchor; the files for it go to the temporary folder.
 */

const { values } = parseArgs({
  allowNegative: true,
  options: {
    json: { type: 'boolean', default: false },
    large: { type: 'boolean', default: true },
    runs: { type: 'string', default: '3' },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '5' },
    megabytes: { type: 'string', default: '270' },
    'large-gigabytes': { type: 'string', default: '5' },
  },
})

await using folder = await temporaryFolder()
const setting: BenchSetting = {
  folder: folder.path,
  exportBytes: Number(values.megabytes) * 1e6,
  largeBytes: values.large ? Number(values['large-gigabytes']) * 1e9 : null,
  runs: Number(values.runs),
  rounds: Number(values.rounds),
  seconds: Number(values.seconds),
  progress: what => process.stderr.write(`${what}\n`),
}

const figures: Figure[] = []
const store = join(folder.path, 'bench.db')
figures.push(...(await measureLoading(setting, store)))
figures.push(await measureReady(setting, store, setting.exportBytes))
figures.push(...(await measureRequests(setting, store)))
for (const side of [512, 256]) figures.push(await measureMasks(setting, side))
figures.push(...(await measureOutages(setting)))
const skipped = await reasonToSkip(setting)
if (skipped === null && setting.largeBytes !== null) {
  const large = join(folder.path, 'large.db')
  figures.push(...(await measureLargeLoad(setting, setting.largeBytes, large)))
  figures.push(await measureReady(setting, large, setting.largeBytes))
}

if (values.json) {
  console.log(JSON.stringify({ figures: figures.map(figure => ({ ...figure, met: isMet(figure) })), skipped }, null, 2))
} else {
  console.log(formatTable(figures))
  if (skipped !== null) console.log(`The large export was ${skipped}.`)
}
