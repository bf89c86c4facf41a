import { availableParallelism } from 'node:os'
import { DURATION } from './duration.ts'
import { SIZE } from './size.ts'
import {
  baseUrl,
  duration,
  durationOrZero,
  isAddressRange,
  isOrigin,
  list,
  orNull,
  rate,
  size,
  text,
  whole,
  word,
} from './values.ts'

/** Visible ASCII: other characters cannot be sent in a header. */
export const API_KEY = /^[!-~]+$/
/** A database in memory or at a file: URI would be separate for each connection. */
const STORE = /^sqlite:(?!:|file:)./
/** A port may be named, and is ignored. */
const HOST_NAME = /^(\[[\da-f:.]+\]|[\w.-]+)(:\d{1,5})?$/i
/** A key set that strangers on the way can change would let anybody in. */
const KEY_SET = /^(?!http:\/\/(?!(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?\/))./is
const HOST = /^[\w.:%-]+$/
const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const
const MOST_PROCESSES = 256
const BASE = 'an http or https URL without user name, password, query and fragment'

/** All settings. The keys are those of the config file; `flag` and `env` are the other places to set them. */
export const SETTINGS = {
  store: {
    flag: '--store',
    env: 'SLICEGRAPH_STORE',
    about: 'database file, sqlite:PATH',
    expected:
      'sqlite:PATH with the path of a file, for example sqlite:slicegraph.db (PostgreSQL is not in this version)',
    read: text(STORE),
    fallback: 'sqlite:slicegraph.db',
  },
  host: {
    flag: '--host',
    env: 'HOST',
    about: 'address to listen on',
    expected: 'a host name or address',
    read: text(HOST),
    fallback: '127.0.0.1',
  },
  port: {
    flag: '--port',
    env: 'PORT',
    about: 'port to listen on; 0 picks a free one',
    expected: 'a whole number from 0 to 65535',
    read: whole(0, 65_535),
    fallback: 4000,
  },
  cors: {
    flag: '--cors',
    env: 'SLICEGRAPH_CORS',
    about: 'origins whose pages may send requests, separated by commas; "studio" is Apollo Studio',
    expected: '"studio" or exact origins such as https://app.example.com, separated by commas and without wildcards',
    read: list(entry => entry === 'studio' || isOrigin(entry)),
    fallback: [],
  },
  publicUrl: {
    flag: null,
    env: 'SLICEGRAPH_PUBLIC_URL',
    about: 'public base URL, for absolute links',
    expected: BASE,
    read: orNull(baseUrl),
    fallback: null,
  },
  auth: {
    flag: '--auth',
    env: 'SLICEGRAPH_AUTH',
    about: 'none, tokens of the store, jwt, or tokens,jwt',
    expected: 'none, tokens, jwt, or tokens,jwt',
    read: (given: unknown) =>
      word(['none', 'tokens', 'jwt', 'tokens,jwt'])(given === 'jwt,tokens' ? 'tokens,jwt' : given),
    fallback: 'none',
  },
  jwks: {
    flag: null,
    env: 'SLICEGRAPH_JWKS',
    about: 'URL or file of the key set (JWKS) that JWTs are checked with',
    expected: 'an https URL, an http URL of a loopback address, or the path of a file',
    read: orNull(text(KEY_SET)),
    fallback: null,
  },
  jwtIssuer: {
    flag: null,
    env: 'SLICEGRAPH_JWT_ISSUER',
    about: 'issuer of JWTs, exactly as in their iss claim',
    expected: 'the iss claim of the JWTs to accept',
    read: orNull(text(/./s)),
    fallback: null,
  },
  jwtAudience: {
    flag: null,
    env: 'SLICEGRAPH_JWT_AUDIENCE',
    about: 'audience of JWTs, one of those in their aud claim',
    expected: 'an audience that the aud claim of the JWTs to accept holds',
    read: orNull(text(/./s)),
    fallback: null,
  },
  jwtRoleClaim: {
    flag: null,
    env: 'SLICEGRAPH_JWT_ROLE_CLAIM',
    about: 'claim that holds viewer or operator; without it a viewer',
    expected: 'the name of a claim',
    read: text(/./s),
    fallback: 'slicegraph_role',
  },
  jwtProjectsClaim: {
    flag: null,
    env: 'SLICEGRAPH_JWT_PROJECTS_CLAIM',
    about: 'claim that holds a list of project ids, or * for all; without it no project',
    expected: 'the name of a claim',
    read: text(/./s),
    fallback: 'slicegraph_projects',
  },
  jwtHideClaim: {
    flag: null,
    env: 'SLICEGRAPH_JWT_HIDE_CLAIM',
    about: 'claim that holds a list of people and raw; without it nothing is hidden',
    expected: 'the name of a claim',
    read: text(/./s),
    fallback: 'slicegraph_hide',
  },
  /** Null: none beside the gateway's own. */
  allowedHosts: {
    flag: null,
    env: 'SLICEGRAPH_ALLOWED_HOSTS',
    about: 'host names to answer to beside loopback and the public URL, separated by commas; * answers to all',
    expected: 'host names such as slicegraph.example.com, separated by commas, or *',
    read: orNull(list(entry => entry === '*' || HOST_NAME.test(entry))),
    fallback: null,
  },
  apiKey: {
    flag: null,
    env: 'LABELBOX_API_KEY',
    about: "API key, sent only to Labelbox's API and the allowed origins",
    expected: 'an API key from Labelbox: one line without spaces',
    read: orNull(text(API_KEY)),
    fallback: null,
  },
  apiKeyFile: {
    flag: null,
    env: 'LABELBOX_API_KEY_FILE',
    about: 'file that contains the API key',
    expected: 'the path of a file that contains only the API key',
    read: orNull(text(/./s)),
    fallback: null,
  },
  apiUrl: {
    flag: null,
    env: 'LABELBOX_API_URL',
    about: "base URL of Labelbox's API",
    expected: BASE,
    read: baseUrl,
    fallback: 'https://api.labelbox.com',
  },
  /** Null: only the origin of `apiUrl`. */
  upstreamOrigins: {
    flag: null,
    env: 'SLICEGRAPH_UPSTREAM_ORIGINS',
    about: 'origins that frames and masks may be fetched from, separated by commas; default: that of LABELBOX_API_URL',
    expected: 'exact origins such as https://api.labelbox.com, separated by commas',
    read: orNull(list(isOrigin)),
    fallback: null,
  },
  maxCost: {
    flag: null,
    env: 'SLICEGRAPH_MAX_COST',
    about: 'cost limit of a GraphQL operation; 100,000 are about a second of one core',
    expected: 'a whole number from 1',
    read: whole(1, Number.MAX_SAFE_INTEGER),
    fallback: 250_000,
  },
  queryTimeout: {
    flag: null,
    env: 'SLICEGRAPH_QUERY_TIMEOUT',
    about: 'time limit of a GraphQL operation, such as 10s or 1m',
    expected: DURATION,
    read: duration,
    fallback: 10_000,
  },
  cache: {
    flag: null,
    env: 'SLICEGRAPH_CACHE',
    about: 'memory for decoded rows and answers, such as 128MB; 0 keeps nothing',
    expected: SIZE,
    read: size,
    fallback: 96_000_000,
  },
  processes: {
    flag: '--processes',
    env: 'SLICEGRAPH_PROCESSES',
    about: 'processes that answer requests, or auto: one for each core',
    expected: 'a whole number from 1 to 256, or auto',
    read: (given: unknown) =>
      given === 'auto' ? Math.min(availableParallelism(), MOST_PROCESSES) : whole(1, MOST_PROCESSES)(given),
    fallback: 1,
  },
  /** Null: the default, which depends on authentication. */
  rateLimit: {
    flag: null,
    env: 'SLICEGRAPH_RATE_LIMIT',
    about: 'cost that each client may ask for in a time, such as 1000000/1m (the default with --auth), or off',
    expected: 'a cost and a time such as 1000000/1m, or off',
    read: orNull(rate),
    fallback: null,
  },
  trustedProxies: {
    flag: null,
    env: 'SLICEGRAPH_TRUSTED_PROXIES',
    about: 'addresses of proxies whose X-Forwarded-For is believed, separated by commas',
    expected: 'IP addresses or ranges such as 10.0.0.0/8, separated by commas',
    read: list(isAddressRange),
    fallback: [],
  },
  maxConnections: {
    flag: null,
    env: 'SLICEGRAPH_MAX_CONNECTIONS',
    about: 'most connections at one moment, of each process',
    expected: 'a whole number from 1',
    read: whole(1, Number.MAX_SAFE_INTEGER),
    fallback: 10_000,
  },
  drain: {
    flag: '--drain',
    env: 'SLICEGRAPH_DRAIN',
    about: 'grace period after SIGTERM, in which the port stays open, such as 5s; 0 skips it',
    expected: `${DURATION}, or 0`,
    read: durationOrZero,
    fallback: 5_000,
  },
  /** Null: there is none. */
  audit: {
    flag: null,
    env: 'SLICEGRAPH_AUDIT',
    about: 'file of the audit log: a line for each operation that is answered',
    expected: 'the path of a file',
    read: orNull(text(/./s)),
    fallback: null,
  },
  auditKeyFile: {
    flag: null,
    env: 'SLICEGRAPH_AUDIT_KEY_FILE',
    about: 'file that contains the key of the audit log, at least 32 bytes',
    expected: 'the path of a file that contains the key',
    read: orNull(text(/./s)),
    fallback: null,
  },
  logLevel: {
    flag: null,
    env: 'LOG_LEVEL',
    about: 'trace, debug, info, warn, error, fatal or silent',
    expected: 'trace, debug, info, warn, error, fatal or silent',
    read: word(LOG_LEVELS),
    fallback: 'info',
  },
  nodeEnv: {
    flag: null,
    env: 'NODE_ENV',
    about: 'production or development',
    expected: 'a word, for example production or development',
    read: text(/./s),
    // graphql-js runs at half the speed in development.
    fallback: 'production',
  },
} as const

export type SettingName = keyof typeof SETTINGS

export type Settings = {
  readonly [Name in SettingName]: Exclude<ReturnType<(typeof SETTINGS)[Name]['read']>, undefined>
}

/** The flag, variable or file that sets a setting, for messages; absent for a default. */
export type SettingPlaces = Readonly<Partial<Record<SettingName, string>>>
