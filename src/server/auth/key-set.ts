import { readFile } from 'node:fs/promises'
import type { Logger } from 'pino'
import { describeFault, SlicegraphError, UsageError } from '../../errors.ts'

/** A JSON Web Key Set, not checked further. */
export interface Keys {
  readonly keys: readonly object[]
}

/** Keys that are published at a URL or in a file, and change there. */
export interface KeySet {
  /** Another object after each change. Null: they are too old to be relied on; call `renew`. */
  current(): Keys | null
  /**
   * Loads them again. Calls share one request.
   * @throws SlicegraphError OVERLOADED when they cannot be loaded and are too old
   */
  renew(): Promise<Keys>
}

/** `pause` is between two loads, so that JWTs with made-up key ids cause few; after `fresh` the next use loads them again. */
const TIMES = { url: { pause: 1_000, fresh: 60_000 }, file: { pause: 100, fresh: 1_000 } }
/** Longest time for which keys are used although they cannot be loaded again. */
const STALE_MS = 3_600_000
const TIMEOUT_MS = 5_000
const MAX_BYTES = 1024 * 1024

/**
 * Loads the keys at `place`, a URL or the path of a file.
 * @throws UsageError when that fails
 */
export async function openKeySet(place: string, logger: Logger): Promise<KeySet> {
  const isUrl = /^https?:/i.test(place)
  const load = isUrl ? () => download(place) : () => readFile(place, 'utf8')
  const { pause, fresh } = isUrl ? TIMES.url : TIMES.file
  let text = ''
  let keys: Keys = { keys: [] }
  let loadedAt = 0
  let triedAt = 0
  let pending: Promise<Keys> | null = null

  async function loadOnce(): Promise<void> {
    triedAt = performance.now()
    const found = await load()
    // The same text keeps the object, and with it the memory of JWTs that were checked.
    if (found !== text) keys = parseKeys(found)
    text = found
    loadedAt = performance.now()
  }

  async function loadAgain(): Promise<Keys> {
    const wait = triedAt + pause - performance.now()
    if (wait > 0) await new Promise(resolve => setTimeout(resolve, wait).unref())
    try {
      await loadOnce()
    } catch (error) {
      logger.warn({ fault: describeFault(error) }, 'the keys of SLICEGRAPH_JWKS cannot be loaded again')
      if (performance.now() - loadedAt > STALE_MS) throw new SlicegraphError('OVERLOADED', TOO_OLD)
    }
    return keys
  }

  function renew(): Promise<Keys> {
    pending ??= loadAgain().finally(() => {
      pending = null
    })
    return pending
  }

  try {
    await loadOnce()
  } catch (cause) {
    throw new UsageError(
      `The keys of JWTs cannot be loaded from ${shown(place)} (SLICEGRAPH_JWKS). It must be a JSON Web Key Set: ` +
        'the https URL of one that answers within 5 s, or the path of a file.',
      { cause },
    )
  }
  return {
    current() {
      const now = performance.now()
      const age = now - loadedAt
      const wasTried = now - triedAt < fresh
      // Nobody may have asked for hours, in which a key was withdrawn.
      if (age > STALE_MS || (age > 2 * fresh && !wasTried)) return null
      // It goes on with those that it has meanwhile.
      if (age > fresh && !wasTried) renew().catch(() => {})
      return keys
    },
    renew,
  }
}

const TOO_OLD = 'The keys that JWTs are checked with cannot be loaded. Retry in a moment.'

async function download(url: string): Promise<string> {
  const answer = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) })
  if (!answer.ok || !answer.body) throw new Error('The answer is not 200.')
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of answer.body) {
    length += chunk.length
    if (length > MAX_BYTES) throw new Error('The answer is too large.')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString()
}

function parseKeys(text: string): Keys {
  const found: unknown = JSON.parse(text)
  if (typeof found === 'object' && found !== null && 'keys' in found && Array.isArray(found.keys)) {
    if (found.keys.every(key => typeof key === 'object' && key !== null)) return { keys: found.keys }
  }
  throw new Error('The text is no key set.')
}

/** Without what may be secret in a URL. */
function shown(place: string): string {
  const url = /^https?:/i.test(place) ? URL.parse(place) : null
  return url ? url.origin + url.pathname : place
}
