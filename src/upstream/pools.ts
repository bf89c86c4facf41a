import type { LookupAddress } from 'node:dns'
import { lookup as systemLookup } from 'node:dns/promises'
import { isIP, type LookupFunction } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { Agent, buildConnector, type Dispatcher, Pool } from 'undici'
import { isPublicAddress } from './public-address.ts'
import type { Target } from './target.ts'
import { blocked, timedOut } from './upstream-error.ts'
import type { UpstreamLimits, UpstreamSettings } from './upstream-settings.ts'

interface Pools {
  for(target: Target): Dispatcher
  /** Closes every connection, in use or not. */
  close(): Promise<void>
}

/** A pool per origin: the configured ones for good, those behind redirects as long as they have connections. */
export function openPools(origins: ReadonlySet<string>, settings: UpstreamSettings, limits: UpstreamLimits): Pools {
  const { concurrency, connectMs, headersMs, bodyMs } = limits
  const options = { connections: concurrency, headersTimeout: headersMs, bodyTimeout: bodyMs }
  const trusting = createConnector(settings, connectMs, () => true)
  const configured = new Map([...origins].map(origin => [origin, new Pool(origin, { ...options, connect: trusting })]))
  const wary = createConnector(settings, connectMs, settings.isPublic ?? isPublicAddress)
  const others = new Agent({ ...options, connect: wary })
  return {
    for: ({ url, trusted }) => (trusted ? (configured.get(url.origin) ?? others) : others),
    async close() {
      await Promise.all([...configured.values(), others].map(dispatcher => dispatcher.destroy()))
    },
  }
}

/**
 * Opens connections: a name is resolved once, each of its addresses is judged, and those very addresses are connected
 * to, so that no second answer of the DNS can lead elsewhere. No socket is made for a name that is not allowed.
 * TLS still checks the name.
 */
function createConnector(
  { lookup = resolve, ca }: UpstreamSettings,
  connectMs: number,
  isAllowed: (address: string) => boolean,
): buildConnector.connector {
  return (target, callback) => {
    const start = performance.now()
    const literal = isIP(target.hostname)
    const found: Promise<readonly LookupAddress[]> =
      literal === 0
        ? within(connectMs, target.hostname, lookup(target.hostname))
        : Promise.resolve([{ address: target.hostname, family: literal }])
    found
      .then(addresses => {
        if (!addresses.every(({ address }) => isAllowed(address))) {
          throw blocked(`${target.hostname}, where Labelbox redirected to, is not on the public internet.`)
        }
        return buildConnector({
          lookup: answering(addresses),
          timeout: Math.max(1, connectMs - (performance.now() - start)),
          // A connection per request in flight: one that is lost then costs one answer.
          allowH2: false,
          ...(ca === undefined ? {} : { ca }),
        })
      })
      .then(
        connect => connect(target, reportingResets(callback)),
        error => callback(error, null),
      )
  }
}

function resolve(hostname: string): Promise<LookupAddress[]> {
  return systemLookup(hostname, { all: true })
}

/** A lookup function that always answers these addresses. */
function answering(addresses: readonly LookupAddress[]): LookupFunction {
  return (_hostname, { all }, done) => {
    const [first] = addresses
    if (first === undefined) done(Object.assign(new Error('no address'), { code: 'ENOTFOUND' }), '')
    else if (all) done(null, [...addresses])
    else done(null, first.address, first.family)
  }
}

function within<T>(ms: number, hostname: string, work: Promise<T>): Promise<T> {
  const done = new AbortController()
  const late = pause(ms, undefined, { signal: done.signal }).then(() => {
    throw timedOut(`the host name ${hostname} was not resolved in time; try again later.`, true)
  })
  return Promise.race([work, late]).finally(() => done.abort())
}

/**
 * undici takes ECONNRESET for the end of a body that has neither a length nor chunks, and hands out the part as the
 * whole. Under another code it reports the loss.
 */
function reportingResets(callback: buildConnector.Callback): buildConnector.Callback {
  return (...result) => {
    result[1]?.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNRESET') error.code = 'EPIPE'
    })
    callback(...result)
  }
}
