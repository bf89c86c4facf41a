import type { UpstreamCode } from '../../src/errors.ts'
import type { UpstreamLimits } from '../../src/upstream/upstream-settings.ts'
import { type Fault, type FaultName, faultNames } from '../emulator/index.ts'

/* What each way to fail comes to: the table of the public interface, fault by fault. */

/** One way to fail. */
export interface Cell {
  readonly name: string
  /** Null where no server is needed to fail. */
  readonly fault: Fault | null
  /** Null where the answer is had all the same. */
  readonly code: UpstreamCode | null
  readonly limits: Partial<UpstreamLimits>
}

/** By the name of the emulator's fault; a new one has to be given its code here. */
const CODES: Readonly<Record<FaultName, UpstreamCode | null>> = {
  'status 401': 'UPSTREAM_FORBIDDEN',
  'status 403': 'UPSTREAM_FORBIDDEN',
  'status 404': 'UPSTREAM_NOT_FOUND',
  'status 408': 'UPSTREAM_TIMEOUT',
  'status 410': 'UPSTREAM_NOT_FOUND',
  'status 413': 'UPSTREAM_TOO_LARGE',
  'status 429': 'UPSTREAM_RATE_LIMITED',
  'status 429, Retry-After in seconds': 'UPSTREAM_RATE_LIMITED',
  'status 429, Retry-After as a date': 'UPSTREAM_RATE_LIMITED',
  'status 500': 'UPSTREAM_UNAVAILABLE',
  'status 502 with HTML': 'UPSTREAM_UNAVAILABLE',
  'status 503 with Retry-After': 'UPSTREAM_UNAVAILABLE',
  'reset before headers': 'UPSTREAM_UNAVAILABLE',
  'reset in headers': 'UPSTREAM_UNAVAILABLE',
  'reset in body': 'UPSTREAM_UNAVAILABLE',
  'short body': 'UPSTREAM_UNAVAILABLE',
  'dripping body': 'UPSTREAM_TIMEOUT',
  hang: 'UPSTREAM_TIMEOUT',
  'endless body': 'UPSTREAM_TOO_LARGE',
  'gzip bomb': 'UPSTREAM_TOO_LARGE',
  'nested gzip': 'UPSTREAM_TOO_LARGE',
  'wrong content type': 'UPSTREAM_BAD_RESPONSE',
  'empty body': 'UPSTREAM_BAD_RESPONSE',
  'broken JSON line': 'UPSTREAM_BAD_RESPONSE',
  'PNG with bad CRC': 'UPSTREAM_BAD_RESPONSE',
  'PNG bomb': 'UPSTREAM_TOO_LARGE',
  'over-long IDAT': 'UPSTREAM_TOO_LARGE',
  // To the good answer, on the same origin.
  redirect: null,
  'redirect loop': 'UPSTREAM_BLOCKED',
}

/** Quick to fail where waiting is the failure; all else is as in a gateway, the bounds on memory too. */
const LIMITS: Readonly<Partial<Record<FaultName, Partial<UpstreamLimits>>>> = {
  hang: { headersMs: 300, retries: 0 },
  'dripping body': { totalMs: 1_000 },
  'endless body': { compressedBytes: 2 ** 20 },
}

const QUICK: Partial<UpstreamLimits> = { retries: 1, backoffMs: 1, retryAfterMs: 100 }

export interface Places {
  /** Configured too. */
  readonly otherOrigin: string
  /** `127.0.0.1:PORT` of servers that are not configured. */
  readonly http: string
  readonly https: string
}

/** Every fault that frames, or masks, can have. */
export function cellsOf(what: 'frames' | 'masks', { otherOrigin, http, https }: Places): readonly Cell[] {
  const to = (place: string, code: UpstreamCode | null): Omit<Cell, 'name'> => ({
    fault: { name: 'redirect', to: place },
    code,
    limits: QUICK,
  })
  return [
    ...faultNames(what)
      // An empty frames document is an empty plane: see remote.test.ts.
      .filter(name => what === 'masks' || name !== 'empty body')
      .map(name => ({ name, fault: { name }, code: CODES[name], limits: { ...QUICK, ...LIMITS[name] } })),
    { name: 'redirect to another configured origin', ...to(otherOrigin, null) },
    { name: 'redirect to another origin', ...to(`http://${http}`, 'UPSTREAM_BLOCKED') },
    { name: 'redirect to loopback by https', ...to(`https://${https}`, 'UPSTREAM_BLOCKED') },
    {
      name: 'redirect to loopback by name',
      ...to(`https://${https.replace('127.0.0.1', 'localhost')}`, 'UPSTREAM_BLOCKED'),
    },
    { name: 'redirect to what is no URL', ...to('https://', 'UPSTREAM_BLOCKED') },
    { name: 'refused', fault: null, code: 'UPSTREAM_UNAVAILABLE', limits: QUICK },
  ]
}
