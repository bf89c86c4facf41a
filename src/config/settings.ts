import { availableParallelism } from 'node:os'
import { z } from 'zod'
import { DURATION, millisecondsOf } from './duration.ts'
import { bytesOf, SIZE } from './size.ts'

/** Visible ASCII: other characters cannot be sent in a header. */
export const API_KEY = /^[!-~]+$/
/** A database in memory or at a file: URI would be separate for each connection. */
const STORE = /^sqlite:(?!:|file:)./
const HOST = /^[\w.:%-]+$/

/** A list, or its entries in one text separated by commas. */
const list = z.union([z.string().transform(text => text.split(',').map(part => part.trim())), z.array(z.string())])
const origins = list.pipe(z.array(z.string().refine(isOrigin)))
const base = z
  .url({ protocol: /^https?$/ })
  .refine(url => /^[^@?#]*$/.test(url))
  .transform(url => url.replace(/\/+$/, ''))
/** A number is in milliseconds. */
const duration = z.union([
  z
    .number()
    .int()
    .positive()
    .max(2 ** 31 - 1),
  z.string().transform(millisecondsOf).pipe(z.number()),
])
const size = z.union([z.number().int().min(0).max(1e12), z.string().transform(bytesOf).pipe(z.number())])
const BASE = 'an http or https URL without user name, password, query and fragment'

/** All settings. The keys are those of the config file; `flag` and `env` are the other places to set them. */
export const SETTINGS = {
  store: {
    flag: '--store',
    env: 'SLICEGRAPH_STORE',
    about: 'database file, sqlite:PATH',
    expected:
      'sqlite:PATH with the path of a file, for example sqlite:slicegraph.db (PostgreSQL is not in this version)',
    type: z.string().regex(STORE).default('sqlite:slicegraph.db'),
  },
  host: {
    flag: '--host',
    env: 'HOST',
    about: 'address to listen on',
    expected: 'a host name or address',
    type: z.string().regex(HOST).default('127.0.0.1'),
  },
  port: {
    flag: '--port',
    env: 'PORT',
    about: 'port to listen on; 0 picks a free one',
    expected: 'a whole number from 0 to 65535',
    type: z
      .union([z.number(), z.string().regex(/^\d{1,5}$/)])
      .transform(Number)
      .pipe(z.number().int().min(0).max(65_535))
      .default(4000),
  },
  cors: {
    flag: '--cors',
    env: 'SLICEGRAPH_CORS',
    about: 'origins whose pages may send requests, separated by commas; "studio" is Apollo Studio',
    expected: '"studio" or exact origins such as https://app.example.com, separated by commas and without wildcards',
    type: list.pipe(z.array(z.string().refine(entry => entry === 'studio' || isOrigin(entry)))).default([]),
  },
  publicUrl: {
    flag: null,
    env: 'SLICEGRAPH_PUBLIC_URL',
    about: 'public base URL, for absolute links',
    expected: BASE,
    type: base.nullable().default(null),
  },
  apiKey: {
    flag: null,
    env: 'LABELBOX_API_KEY',
    about: "API key, sent only to Labelbox's API and the allowed origins",
    expected: 'an API key from Labelbox: one line without spaces',
    type: z.string().regex(API_KEY).nullable().default(null),
  },
  apiKeyFile: {
    flag: null,
    env: 'LABELBOX_API_KEY_FILE',
    about: 'file that contains the API key',
    expected: 'the path of a file that contains only the API key',
    type: z.string().min(1).nullable().default(null),
  },
  apiUrl: {
    flag: null,
    env: 'LABELBOX_API_URL',
    about: "base URL of Labelbox's API",
    expected: BASE,
    type: base.default('https://api.labelbox.com'),
  },
  /** Null: only the origin of `apiUrl`. */
  upstreamOrigins: {
    flag: null,
    env: 'SLICEGRAPH_UPSTREAM_ORIGINS',
    about: 'origins that frames and masks may be fetched from, separated by commas; default: that of LABELBOX_API_URL',
    expected: 'exact origins such as https://api.labelbox.com, separated by commas',
    type: origins.nullable().default(null),
  },
  maxCost: {
    flag: null,
    env: 'SLICEGRAPH_MAX_COST',
    about: 'cost limit of a GraphQL operation; 100,000 are about a second of one core',
    expected: 'a whole number from 1',
    type: z
      .union([z.number(), z.string().regex(/^\d{1,15}$/)])
      .transform(Number)
      .pipe(z.number().int().min(1))
      .default(250_000),
  },
  queryTimeout: {
    flag: null,
    env: 'SLICEGRAPH_QUERY_TIMEOUT',
    about: 'time limit of a GraphQL operation, such as 10s or 1m',
    expected: DURATION,
    type: duration.default(10_000),
  },
  cache: {
    flag: null,
    env: 'SLICEGRAPH_CACHE',
    about: 'memory for decoded rows and answers, such as 128MB; 0 keeps nothing',
    expected: SIZE,
    type: size.default(48_000_000),
  },
  processes: {
    flag: '--processes',
    env: 'SLICEGRAPH_PROCESSES',
    about: 'processes that answer requests, or auto: one for each core',
    expected: 'a whole number from 1 to 256, or auto',
    type: z
      .union([
        z.literal('auto').transform(availableParallelism),
        z.union([z.number(), z.string().regex(/^\d{1,3}$/)]).transform(Number),
      ])
      .pipe(z.number().int().min(1).max(256))
      .default(1),
  },
  logLevel: {
    flag: null,
    env: 'LOG_LEVEL',
    about: 'trace, debug, info, warn, error, fatal or silent',
    expected: 'trace, debug, info, warn, error, fatal or silent',
    type: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  },
  nodeEnv: {
    flag: null,
    env: 'NODE_ENV',
    about: 'production or development',
    expected: 'a word, for example production or development',
    // graphql-js runs at half the speed in development.
    type: z.string().min(1).default('production'),
  },
} as const

export type SettingName = keyof typeof SETTINGS

export type Settings = { readonly [Name in SettingName]: z.output<(typeof SETTINGS)[Name]['type']> }

/** The flag, variable or file that sets a setting, for messages; absent for a default. */
export type SettingPlaces = Readonly<Partial<Record<SettingName, string>>>

/** Whether the entry is an origin as browsers write it: a scheme, a host and perhaps a port, without wildcards. */
function isOrigin(entry: string): boolean {
  return /^https?:\/\/(\[[\da-f:.]+\]|[\w.-]+)(:\d+)?$/.test(entry) && URL.parse(entry)?.origin === entry
}
