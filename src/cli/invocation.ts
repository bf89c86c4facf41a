import type { SettingPlaces, Settings } from '../config/index.ts'
import type { Stop } from './stop.ts'

export type VerbName =
  | 'serve'
  | 'ingest'
  | 'check'
  | 'pull'
  | 'verify'
  | 'sync'
  | 'query'
  | 'export'
  | 'token'
  | 'schema'
  | 'demo'

/** Flags as commander parsed them. Settings among them are read through `config`. */
export interface Flags {
  readonly config?: string
  readonly json?: true
  readonly quiet?: true
  readonly insecureNoAuth?: true
  readonly insecureHttp?: true
  readonly [setting: string]: unknown
}

/** The arguments of a verb. */
export interface Invocation {
  readonly exports: readonly string[]
  readonly flags: Flags
  readonly settings: Settings
  readonly places: SettingPlaces
  readonly stop: Stop
}

/** Resolves to the exit code. */
export type Verb = (invocation: Invocation) => Promise<number>
