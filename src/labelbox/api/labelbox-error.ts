import * as z from 'zod'
import { SlicegraphError } from '../../errors.ts'
import { UpstreamError } from '../../upstream/index.ts'

/** A value that counts as absent unless it is as expected. */
export const lenient = <S extends z.ZodType>(schema: S) => schema.optional().catch(undefined)

/** One of `errors[]` in an answer. */
export const ApiError = z.object({
  message: lenient(z.string()),
  /** Of exports: what is wrong with which project. */
  errors: lenient(z.array(z.object({ error: lenient(z.string()) }))),
  extensions: lenient(
    z.object({ code: lenient(z.string()), exception: lenient(z.object({ status: lenient(z.number()) })) }),
  ),
})
export type ApiError = z.output<typeof ApiError>

type Meaning = (said: string, error: ApiError) => SlicegraphError

/** The error for each `extensions.code` of the API; any other code is a refusal of the export. */
const MEANINGS: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ['AUTHENTICATION_ERROR', said => forbidden('refused the key', said, 'check LABELBOX_API_KEY.')],
  ['AUTHORIZATION_ERROR', said => forbidden('does not let the account of this key do this', said)],
  ['OPERATION_NOT_ALLOWED', said => forbidden('does not let the account of this key do this', said)],
  ['RESOURCE_NOT_FOUND', said => new UpstreamError('UPSTREAM_NOT_FOUND', sentence('does not have this', said))],
  ['MALFORMED_REQUEST', malformed],
  ['INTERNAL_SERVER_ERROR', internal],
])

/** The error for the first of `errors[]`. Labelbox's own text may be shown: it is about the request. */
export function meaningOf(error: ApiError): SlicegraphError {
  const said =
    labelboxText(error.errors?.find(each => each.error !== undefined)?.error) ?? labelboxText(error.message) ?? ''
  return (MEANINGS.get(error.extensions?.code ?? '') ?? refused)(said, error)
}

/* The messages of an UpstreamError continue the origin, which `createAsk` puts before them. */

/** A refusal of the key or of its account. @param said Labelbox's text; may be empty. */
export function forbidden(what: string, said: string, advice?: string): UpstreamError {
  return new UpstreamError('UPSTREAM_FORBIDDEN', sentence(what, said, advice))
}

export function rateLimited(): UpstreamError {
  return new UpstreamError('UPSTREAM_RATE_LIMITED', 'limits the request rate; try again later.', { retryable: true })
}

export function unavailable(): UpstreamError {
  return new UpstreamError('UPSTREAM_UNAVAILABLE', 'reports an error of its own; try again later.', {
    retryable: true,
  })
}

function refused(said: string): SlicegraphError {
  return new SlicegraphError('EXPORT_FAILED', sentence('Labelbox refused the request', said))
}

function malformed(said: string): SlicegraphError {
  if (!/not supported|unsupported|custom editor/i.test(said)) return refused(said)
  return new SlicegraphError('EXPORT_UNSUPPORTED', sentence('Labelbox does not support this export', said))
}

/** The status behind it tells whether the request or Labelbox is at fault. */
function internal(said: string, { extensions }: ApiError): SlicegraphError {
  const status = extensions?.exception?.status
  if (status === 400 || status === 422) return refused(said)
  // A limit of the plan, for one.
  if (status === 426) return forbidden('does not let the account of this key do this', said)
  return unavailable()
}

function sentence(what: string, said: string, advice?: string): string {
  const told = said === '' ? what : `${what}: ${said}`
  const ended = /[.!?…]$/.test(told) ? told : `${told}.`
  return advice === undefined ? ended : `${ended} ${advice.replace(/^./, first => first.toUpperCase())}`
}

/** Enough for a sentence or two, and not for a stack trace. */
const MOST_CHARACTERS = 240

/**
 * A text of Labelbox about a request, as it may be shown: one line without addresses and of sensible length. Null where
 * there is nothing to show.
 */
export function labelboxText(value: unknown): string | null {
  if (typeof value !== 'string') return null
  const line = value
    .replaceAll(/\b[a-z][a-z0-9+.-]*:\/\/\S+/gi, '(address)')
    .replaceAll(/[\p{C}\s]+/gu, ' ')
    .trim()
  if (line === '') return null
  return line.length <= MOST_CHARACTERS ? line : `${line.slice(0, MOST_CHARACTERS).trimEnd()}…`
}
