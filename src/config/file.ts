import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { UsageError } from '../errors.ts'

interface ConfigFile {
  /** As the user gave it, for messages. */
  readonly name: string
  /** Unchecked. */
  readonly values: Readonly<Record<string, unknown>>
}

const NAMES = ['slicegraph.config.json', 'slicegraph.config.ts']

/**
 * The named file, else the file of a usual name in the folder, else null.
 * @throws UsageError when a named file is missing, both usual ones exist, or the file is not one object of settings.
 */
export async function readConfigFile(folder: string, named: string | undefined): Promise<ConfigFile | null> {
  const name = named ?? usualName(folder)
  if (name === null) return null
  const path = resolve(folder, name)
  if (!existsSync(path)) throw new UsageError(`The config file ${name} (--config) does not exist.`)
  const values = name.endsWith('.ts') ? await importDefault(path, name) : await readJson(path, name)
  if (typeof values !== 'object' || values === null || Array.isArray(values)) {
    throw new UsageError(
      `${name} must contain one object of settings${name.endsWith('.ts') ? ' as its default export' : ''}.`,
    )
  }
  return { name, values: { ...values } }
}

function usualName(folder: string): string | null {
  const found = NAMES.filter(name => existsSync(resolve(folder, name)))
  if (found.length > 1)
    throw new UsageError(`Both ${found.join(' and ')} exist in this folder. Remove one, or choose one with --config.`)
  return found[0] ?? null
}

async function readJson(path: string, name: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'))
  } catch (cause) {
    throw new UsageError(`${name} cannot be read as JSON${reasonOf(cause)}.`, { cause })
  }
}

async function importDefault(path: string, name: string): Promise<unknown> {
  try {
    const loaded: { default?: unknown } = await import(pathToFileURL(path).href)
    return loaded.default
  } catch (cause) {
    throw new UsageError(`${name} cannot be loaded${reasonOf(cause)}.`, { cause })
  }
}

/** A config file holds only the user's own settings, so its errors may be quoted. */
function reasonOf(cause: unknown): string {
  return cause instanceof Error ? `: ${cause.message.replace(/\.?\s*$/, '')}` : ''
}
