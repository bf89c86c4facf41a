import { BlockList, isIP } from 'node:net'

/**
 * Networks that are not the public internet, and addresses in it that clouds keep for their own metadata.
 * From IANA's special-purpose registries.
 */
const PRIVATE_V4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '168.63.129.16/32',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
]

/** Of IPv6 only this is public: loopback, private, link-local, mapped, NAT64 and multicast addresses lie outside. */
const GLOBAL_V6 = '2000::/3'

/** Within it: Teredo and other protocols, documentation, and 6to4, which holds any IPv4 address. */
const PRIVATE_V6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20']

const privateAddresses = listOf([...PRIVATE_V4, ...PRIVATE_V6])
const globalV6 = listOf([GLOBAL_V6])

/** Whether an IP address, as `node:dns` or `node:net` write it, is one of the public internet. Fails closed. */
export function isPublicAddress(address: string): boolean {
  const version = isIP(address)
  // With a zone, as in fe80::1%eth0, it is an address of a network at hand.
  if (version === 0 || address.includes('%')) return false
  if (version === 6 && !globalV6.check(address, 'ipv6')) return false
  return !privateAddresses.check(address, version === 6 ? 'ipv6' : 'ipv4')
}

function listOf(networks: readonly string[]): BlockList {
  const list = new BlockList()
  for (const network of networks) {
    const [address = '', bits] = network.split('/')
    list.addSubnet(address, Number(bits), isIP(address) === 6 ? 'ipv6' : 'ipv4')
  }
  return list
}
