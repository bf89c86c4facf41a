import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { readConfigFile } from './config/file.ts'
import { nearest } from './config/nearest.ts'
import { UsageError } from './errors.ts'

/** What the process is told from outside. */
export interface Settings {
  /** `sqlite:PATH`. */
  readonly store: string
  readonly host: string
  /** 0 picks a free one. */
  readonly port: number
  readonly logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent'
  /** Origins that pages may ask from; `studio` stands for Apollo's. Empty: none. */
  readonly cors: readonly string[]
  /** Where people reach the gateway, without a slash at the end. */
  readonly publicUrl: string | null
  /** The key sent upstream, to `upstreamOrigins` and nowhere else; out of `apiKeyFile` where that is given. */
  readonly apiKey: string | null
  readonly apiKeyFile: string | null
  readonly apiUrl: string
  /** Exact origins that frames and masks may be fetched from; null: the one of `apiUrl`. */
  readonly upstreamOrigins: readonly string[] | null
  readonly nodeEnv: string
}

interface Setting {
  /** Null where a setting has no flag. */
  readonly flag: string | null
  readonly env: string
  readonly expected: string
  readonly type: z.ZodType
  readonly fallback: Settings[keyof Settings]
}

/** Visible ASCII: anything else has no place in a header. */
const KEY = /^[!-~]+$/

/** A list, or its entries in one text with commas between them. */
const list = z.union([z.string().transform(text => text.split(',').map(part => part.trim())), z.array(z.string())])

/** Every setting: where it may be set, what it may be and what it is otherwise. The config file uses the keys. */
export const SETTINGS: Readonly<Record<keyof Settings, Setting>> = {
  store: {
    flag: '--store',
    env: 'SLICEGRAPH_STORE',
    expected: 'sqlite:PATH, for example sqlite:slicegraph.db (PostgreSQL is not in this version)',
    type: z.string().regex(/^sqlite:./),
    fallback: 'sqlite:slicegraph.db',
  },
  host: {
    flag: '--host',
    env: 'HOST',
    expected: 'a host name or address',
    type: z.string().regex(/^[\w.:%-]+$/),
    fallback: '127.0.0.1',
  },
  port: {
    flag: '--port',
    env: 'PORT',
    expected: 'a whole number from 0 to 65535',
    type: z
      .union([z.number(), z.string().regex(/^\d{1,5}$/)])
      .transform(Number)
      .pipe(z.number().int().min(0).max(65_535)),
    fallback: 4000,
  },
  logLevel: {
    flag: null,
    env: 'LOG_LEVEL',
    expected: 'one of trace, debug, info, warn, error, fatal, silent',
    type: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']),
    fallback: 'info',
  },
  cors: {
    flag: '--cors',
    env: 'SLICEGRAPH_CORS',
    expected: '"studio" or origins such as https://app.example.com, separated by commas',
    type: list.pipe(z.array(z.string().refine(entry => entry === 'studio' || isOrigin(entry)))),
    fallback: [],
  },
  publicUrl: {
    flag: null,
    env: 'SLICEGRAPH_PUBLIC_URL',
    expected: 'a URL that starts with http:// or https://',
    type: z.url({ protocol: /^https?$/ }).transform(url => url.replace(/\/+$/, '')),
    fallback: null,
  },
  apiKey: {
    flag: null,
    env: 'LABELBOX_API_KEY',
    expected: 'an API key as Labelbox gives it: one line without spaces',
    type: z.string().regex(KEY),
    fallback: null,
  },
  apiKeyFile: {
    flag: null,
    env: 'LABELBOX_API_KEY_FILE',
    expected: 'the path of a file that holds the API key and nothing else',
    type: z.string().min(1),
    fallback: null,
  },
  apiUrl: {
    flag: null,
    env: 'LABELBOX_API_URL',
    expected: 'a URL that starts with http:// or https://',
    type: z.url({ protocol: /^https?$/ }).transform(url => url.replace(/\/+$/, '')),
    fallback: 'https://api.labelbox.com',
  },
  upstreamOrigins: {
    flag: null,
    env: 'SLICEGRAPH_UPSTREAM_ORIGINS',
    expected: 'exact origins such as https://api.labelbox.com, separated by commas',
    type: list.pipe(z.array(z.string().refine(isOrigin))),
    fallback: null,
  },
  nodeEnv: {
    flag: null,
    env: 'NODE_ENV',
    expected: 'a word, for example production or development',
    type: z.string().min(1),
    // A gateway is run far more often than it is worked on, and GraphQL answers half as fast otherwise.
    fallback: 'production',
  },
}

export interface SettingsSources {
  /** By setting, as the command line gave them; what was not given is absent or undefined. */
  readonly flags?: Readonly<Record<string, unknown>>
  /** `--config`; none: `slicegraph.config.json` or `.ts` in the folder, where there is one. */
  readonly configFile?: string | undefined
  readonly env?: NodeJS.ProcessEnv
  readonly folder?: string
}

/**
 * Defaults, below the config file, below the environment, below flags.
 * @throws UsageError that names the setting, where it was set and what it may be.
 */
export async function loadSettings(sources: SettingsSources = {}): Promise<Settings> {
  const { flags = {}, configFile, env = process.env, folder = process.cwd() } = sources
  const file = await readConfigFile(folder, configFile)
  for (const key of Object.keys(file?.values ?? {})) requireKnown(key, file?.name ?? '')

  const settings: Record<string, unknown> = {}
  for (const [key, setting] of Object.entries(SETTINGS)) {
    settings[key] = setting.fallback
    const given = [
      [file?.values[key], `"${key}" in ${file?.name}`],
      [env[setting.env] || undefined, `${setting.env} in the environment`],
      [flags[key], setting.flag],
    ] as const
    for (const [value, place] of given) {
      if (value !== undefined) settings[key] = parse(setting, value, place ?? key)
    }
  }
  return withKeyFrom(settings as unknown as Settings)
}

async function withKeyFrom(settings: Settings): Promise<Settings> {
  const { apiKey, apiKeyFile } = settings
  if (apiKeyFile === null) return settings
  if (apiKey !== null)
    throw new UsageError('LABELBOX_API_KEY and LABELBOX_API_KEY_FILE are both set: keep one of them.')
  const text = await readFile(apiKeyFile, 'utf8').catch(() => null)
  const key = text?.trim()
  if (key === undefined || !KEY.test(key))
    throw new UsageError(
      `${apiKeyFile} (LABELBOX_API_KEY_FILE) ${text === null ? 'cannot be read' : 'holds no API key'}: ` +
        'it has to be a file with the key from Labelbox and nothing else.',
    )
  return { ...settings, apiKey: key }
}

/** Lets the packages that read NODE_ENV when they load see the setting. To be called before any of them is imported. */
export function applyNodeEnv(settings: Settings): void {
  process.env.NODE_ENV = settings.nodeEnv
}

function parse(setting: Setting, value: unknown, place: string): unknown {
  const result = setting.type.safeParse(value)
  if (!result.success) throw new UsageError(`${place} has to be ${setting.expected}.`)
  return result.data
}

function requireKnown(key: string, file: string): void {
  if (Object.hasOwn(SETTINGS, key)) return
  const known = Object.keys(SETTINGS)
  throw new UsageError(`${file} has an unknown setting "${key}"; the nearest known one is "${nearest(key, known)}".`)
}

function isOrigin(entry: string): boolean {
  return /^https?:/.test(entry) && URL.parse(entry)?.origin === entry
}
