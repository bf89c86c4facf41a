import type { IncomingMessage } from 'node:http'
import { BlockList, isIP } from 'node:net'

/** Most entries of X-Forwarded-For that are looked at. */
const MOST_PROXIES = 16

/** Finds the address that a request comes from. */
export type AddressOf = (request: Pick<IncomingMessage, 'headers' | 'socket'>) => string

/**
 * The address of the socket, unless that is one of a trusted proxy: then the last address of X-Forwarded-For that is not.
 * A client can put any address before it. Of an address of IPv6 the network, since a client has all addresses of one.
 * @param trusted addresses and CIDR ranges
 */
export function createAddressOf(trusted: readonly string[]): AddressOf {
  const proxies = new BlockList()
  for (const entry of trusted) {
    const [address = '', bits] = entry.split('/')
    if (bits === undefined) proxies.addAddress(address, familyOf(address))
    else proxies.addSubnet(address, Number(bits), familyOf(address))
  }
  const isTrusted = (address: string) => proxies.check(address, familyOf(address))

  return ({ headers, socket }) => {
    const direct = plain(socket.remoteAddress ?? '')
    if (trusted.length === 0 || isIP(direct) === 0 || !isTrusted(direct)) return networkOf(direct)
    let found = direct
    const entries = String(headers['x-forwarded-for'] ?? '').split(',')
    for (const entry of entries.slice(-MOST_PROXIES).reverse()) {
      const address = plain(withoutPort(entry.trim()))
      if (isIP(address) === 0) break
      found = address
      if (!isTrusted(address)) break
    }
    return networkOf(found)
  }
}

const familyOf = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4')

/** An address of IPv4 as itself where a socket of IPv6 shows it. */
const plain = (address: string) => address.replace(/^::ffff:(?=\d+\.)/i, '')

/** As some proxies write it: `192.0.2.1:443`, `[2001:db8::1]:443`. */
const withoutPort = (entry: string) => /^\[(.*)\](:\d+)?$/.exec(entry)?.[1] ?? entry.replace(/^([\d.]+):\d+$/, '$1')

/** The first 64 bits of an address of IPv6. */
function networkOf(address: string): string {
  if (isIP(address) !== 6) return address
  const [start = '', end] = new URL(`http://[${address.split('%')[0]}]`).hostname.slice(1, -1).split('::')
  const first = start.split(':').filter(Boolean)
  const last = end?.split(':').filter(Boolean) ?? []
  const zeros = Array.from({ length: end === undefined ? 0 : 8 - first.length - last.length }, () => '0')
  return `${[...first, ...zeros, ...last].slice(0, 4).join(':')}::/64`
}
