import type { Settings } from '../../config/index.ts'
import { fromSent, type SentError, toSent } from '../../errors.ts'
import type { GroupRef } from '../../ingest/index.ts'
import type { ExportInput, ExportTask, MaskRef, MeasuredMask, PullInput, PullTask } from '../../model/index.ts'
import type { Finding } from '../../store/index.ts'

/* Messages between the writer, which starts the other processes, and the readers, which answer requests. */

/** Everything that a reader has to know. */
export interface ReaderStart {
  /** Without the API key, and with the store that is served. */
  readonly settings: Settings
  readonly demo: boolean
  /** Of the writer's check of the store. Null: it has not ended. */
  readonly findings: readonly Finding[] | null
}

export type ToReader =
  | ({ readonly type: 'start' } & ReaderStart)
  | { readonly type: 'damage'; readonly findings: readonly Finding[] }
  /** End after the grace period and the running requests. */
  | { readonly type: 'stop'; readonly graceMs: number }
  | ({ readonly type: 'answer'; readonly id: number } & Outcome<unknown>)

export type FromReader =
  | { readonly type: 'ready'; readonly url: string }
  | { readonly type: 'failed'; readonly error: SentError }
  | ({ readonly type: 'call'; readonly id: number } & WriterCall)
  /** The caller of a call has left. */
  | { readonly type: 'cancel'; readonly id: number }

/** The methods of the writer. Readers only call them for what they cannot do themselves. */
export interface Methods {
  ensureFrames: { readonly input: Fetch<GroupRef>; readonly output: readonly Outcome<null>[] }
  masks: { readonly input: Fetch<MaskRef>; readonly output: readonly Outcome<MeasuredMask>[] }
  startExport: { readonly input: ExportInput; readonly output: ExportTask }
  startPull: { readonly input: PullInput; readonly output: PullTask }
  nextState: { readonly input: KnownState; readonly output: ExportTask | null }
  nextPullState: { readonly input: KnownState; readonly output: PullTask | null }
}

/** Asks for the first state of a task that differs from this one. Null: there is none, or none will come. */
interface KnownState {
  readonly taskId: string
  readonly last: string
}

interface Fetch<T> {
  /** The version of the data that the reader's request reads. */
  readonly version: string
  readonly wanted: readonly T[]
}

export type WriterCall<M extends keyof Methods = keyof Methods> = {
  [Name in M]: { readonly method: Name; readonly input: Methods[Name]['input'] }
}[M]

export type Outcome<T> =
  | { readonly value: T; readonly error?: undefined }
  | { readonly error: SentError; readonly value?: undefined }

export function toOutcome<T>(result: T | Error): Outcome<T> {
  return result instanceof Error ? { error: toSent(result) } : { value: result }
}

export function fromOutcome<T>({ value, error }: Outcome<T>): T | Error {
  return error ? fromSent(error) : (value as T)
}
