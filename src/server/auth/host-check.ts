import type { IncomingMessage } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { sendRequestError } from '../http-errors.ts'
import { countHeaders } from './count-headers.ts'

interface Hosts {
  /** Address that is listened on. */
  readonly host: string
  readonly publicUrl: string | null
  /** Further names. Null: none are named. */
  readonly allowedHosts: readonly string[] | null
}

/** Of a request: whether it has one valid host, and whether that may be answered. */
export type HostCheck = (
  request: Pick<IncomingMessage, 'headers' | 'rawHeaders' | 'url'>,
) => 'allowed' | 'foreign' | 'bad'

/**
 * Checks the name that a request was sent to. A page can point its own name at 127.0.0.1, and the browser then takes the
 * gateway for a part of the page's site. Its Host header still holds that name.
 */
export function createHostCheck({ host, publicUrl, allowedHosts }: Hosts): HostCheck {
  const named = allowedHosts ?? []
  const own = publicUrl === null ? [] : [new URL(publicUrl).host]
  const allowed = new Set([host, ...own, ...named].map(nameOf))
  const isOff = named.includes('*')
  /** Most requests come with the same header. */
  let last: string | null = null

  function check(value: string | undefined): ReturnType<HostCheck> {
    const name = nameOf(value ?? '')
    if (name === null) return 'bad'
    return isOff || allowed.has(name) || isLoopbackName(name) ? 'allowed' : 'foreign'
  }

  return ({ headers: { host: value = '' }, rawHeaders, url = '' }) => {
    if (countHeaders(rawHeaders, 'host') !== 1) return 'bad'
    if (!url.startsWith('/')) {
      // The name in a URL with a host comes before the header.
      const found = /^https?:\/\/([^/?#]*)/i.exec(url)
      const ofUrl = found ? check(found[1]) : 'bad'
      if (ofUrl !== 'allowed') return ofUrl
    }
    if (value === last) return 'allowed'
    const result = check(value)
    if (result === 'allowed') last = value
    return result
  }
}

/** Rejects requests of other hosts on every route but the probes, which orchestrators send to any address. */
export function refuseForeignHosts(http: FastifyInstance, check: HostCheck): void {
  http.addHook('onRequest', (request, reply, done) => {
    const result = check(request.raw)
    const isProbe = PROBES.has(request.routeOptions.url ?? '')
    if (result === 'bad') sendRequestError(reply, 400)
    else if (result === 'foreign' && !isProbe) sendRequestError(reply, 421)
    else done()
  })
}

const PROBES: ReadonlySet<string> = new Set(['/healthz', '/readyz'])

function isLoopbackName(name: string): boolean {
  return name === 'localhost' || name === '[::1]' || /^127(\.\d{1,3}){3}$/.test(name)
}

/** A host name or address in lower case, without its port and the dot of a full name. Null if the text is none. */
function nameOf(host: string): string | null {
  // An address of IPv6 stands in brackets, except in settings.
  const [, name = ''] = HOST.exec(host) ?? []
  if (name === '' && /^[\da-f:.]+$/i.test(host)) return nameOf(`[${host}]`)
  const url = name === '' ? null : URL.parse(`http://${name}`)
  return url && url.hostname !== '' ? url.hostname.replace(/\.$/, '') : null
}

/** Without the characters that end a host in a URL or come before one. */
const HOST = /^(\[[\da-f:.]+\]|[\w.-]+)(?::\d{1,5})?$/i
