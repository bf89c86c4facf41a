import type { SettingPlaces, Settings } from '../config/index.ts'
import type { Stop } from './stop.ts'

export const EXIT = {
  done: 0,
  failed: 1,
  usage: 2,
  /** Done, but some records were rejected, or some things could not be had. */
  rejected: 3,
  /** The upstream refused the key. */
  forbidden: 4,
  /** The upstream does not answer. */
  unavailable: 5,
} as const

const BY_CODE: Readonly<Record<string, number>> = {
  BAD_USER_INPUT: EXIT.usage,
  UPSTREAM_FORBIDDEN: EXIT.forbidden,
  UPSTREAM_CIRCUIT_OPEN: EXIT.unavailable,
  UPSTREAM_RATE_LIMITED: EXIT.unavailable,
  UPSTREAM_TIMEOUT: EXIT.unavailable,
  UPSTREAM_UNAVAILABLE: EXIT.unavailable,
}

/** What a verb that failed with an error of this code ends with. */
export const exitCodeOfError = (code: string): number => BY_CODE[code] ?? EXIT.failed

export type VerbName = 'serve' | 'ingest' | 'check' | 'pull' | 'sync' | 'schema' | 'demo'

/** The command line as commander read it. Settings among the flags go through `config`. */
export interface Flags {
  readonly config?: string
  readonly json?: true
  readonly quiet?: true
  readonly insecureNoAuth?: true
  readonly [setting: string]: unknown
}

/** What a verb is started with. */
export interface Invocation {
  readonly exports: readonly string[]
  readonly flags: Flags
  readonly settings: Settings
  readonly places: SettingPlaces
  readonly stop: Stop
}

/** Answers the exit code. */
export type Verb = (invocation: Invocation) => Promise<number>
