import assert from 'node:assert/strict'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { suite, test } from 'node:test'
import { isPublicAddress } from '../../src/upstream/public-address.ts'
import { ACCEPT, failure, fetcher, local } from './fetcher.ts'
import { serveRaw, type TestServer } from './servers.ts'

type Quad = readonly [number, number, number, number]

/** Loopback, private, link-local, shared and multicast addresses, and the metadata services of clouds. */
const HOSTILE: readonly Quad[] = [
  [127, 0, 0, 1],
  [127, 255, 1, 2],
  [0, 0, 0, 0],
  [10, 0, 0, 1],
  [172, 16, 0, 1],
  [172, 31, 255, 254],
  [192, 168, 1, 1],
  [169, 254, 169, 254],
  [100, 100, 100, 200],
  [192, 0, 0, 192],
  [168, 63, 129, 16],
  [224, 0, 0, 251],
  [255, 255, 255, 255],
]

/** Ways to write an IPv4 address, or one of IPv6 that leads to it. */
const SPELLINGS: Readonly<Record<string, (quad: Quad) => string>> = {
  plain: quad => quad.join('.'),
  'trailing dot': quad => `${quad.join('.')}.`,
  decimal: quad => `${number(quad)}`,
  hexadecimal: quad => `0x${number(quad).toString(16)}`,
  octal: quad => `0${number(quad).toString(8)}`,
  'octal parts': quad => quad.map(part => `0${part.toString(8)}`).join('.'),
  'hexadecimal parts': quad => quad.map(part => `0x${part.toString(16)}`).join('.'),
  'padded parts': quad => quad.map(part => `0000${part.toString(8)}`).join('.'),
  'mixed parts': ([a, b, c, d]) => `0x${a.toString(16)}.${b}.0${c.toString(8)}.${d}`,
  'three parts': ([a, b, c, d]) => `${a}.${b}.${c * 256 + d}`,
  'two parts': ([a, b, c, d]) => `${a}.${(b * 256 + c) * 256 + d}`,
  'ideographic dots': quad => quad.join('。'),
  'halfwidth dots': quad => quad.join('｡'),
  'full-width dots': quad => quad.join('．'),
  'full-width digits': quad => quad.join('.').replace(/\d/g, digit => String.fromCharCode(0xff10 + Number(digit))),
  'circled digits': quad => quad.join('.').replace(/[1-9]/g, digit => String.fromCharCode(0x245f + Number(digit))),
  'percent signs': quad => quad.join('.').replace(/\d/g, digit => `%3${digit}`),
  'tabs within': quad => quad.join('.\t'),
  userinfo: quad => `api.labelbox.com@${quad.join('.')}`,
  'userinfo with a password': quad => `api.labelbox.com:443@${quad.join('.')}`,
  mapped: quad => `[::ffff:${quad.join('.')}]`,
  'mapped in hexadecimal': quad => `[0:0:0:0:0:ffff:${words(quad)}]`,
  compatible: quad => `[::${quad.join('.')}]`,
  NAT64: quad => `[64:ff9b::${words(quad)}]`,
  'local NAT64': quad => `[64:ff9b:1::${words(quad)}]`,
  '6to4': quad => `[2002:${words(quad)}::1]`,
  Teredo: quad => `[2001:0:4136:e378:8000:63bf:${words(quad.map(part => 255 - part) as unknown as Quad)}]`,
  ISATAP: quad => `[fe80::5efe:${words(quad)}]`,
}

const HOSTILE_V6 = [
  '::',
  '::1',
  '0:0:0:0:0:0:0:1',
  '0000:0000:0000:0000:0000:0000:0000:0001',
  'fe80::1',
  'febf::1',
  'fec0::1',
  'fc00::1',
  'fd00:ec2::254',
  'ff02::1',
  'ff0e::1',
  '100::1',
  '2001:db8::1',
  '2001:10::1',
  '3fff::1',
  '5f00::1',
]

const hosts = [
  ...HOSTILE.flatMap(quad => Object.values(SPELLINGS).map(spell => spell(quad))),
  ...HOSTILE_V6.map(address => `[${address}]`),
]

suite('hostile addresses', () => {
  test(`${hosts.length} spellings open no socket, named by an export or by a redirect`, async () => {
    assert.ok(hosts.length >= 200)
    await using server = await redirectingAsTold()
    const lookup = (hostname: string) => assert.fail(`${hostname} was taken for a name`)
    await using upstream = fetcher({ origins: [local(server.port)], lookup })
    const opened = await socketsOpenedBy(async () => {
      for (const host of hosts) {
        for (const url of [`http://${host}/mask`, `https://${host}/mask`, `https://${host}:8443/mask`]) {
          await failure(upstream.get(url, ACCEPT), 'UPSTREAM_BLOCKED')
          await failure(upstream.get(redirectTo(server.port, url), ACCEPT), 'UPSTREAM_BLOCKED')
        }
      }
    })
    assert.equal(server.requests.length, 3 * hosts.length)
    assert.equal(opened, server.connections())
  })

  test('names that lead to such addresses open none either', async () => {
    await using server = await redirectingAsTold()
    const addresses = [...HOSTILE.map(quad => quad.join('.')), ...HOSTILE_V6, '::ffff:127.0.0.1', 'fe80::1%lo', 'what']
    let asked = 0
    const lookup = async (hostname: string) => {
      asked += 1
      const address = addresses[Number(/^n(\d+)\./.exec(hostname)?.[1])] ?? ''
      return [{ address, family: address.includes(':') ? 6 : 4 }]
    }
    await using upstream = fetcher({ origins: [local(server.port)], lookup })
    const opened = await socketsOpenedBy(async () => {
      for (const at of addresses.keys()) {
        for (const name of [`n${at}.nip.test`, `n${at}.NIP.test.`, `n${at}。nip。test`]) {
          await failure(upstream.get(`http://${name}/`, ACCEPT), 'UPSTREAM_BLOCKED')
          await failure(upstream.get(redirectTo(server.port, `https://${name}/`), ACCEPT), 'UPSTREAM_BLOCKED')
        }
      }
    })
    assert.equal(asked, 3 * addresses.length)
    assert.equal(opened, server.connections())
  })

  test('addresses that are not plain http or https URLs are blocked', async () => {
    await using upstream = fetcher({ origins: ['https://api.labelbox.com'] })
    const urls = [
      '',
      'mask.png',
      '//api.labelbox.com/mask',
      'https://',
      'https://[::1',
      'https://api.labelbox.com:99999/',
      'ftp://api.labelbox.com/mask',
      'file:///etc/passwd',
      'blob:https://api.labelbox.com/1',
      'data:image/png;base64,AAAA',
      'https://key@api.labelbox.com/mask',
      'https://:key@api.labelbox.com/mask',
      'http://api.labelbox.com/mask',
      'https://api.labelbox.com:444/mask',
      'https://api.labelbox.com./mask',
      'https://api.lb-stage.xyz/mask',
      'https://api.labelbox.com.evil.test/mask',
    ]
    const opened = await socketsOpenedBy(async () => {
      for (const url of urls) await failure(upstream.get(url, ACCEPT), 'UPSTREAM_BLOCKED')
    })
    assert.equal(opened, 0)
  })

  test('public addresses are told from private ones', () => {
    for (const address of [
      '93.184.216.34',
      '1.1.1.1',
      '172.32.0.1',
      '100.128.0.1',
      '2606:4700::1111',
      '2a00:1450::1',
    ]) {
      assert.equal(isPublicAddress(address), true, address)
    }
    for (const address of ['', 'localhost', '::ffff:93.184.216.34', '2606:4700::1111%eth0']) {
      assert.equal(isPublicAddress(address), false, address)
    }
  })
})

/** A raw server, since one of `node:http` refuses to write a location that is not ASCII. */
function redirectingAsTold(): Promise<TestServer> {
  return serveRaw((socket, path) => {
    const location = decodeURIComponent(path.slice('/?to='.length))
    socket.write(`HTTP/1.1 302 Found\r\ncontent-length: 0\r\nlocation: ${location}\r\n\r\n`)
  })
}

function redirectTo(port: number, url: string): string {
  return `${local(port)}/?to=${encodeURIComponent(url)}`
}

function number([a, b, c, d]: Quad): number {
  return ((a * 256 + b) * 256 + c) * 256 + d
}

/** The last 32 bits of an IPv6 address. */
function words([a, b, c, d]: Quad): string {
  return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`
}

/** Counts every socket that this process makes for a connection to somewhere. */
async function socketsOpenedBy(work: () => Promise<void>): Promise<number> {
  let count = 0
  const onSocket = () => {
    count += 1
  }
  subscribe('net.client.socket', onSocket)
  try {
    await work()
  } finally {
    unsubscribe('net.client.socket', onSocket)
  }
  return count
}
