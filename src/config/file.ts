import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { UsageError } from '../errors.ts'

interface ConfigFile {
  /** Name for messages, as the user gave it. */
  readonly name: string
  /** Unchecked values by setting. */
  readonly values: Readonly<Record<string, unknown>>
}

const NAMES = ['slicegraph.config.json', 'slicegraph.config.ts']

/**
 * Reads the named file, else the file with a default name in the folder; null if there is none.
 * @throws UsageError if a named file is missing, both default files exist, or the file is not one object of settings.
 */
export async function readConfigFile(folder: string, named: string | undefined): Promise<ConfigFile | null> {
  const name = named ?? defaultName(folder)
  if (name === null) return null
  const path = resolve(folder, name)
  const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new UsageError(`The config file ${name} ${REASONS[cause.code ?? ''] ?? 'cannot be read'}.`, { cause })
  })
  const values = name.endsWith('.ts') ? await importDefault(path, name) : parse(text, name)
  if (typeof values !== 'object' || values === null || Array.isArray(values)) {
    throw new UsageError(
      `${name} must contain one object of settings${name.endsWith('.ts') ? ' as its default export' : ''}.`,
    )
  }
  return { name, values: { ...values } }
}

function defaultName(folder: string): string | null {
  const found = NAMES.filter(name => existsSync(resolve(folder, name)))
  if (found.length > 1)
    throw new UsageError(`Both ${found.join(' and ')} exist in this folder. Remove one, or choose one with --config.`)
  return found[0] ?? null
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist. Check --config',
  EISDIR: 'is a folder. Name a file with --config',
  EACCES: 'cannot be read: permission is denied',
}

/** The file may hold the API key, and V8's messages quote the text, so the error gives only the place. */
function parse(text: string, name: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const [place = unquotedPlace(text)] = /line \d+ column \d+/.exec(String(error)) ?? []
    const at = place && `, at ${place}`
    throw new UsageError(
      `${name} cannot be read as JSON${at}. Check its commas and braces; keys and texts need double quotes.`,
    )
  }
}

/** Place of the first character that JSON knows only in a string, such as a single quote: V8 does not tell it. */
function unquotedPlace(text: string): string {
  const [known = ''] = /^(?:[\s{}[\]:,\d.eE+-]|"(?:[^"\\]|\\.)*"|true|false|null)*/s.exec(text) ?? []
  const lines = known.split('\n')
  return known === text ? '' : `line ${lines.length} column ${(lines.at(-1) ?? '').length + 1}`
}

async function importDefault(path: string, name: string): Promise<unknown> {
  try {
    const loaded: { default?: unknown } = await import(pathToFileURL(path).href)
    return loaded.default
  } catch (cause) {
    const { name: kind, stack = '' } = cause instanceof Error ? cause : new Error()
    const [, line] = /\.ts:(\d+)/.exec(stack) ?? []
    throw new UsageError(`${name} cannot be loaded: ${kind}${line === undefined ? '' : ` at line ${line}`}.`)
  }
}
