import type { IncomingMessage, ServerResponse } from 'node:http'

/** A request that was received. */
export interface EmulatedRequest {
  readonly method: string
  /** With its query. */
  readonly path: string
  /** Whether the key stood anywhere in it, the path included: right or wrong, it was told. */
  readonly carriedKey: boolean
  /** Null while nothing is answered, and where no head ever was. */
  readonly status: number | null
}

/** The requests that an emulator received. */
export interface RequestLog {
  readonly requests: readonly EmulatedRequest[]
  /** How often each path was asked for, its query included. */
  readonly counts: ReadonlyMap<string, number>
  /** How many requests were open at most at once. */
  readonly mostAtOnce: number
  add(request: IncomingMessage, response: ServerResponse): void
  /** Forgets all but the requests that are open. */
  clear(): void
}

export function createRequestLog(key: string): RequestLog {
  const requests: EmulatedRequest[] = []
  const counts = new Map<string, number>()
  let open = 0
  let mostAtOnce = 0
  return {
    requests,
    counts,
    get mostAtOnce() {
      return mostAtOnce
    },
    add(request, response) {
      const { method = '', url: path = '' } = request
      open += 1
      mostAtOnce = Math.max(mostAtOnce, open)
      response.once('close', () => {
        open -= 1
      })
      const carriedKey = [path, ...request.rawHeaders].some(text => text.includes(key))
      counts.set(path, (counts.get(path) ?? 0) + 1)
      requests.push({
        method,
        path,
        carriedKey,
        get status() {
          return response.headersSent ? response.statusCode : null
        },
      })
    },
    clear() {
      requests.length = 0
      counts.clear()
      mostAtOnce = open
    },
  }
}
