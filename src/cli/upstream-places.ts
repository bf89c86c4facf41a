import { readApiKey, type Settings } from '../config/index.ts'
import { UsageError } from '../errors.ts'

/** The addresses of Labelbox and the key for them. */
export interface UpstreamPlaces {
  readonly key: string | null
  readonly apiUrl: string
  /** Exact origins that frames and masks may be fetched from. */
  readonly origins: readonly string[]
}

/** @throws UsageError if the key's file cannot be used */
export async function upstreamOf(settings: Settings): Promise<UpstreamPlaces> {
  const { apiUrl, upstreamOrigins } = settings
  return { key: await readApiKey(settings), apiUrl, origins: upstreamOrigins ?? [new URL(apiUrl).origin] }
}

/** The same for exports, which need a key. @throws UsageError also if there is none */
export async function exportUpstreamOf(settings: Settings): Promise<UpstreamPlaces> {
  const places = await upstreamOf(settings)
  if (places.key !== null) return places
  throw new UsageError('Exports at Labelbox need an API key. Set LABELBOX_API_KEY or LABELBOX_API_KEY_FILE.')
}
