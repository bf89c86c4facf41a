import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { suite, test } from 'node:test'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { areHeld, formatReport } from './report.ts'
import { runSections } from './run-sections.ts'
import type { Section } from './section.ts'
import { SECTIONS } from './sections.ts'

const fine: Section = {
  name: 'fine',
  about: 'Nothing is lost.',
  assure: async () => [
    { name: 'lost | found', measured: 0, unit: '', target: 0, better: 'less', anchor: '9 of 10', note: '' },
  ],
}
const broken: Section = { name: 'broken', about: 'Never ends well.', assure: () => Promise.reject(new Error('no')) }

async function run(sections: readonly Section[]) {
  await using folder = await temporaryFolder()
  const said: string[] = []
  const setting = { folder: folder.path, quick: true, all: false, progress: (what: string) => said.push(what) }
  return { results: await runSections(sections, setting), said }
}

suite('a run of the sections', () => {
  test('goes on after one that throws, which is a missed figure', async () => {
    const { results, said } = await run([broken, fine])
    assert.deepEqual(
      results.map(({ figures }) => figures.map(figure => [figure.measured, figure.target])),
      [[[1, 0]], [[0, 0]]],
    )
    assert.equal(areHeld(results), false)
    assert.equal(areHeld(results.slice(1)), true)
    assert.match(said.join('\n'), /Error: no/)
  })

  test('is written as one table per section, the same each time', async () => {
    const { results } = await run([fine])
    const machine = { date: '2026-01-02', cores: 2, node: 'v24.0.0' }
    assert.equal(
      formatReport(results, machine, { isQuick: false, sections: 3 }),
      `# Assurance

\`npm run assure\` writes this page. It was a run on 2026-01-02, of 1 of 3 sections, on 2 cores with Node 24.0.0: 1 of 1 figures reach their goal. Anchors were measured in the same run, unless they say otherwise.

## fine

Nothing is lost.

| line | goal | measured | result | anchor | note |
| --- | --- | --- | --- | --- | --- |
| lost \\| found | at most 0 | 0 | met | 9 of 10 |  |
`,
    )
  })

  test('finds each section in the file of its name', () => {
    for (const { name } of SECTIONS) assert.ok(existsSync(new URL(`${name}.ts`, import.meta.url)), name)
  })
})
