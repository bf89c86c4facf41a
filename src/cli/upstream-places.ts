import type { Settings } from '../config.ts'

/** Where exports, frames and masks come from. */
export interface UpstreamPlaces {
  readonly key: string | null
  /** Where the vendor's API is. */
  readonly apiUrl: string
  /** Exact origins that frames and masks may be fetched from. */
  readonly origins: readonly string[]
}

export function upstreamOf({ apiKey, apiUrl, upstreamOrigins }: Settings): UpstreamPlaces {
  return { key: apiKey, apiUrl, origins: upstreamOrigins ?? [new URL(apiUrl).origin] }
}
