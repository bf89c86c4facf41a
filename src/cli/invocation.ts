import type { SettingPlaces, Settings } from '../config/index.ts'
import type { Stop } from './stop.ts'

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
