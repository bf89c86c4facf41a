import { writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { formatTable } from '../bench/figure.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { areHeld, formatReport, thisMachine } from './report.ts'
import { runSections } from './run-sections.ts'
import { SECTIONS } from './sections.ts'

/*
 * npm run assure [-- SECTION…] [--quick] [--all] [--report FILE]
 * Runs every section, or those named, and prints each figure beside its goal and its anchor. A run of everything writes
 * docs/assurance.md; others write only to the FILE they are given. --quick does less of everything, in under five
 * minutes. The exit code is 1 if a figure misses its goal.
 */

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    all: { type: 'boolean', default: false },
    report: { type: 'string' },
  },
})
const { quick, all } = values

const unknown = positionals.filter(name => !SECTIONS.some(section => section.name === name))
if (unknown.length > 0) {
  const names = SECTIONS.map(({ name }) => name).join(', ')
  console.error(`No section is called ${unknown.join(', ')}. There are ${names}.`)
  process.exit(2)
}
const isWhole = positionals.length === 0 && !quick
const page = values.report ?? (isWhole ? fileURLToPath(new URL('../../docs/assurance.md', import.meta.url)) : null)

await using folder = await temporaryFolder()
const progress = (what: string) => process.stderr.write(`${what}\n`)
const wanted = SECTIONS.filter(({ name }) => positionals.length === 0 || positionals.includes(name))
const results = await runSections(wanted, { folder: folder.path, quick, all, progress })

console.log(formatTable(results.flatMap(({ figures }) => figures)))
const seconds = results.map(({ section, seconds }) => `${section.name} ${seconds.toFixed(0)} s`)
console.log(`${areHeld(results) ? 'held' : 'NOT HELD'} (${seconds.join(', ')})`)
if (page !== null)
  await writeFile(page, formatReport(results, thisMachine(), { isQuick: quick, sections: SECTIONS.length }))
process.exitCode = areHeld(results) ? 0 : 1
