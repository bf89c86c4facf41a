import { Agent, type Dispatcher, Pool } from 'undici'
import { type ConnectorOptions, createConnector } from './connector.ts'
import type { Target } from './target.ts'
import type { UpstreamLimits } from './upstream-settings.ts'

export interface Pools {
  for(target: Target): Dispatcher
  /** Ends every connection, in use or not. */
  close(): Promise<void>
}

interface PoolOptions extends Pick<ConnectorOptions, 'lookup' | 'ca'> {
  readonly limits: UpstreamLimits
  /** Judges the addresses behind redirects to origins that are not configured. */
  readonly isPublic: (address: string) => boolean
}

/** A pool per origin: the configured ones for good, those behind redirects as long as they have connections. */
export function openPools(origins: ReadonlySet<string>, { limits, isPublic, ...names }: PoolOptions): Pools {
  const { concurrency, connectMs, headersMs, bodyMs } = limits
  const options = { connections: concurrency, headersTimeout: headersMs, bodyTimeout: bodyMs }
  const trusting = createConnector({ ...names, connectMs, isAllowed: null })
  const configured = new Map([...origins].map(origin => [origin, new Pool(origin, { ...options, connect: trusting })]))
  const others = new Agent({ ...options, connect: createConnector({ ...names, connectMs, isAllowed: isPublic }) })
  return {
    for: ({ url, trusted }) => (trusted ? (configured.get(url.origin) ?? others) : others),
    async close() {
      await Promise.all([...configured.values(), others].map(dispatcher => dispatcher.destroy()))
    },
  }
}
