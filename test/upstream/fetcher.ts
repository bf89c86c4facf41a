import assert from 'node:assert/strict'
import type { UpstreamCode } from '../../src/errors.ts'
import { SlicegraphError } from '../../src/errors.ts'
import { openUpstream, type Upstream, type UpstreamSettings } from '../../src/upstream/index.ts'

export const KEY = 'lb-test-key.Zm9v'
export const ACCEPT = { accept: 'image/png' }

/** A fetcher for tests, quick to try again, closed at the end of its scope. */
export function fetcher(
  settings: Partial<UpstreamSettings> & { readonly origins: readonly string[] },
  world: Pick<UpstreamSettings, 'isPublic'> = {},
): Upstream & AsyncDisposable {
  const upstream = openUpstream({ key: KEY, ...settings, ...world, limits: { backoffMs: 1, ...settings.limits } })
  return { ...upstream, [Symbol.asyncDispose]: () => upstream.close() }
}

export function local(port: number): string {
  return `http://127.0.0.1:${port}`
}

/** The error of a call that has to fail with `code`, checked for what no error may hold. */
export async function failure(call: Promise<unknown>, code: UpstreamCode): Promise<SlicegraphError> {
  const error = await call.then(
    () => assert.fail(`the call succeeded instead of ${code}`),
    (reason: unknown) => reason,
  )
  assert.ok(error instanceof SlicegraphError, `${error}`)
  assert.equal(error.code, code, error.message)
  assert.equal(error.cause, undefined)
  assert.match(error.message, NAMED)
  assert.doesNotMatch(withoutOrigins(error.message), /:\/\/|\?|lb-test-key/)
  return error
}

/** A sentence that names the origin or host, unless there is none to name. */
const NAMED =
  /(https?:\/\/[^/\s]|host name \S|, where Labelbox redirected|^slicegraph is stopping|http or https URL).*\.$/

/** Without origins, which messages may name; paths and queries stay. */
export function withoutOrigins(message: string): string {
  return message.replaceAll(/https?:\/\/(\[[\da-f:]+\]|[\w.-]+)(:\d+)?(?![\w/:?@])/g, 'ORIGIN')
}

/** Counts the outcomes of a burst of calls: the codes of the errors, and `200` or `204`. */
export async function outcomes(
  calls: readonly Promise<{ readonly status: number }>[],
): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const result of await Promise.allSettled(calls)) {
    const { reason } = result as PromiseRejectedResult
    if (result.status === 'rejected') assert.ok(reason instanceof SlicegraphError, `${reason}`)
    const outcome = result.status === 'fulfilled' ? `${result.value.status}` : reason.code
    counts[outcome] = (counts[outcome] ?? 0) + 1
  }
  return counts
}
