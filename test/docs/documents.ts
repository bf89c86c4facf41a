import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('../..', import.meta.url))

export const read = (path: string): string => readFileSync(`${ROOT}/${path}`, 'utf8')

/** Every page for people, by path from the root. */
export const PAGES: readonly string[] = [
  ...globSync('*.md', { cwd: ROOT }),
  ...globSync('docs/*.md', { cwd: ROOT }).map(path => path.replaceAll('\\', '/')),
].sort()

/** The rows of the tables under a heading, cell by cell, without the heads. */
export function table(page: string, heading: string): string[][] {
  const section =
    read(page)
      .split(/^#+ /m)
      .find(each => each.startsWith(`${heading}\n`)) ?? ''
  return section
    .split(/\n(?!\|)/)
    .flatMap(part =>
      part
        .split('\n')
        .filter(line => line.startsWith('|'))
        .slice(2),
    )
    .map(row =>
      row
        .split(/(?<!\\)\|/)
        .slice(1, -1)
        .map(cell => cell.trim()),
    )
}

/** The texts between backticks. */
export const named = (cell = ''): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(match => match[1] ?? '')

export interface Block {
  readonly page: string
  readonly language: string
  /** Of the comment before the block, as in `<!-- query: … -->`; null where there is none. */
  readonly marker: string | null
  readonly text: string
}

/** The fenced blocks of a page. */
export function blocksOf(page: string): Block[] {
  const fences = /(?:<!-- (\w+):[^\n]*-->\n)?^```(\w*)\n([\s\S]*?)^```/gm
  return [...read(page).matchAll(fences)].map(([, marker = null, language = '', text = '']) => ({
    page,
    language,
    marker,
    text,
  }))
}
