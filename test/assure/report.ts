import { availableParallelism } from 'node:os'
import { type Figure, formatNumber, resultOf } from '../bench/figure.ts'
import type { SectionResult } from './run-sections.ts'

/** Circumstances of a run. */
export interface Machine {
  readonly date: string
  readonly cores: number
  readonly node: string
}

export const thisMachine = (): Machine => ({
  date: new Date().toISOString().slice(0, 10),
  cores: availableParallelism(),
  node: process.version,
})

/** Whether every figure reaches its goal or its floor. */
export const areHeld = (results: readonly SectionResult[]): boolean =>
  results.every(({ figures }) => figures.every(figure => resultOf(figure) !== 'MISSED'))

/** The page docs/assurance.md: one table per section. */
export function formatReport(
  results: readonly SectionResult[],
  machine: Machine,
  { isQuick, sections }: { readonly isQuick: boolean; readonly sections: number },
): string {
  const { date, cores, node } = machine
  const figures = results.flatMap(result => result.figures)
  const missed = figures.filter(figure => resultOf(figure) === 'MISSED').length
  const kind = isQuick ? 'quick run (less of everything)' : 'run'
  const intro = [
    '# Assurance',
    `\`npm run assure\` writes this page. It was a ${kind} on ${date}, of ${results.length} of ${sections} sections, on ${cores} cores with Node ${node.replace(/^v/, '')}: ` +
      `${figures.length - missed} of ${figures.length} figures reach their goal. Anchors were measured in the same run, unless they say otherwise.`,
  ]
  return [...intro, ...results.flatMap(formatSection)].join('\n\n').concat('\n')
}

function formatSection({ section, figures }: SectionResult): string[] {
  const rows = figures.map(figure => [
    figure.name,
    goalOf(figure),
    `${formatNumber(figure.measured)} ${figure.unit}`.trimEnd(),
    resultOf(figure) ?? '',
    figure.anchor ?? '',
    figure.note,
  ])
  const table = [['line', 'goal', 'measured', 'result', 'anchor', 'note'], Array<string>(6).fill('---'), ...rows]
  return [
    `## ${section.name}`,
    section.about,
    table.map(cells => `| ${cells.map(escapeCell).join(' | ')} |`).join('\n'),
  ]
}

function goalOf({ target, floor, better }: Figure): string {
  if (target === null) return ''
  const goal = `${better === 'more' ? 'at least' : 'at most'} ${formatNumber(target)}`
  return floor === undefined ? goal : `${goal} (bound ${formatNumber(floor)})`
}

const escapeCell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ').trim()
