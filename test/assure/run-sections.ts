import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Figure } from '../bench/figure.ts'
import type { AssureSetting, Section } from './section.ts'

/** A section with its figures. */
export interface SectionResult {
  readonly section: Section
  readonly figures: readonly Figure[]
  readonly seconds: number
}

/** Runs sections one after another, each with a folder of its own. One that throws is a figure that is missed. */
export async function runSections(sections: readonly Section[], setting: AssureSetting): Promise<SectionResult[]> {
  const results: SectionResult[] = []
  for (const section of sections) {
    const folder = join(setting.folder, section.name)
    const started = performance.now()
    setting.progress(`${section.name}:`)
    await mkdir(folder)
    let figures: readonly Figure[]
    try {
      figures = await section.assure({ ...setting, folder, progress: what => setting.progress(`  ${what}`) })
    } catch (error) {
      setting.progress(`  ${error instanceof Error ? error.stack : error}`)
      figures = [endedEarly(section)]
    }
    await rm(folder, { recursive: true, force: true })
    results.push({ section, figures, seconds: (performance.now() - started) / 1000 })
  }
  return results
}

const endedEarly = ({ name }: Section): Figure => ({
  name: `${name}: times that the section ended early`,
  measured: 1,
  unit: '',
  target: 0,
  better: 'less',
  note: 'the run prints the error',
})
