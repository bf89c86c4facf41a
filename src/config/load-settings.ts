import { readFile } from 'node:fs/promises'
import { UsageError } from '../errors.ts'
import { readConfigFile } from './file.ts'
import { nearest } from './nearest.ts'
import { API_KEY, SETTINGS, type SettingName, type SettingPlaces, type Settings } from './settings.ts'

interface SettingsSources {
  /** Flags of the command line by setting; absent or undefined if not given. */
  readonly flags?: Readonly<Record<string, unknown>>
  /** `--config`; default: `slicegraph.config.json` or `.ts` in the folder, if there is one. */
  readonly configFile?: string | undefined
  readonly env?: NodeJS.ProcessEnv
  readonly folder?: string
}

interface LoadedSettings {
  readonly settings: Settings
  readonly places: SettingPlaces
  /** Sentences about environment variables that look like settings but are not. */
  readonly warnings: readonly string[]
}

/**
 * Defaults, overridden by the config file, then the environment, then flags.
 * @throws UsageError that names the place of a wrong value and the values that are allowed.
 */
export async function loadSettings(sources: SettingsSources = {}): Promise<LoadedSettings> {
  const { flags = {}, configFile, env = process.env, folder = process.cwd() } = sources
  const file = await readConfigFile(folder, configFile)
  for (const key of Object.keys(file?.values ?? {})) requireKnown(key, file?.name ?? '')

  const settings: Record<string, unknown> = {}
  const places: Partial<Record<SettingName, string>> = {}
  for (const name of NAMES) {
    const { env: variable, flag, read, fallback, expected } = SETTINGS[name]
    const given = [
      [flags[name], flag],
      [env[variable] || undefined, `${variable} in the environment`],
      [file?.values[name], `"${name}" in ${file?.name}`],
    ] as const
    for (const [value, place] of given) {
      if (value === undefined) continue
      const checked = read(value)
      if (checked === undefined) throw new UsageError(`${place} must be ${expected}.`)
      // A wrong value is reported even where another place overrides it.
      if (name in places) continue
      settings[name] = checked
      places[name] = place ?? name
    }
    if (!(name in places)) settings[name] = fallback
  }
  return { settings: settings as unknown as Settings, places, warnings: misspelt(env) }
}

/**
 * The API key, from `apiKeyFile` if that is set; null without one.
 * @throws UsageError if both are set or the file does not contain a key.
 */
export async function readApiKey({ apiKey, apiKeyFile }: Settings): Promise<string | null> {
  if (apiKeyFile === null) return apiKey
  if (apiKey !== null)
    throw new UsageError('LABELBOX_API_KEY and LABELBOX_API_KEY_FILE are both set. Keep one of them.')
  const text = await readFile(apiKeyFile, 'utf8').catch(() => null)
  const key = text?.trim() ?? ''
  if (API_KEY.test(key)) return key
  throw new UsageError(
    `${apiKeyFile} (LABELBOX_API_KEY_FILE) ${text === null ? 'cannot be read' : 'does not contain an API key'}. ` +
      'It must be a file that contains only the API key from Labelbox.',
  )
}

/** Sets NODE_ENV for packages that read it when they load. Call it before they are imported. */
export function applyNodeEnv({ nodeEnv }: Settings): void {
  process.env.NODE_ENV = nodeEnv
}

const NAMES = Object.keys(SETTINGS) as SettingName[]

function requireKnown(key: string, file: string): void {
  if (Object.hasOwn(SETTINGS, key)) return
  const meant = nearest(key, NAMES)
  const hint = meant ? `Did you mean "${meant}"?` : `The settings are ${NAMES.join(', ')}.`
  throw new UsageError(`${file} has an unknown setting "${key}". ${hint}`)
}

function misspelt(env: NodeJS.ProcessEnv): string[] {
  const known: readonly string[] = Object.values(SETTINGS).map(setting => setting.env)
  const word = (variable: string) => variable.replace(/^(SLICEGRAPH|LABELBOX)_/, '')
  const unknown = Object.keys(env).filter(variable => variable.startsWith('SLICEGRAPH_') && !known.includes(variable))
  const own = known.filter(variable => variable.startsWith('SLICEGRAPH_'))
  return unknown.map(variable => {
    const meant = known.find(each => word(each) === word(variable)) ?? nearest(variable, own)
    return `${variable} is not a setting and is ignored.${meant ? ` Did you mean ${meant}?` : ''}`
  })
}
