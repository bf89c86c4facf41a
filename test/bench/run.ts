import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { measureAgreement } from './agreement.ts'
import { measureCoco } from './coco.ts'
import { measureCost } from './cost.ts'
import { measureFeatures } from './features.ts'
import { type Figure, formatTable, resultOf } from './figure.ts'
import { measureGrowth } from './growth.ts'
import { measureLargeLoad, measureLargeRecords, reasonToSkip } from './large-load.ts'
import { loadExport, measureLoading } from './loading.ts'
import { loadManyRows } from './many-rows-store.ts'
import { measureMasks } from './masks.ts'
import { OPERATIONS } from './operations.ts'
import { measureOutages } from './outage.ts'
import { measureProcesses } from './processes.ts'
import { measureReadPath } from './read-path.ts'
import { measureReady } from './ready.ts'
import { measureRows } from './rows.ts'
import type { BenchSetting } from './setting.ts'
import { measureStats } from './stats.ts'
import { measureStopping } from './stopping.ts'
import { measureUnderAttack } from './under-attack.ts'

/*
 * npm run bench [-- SECTION…] [--quick] [--json] [--operations list,deep] [--no-large] [--no-apollo] [--runs N]
 *   [--rounds N] [--seconds N] [--megabytes N] [--rows N] [--large-gigabytes N] [--verbose]
 * Every figure comes from this one run, each beside its anchor; the files for it go to the temporary folder. Without a
 * section, all are measured. --quick is for comparing one's own changes: a small export, short rounds, no Apollo.
 */

const { values, positionals } = parseArgs({
  allowNegative: true,
  allowPositionals: true,
  options: {
    verbose: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    large: { type: 'boolean' },
    apollo: { type: 'boolean' },
    operations: { type: 'string', default: OPERATIONS.join() },
    runs: { type: 'string' },
    rounds: { type: 'string' },
    seconds: { type: 'string' },
    rows: { type: 'string' },
    megabytes: { type: 'string' },
    'large-gigabytes': { type: 'string', default: '5' },
  },
})
const { quick, verbose } = values

await using folder = await temporaryFolder()
const setting: BenchSetting = {
  folder: folder.path,
  exportBytes: Number(values.megabytes ?? (quick ? 54 : 270)) * 1e6,
  largeBytes: (values.large ?? !quick) ? Number(values['large-gigabytes']) * 1e9 : null,
  runs: Number(values.runs ?? (quick ? 1 : 3)),
  rounds: Number(values.rounds ?? (quick ? 3 : 5)),
  seconds: Number(values.seconds ?? (quick ? 2 : 5)),
  operations: OPERATIONS.filter(name => values.operations.split(',').includes(name)),
  withApollo: values.apollo ?? !quick,
  rows: Number(values.rows ?? (quick ? 50_000 : 1_000_000)),
  quick,
  verbose,
  progress: what => process.stderr.write(`${what}\n`),
}

/** The store that sections read, loaded by the first that asks for it. */
const store = join(folder.path, 'bench.db')
let loaded: Promise<void> | null = null
const filledStore = async () => {
  loaded ??= loadExport(setting, store)
  await loaded
  return store
}

let manyRows: Promise<string> | null = null
const manyRowsStore = () => {
  manyRows ??= loadManyRows(setting, setting.rows)
  return manyRows
}

const SECTIONS: Readonly<Record<string, () => Promise<Figure[]>>> = {
  loading: async () => {
    const figures = await measureLoading(setting, store)
    loaded = Promise.resolve()
    return [...figures, ...(await measureLargeRecords(setting, join(folder.path, 'large-record.db')))]
  },
  ready: async () => [await measureReady(setting, await filledStore(), setting.exportBytes)],
  'read-path': async () => measureReadPath(setting, await filledStore()),
  features: async () => measureFeatures(setting, await filledStore()),
  coco: async () => measureCoco(setting, await filledStore()),
  processes: async () => measureProcesses(setting, await filledStore()),
  cost: async () => measureCost(setting, await filledStore()),
  attacks: async () => measureUnderAttack(setting, await filledStore()),
  stopping: async () => measureStopping(setting, await filledStore()),
  growth: async () => measureGrowth(setting, await manyRowsStore()),
  stats: async () => measureStats(setting, await manyRowsStore()),
  rows: async () => measureRows(setting, await manyRowsStore()),
  masks: async () => [...(await measureMasks(setting, 512)), ...(await measureMasks(setting, 256))],
  agreement: () => measureAgreement(setting),
  outages: () => measureOutages(setting),
  large: async () => {
    if (setting.largeBytes === null) return []
    const large = join(folder.path, 'large.db')
    const figures = await measureLargeLoad(setting, setting.largeBytes / 10, large)
    figures.push(...(await measureLargeLoad(setting, setting.largeBytes, large)))
    return [...figures, await measureReady(setting, large, setting.largeBytes)]
  },
}

const unknown = positionals.filter(name => !(name in SECTIONS))
if (unknown.length > 0) {
  console.error(`No section is called ${unknown.join(', ')}. There are ${Object.keys(SECTIONS).join(', ')}.`)
  process.exit(2)
}
const skipped = await reasonToSkip(setting)
const figures: Figure[] = []
for (const [name, measure] of Object.entries(SECTIONS)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue
  if (name !== 'large' || skipped === null) figures.push(...(await measure()))
}

if (values.json) {
  const results = figures.map(figure => ({ ...figure, result: resultOf(figure) }))
  console.log(JSON.stringify({ figures: results, skipped }, null, 2))
} else {
  console.log(formatTable(figures))
  if (skipped !== null && positionals.length === 0) console.log(`The large export was ${skipped}.`)
}
