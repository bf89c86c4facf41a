import type { Settings } from '../../config/index.ts'
import { type ErrorCode, SlicegraphError } from '../../errors.ts'
import type { GroupRef } from '../../ingest/index.ts'
import type { ExportInput, ExportTask, MaskRef, MeasuredMask } from '../../model/index.ts'
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
  /** The first state of a task that differs from this one. Null: there is none, or none will come. */
  nextState: { readonly input: { readonly taskId: string; readonly last: string }; readonly output: ExportTask | null }
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

/** An error as it crosses: a structured clone would lose its code and details. */
interface SentError extends Pick<SlicegraphError, 'message' | 'file' | 'details'> {
  readonly name: string
  /** `slicegraph`: one of the table of codes. */
  readonly kind: 'slicegraph' | 'other'
  readonly code: string | undefined
  readonly stack: string
}

/** Messages of other packages' errors may quote data, and are not shown to anybody: they stay behind. */
export function toSent(error: unknown): SentError {
  if (error instanceof SlicegraphError) {
    const { name, message, code, stack = '', file, details } = error
    return { kind: 'slicegraph', name, message, code, stack, file, details }
  }
  const { name, stack = '' } = error instanceof Error ? error : new Error()
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined
  const frames = stack.split('\n').filter(line => /^\s+at /.test(line))
  return { kind: 'other', name, message: name, code, stack: frames.join('\n'), file: undefined, details: undefined }
}

export function fromSent({ kind, name, message, code, stack, file, details }: SentError): Error {
  if (kind === 'other') return Object.assign(new Error(message), { name, stack, ...(code !== undefined && { code }) })
  const known = { ...(file !== undefined && { file }), ...(details && { details }) }
  return Object.assign(new SlicegraphError(code as ErrorCode, message, known), { stack })
}

export function toOutcome<T>(result: T | Error): Outcome<T> {
  return result instanceof Error ? { error: toSent(result) } : { value: result }
}

export function fromOutcome<T>({ value, error }: Outcome<T>): T | Error {
  return error ? fromSent(error) : (value as T)
}
